"""An executor that does what it is given at once, in the thread that gives it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Given = ParamSpec("Given")


class InlineExecutor(Executor):
    """For a single process: no thread need wait for it."""

    def submit(
        self, function: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Make the call. What it raises is raised here."""
        done: Future[Result] = Future()
        done.set_result(function(*args, **kwargs))
        return done
