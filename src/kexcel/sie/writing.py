"""Write a SIE file of type 4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kexcel.sie.code_page import PC8
from kexcel.sie.fields import written
from kexcel.sie.posts import Post
from kexcel.sie.standard import GROUP_OF, NOT_IN_IMPORT, SieType

_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes, and the signs that code page 437 lacks and that others stand for in it."""

    data: bytes
    replaced: str = ""


def write_posts(posts: Iterable[Post], kind: SieType) -> Written:
    """The posts as a file: code page 437, a post on each line.

    Posts that the type of file must not hold, an unknown label, or groups out of their order are
    faults of the calling code and raise ValueError.
    """
    lines, replaced, group = [], "", 0
    for post in posts:
        group = _group(post, kind, group)
        parts = [written(field) for field in post.fields]
        lines.append(" ".join([post.label, *(text for text, _ in parts)]) + _END)
        replaced += "".join(lost for _, lost in parts)
    return Written("".join(lines).encode(PC8), "".join(dict.fromkeys(replaced)))


def _group(post: Post, kind: SieType, before: int) -> int:
    group = GROUP_OF.get(post.label)
    if group is None or (kind is SieType.IMPORT and post.label in NOT_IN_IMPORT):
        raise ValueError(f"{post.label} has no place in a file of type {kind.value}")
    if group < before:
        raise ValueError(f"{post.label} must stand before the posts of the next group")
    return group
