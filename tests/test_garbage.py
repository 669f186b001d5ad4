"""Garbage is not looked for where there is none, and is again afterwards."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from kexcel.garbage import none_collected


def test_none_is_collected_inside_the_block_and_some_is_after_it() -> None:
    with none_collected():
        with none_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_collected_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="stopped"), none_collected():
        raise ValueError("stopped")
    assert gc.isenabled()


def test_a_program_that_has_opened_a_workspace_ends_without_looking_for_any() -> None:
    code = (
        "import atexit, gc, contextlib\n"
        "from kexcel.cli.session import Session\n"
        "from kexcel.errors import UsageError\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"
        "with contextlib.suppress(UsageError):\n"
        "    Session('there is no such folder', None).workspace\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
