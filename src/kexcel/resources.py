"""Files that come with kexcel: templates and examples, in the wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def resource(*parts: str) -> Path:
    """The path of a packaged file or folder, such as ``resource("templates", "standard")``.

    A wheel carries them inside the package; a checkout has them at its top.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _CHECKOUT.joinpath(*parts)
