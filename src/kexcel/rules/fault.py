"""What is wrong with an expression."""

from __future__ import annotations

from kexcel.errors import Fault


class ExpressionError(Fault):
    """The expression is not of the language; it says what is wrong with it."""
