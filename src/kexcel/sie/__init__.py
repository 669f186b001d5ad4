"""Files of the SIE standard, types 1 to 4: bytes to posts and back, without knowing what for.

Source: SIE filformat, edition 4B, 2008-09-30. Sections are named by that document's numbers.
"""

from kexcel.sie.code_page import Decoded, decode
from kexcel.sie.posts import Field, Objects, Post, Text
from kexcel.sie.reading import Trouble, begins_as_sie, read_posts
from kexcel.sie.standard import SieType
from kexcel.sie.writing import Written, write_posts

__all__ = [
    "Decoded",
    "Field",
    "Objects",
    "Post",
    "SieType",
    "Text",
    "Trouble",
    "Written",
    "begins_as_sie",
    "decode",
    "read_posts",
    "write_posts",
]
