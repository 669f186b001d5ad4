"""Work in a process of its own, which may die, eat or stall without harm."""

from __future__ import annotations

import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kexcel.workspace.isolation import (
    DIED,
    OUT_OF_MEMORY,
    TOO_SLOW,
    Allowance,
    Isolation,
    IsolationError,
)

QUICK = Allowance(seconds=3)
SCRIPT = """
from kexcel.workspace.isolation import Isolation

with Isolation() as isolation:
    print(isolation.call(len, b"abc"))
"""


def double(number: int) -> int:
    return 2 * number


def die() -> None:
    os.abort()


def eat() -> int:
    return len(bytearray(3 << 30))


def sleep() -> None:
    time.sleep(60)


def spin() -> None:
    while True:
        pass


def fail() -> None:
    raise ValueError("our own fault")


def fail_beyond_words() -> None:
    raise ValueError(lambda: None)


def make_noise() -> str:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return "done"


def reach_out() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def start_a_program() -> None:
    subprocess.run(["true"], check=True)


def write(path: str) -> None:
    Path(path).write_text("written", encoding="utf-8")


def process_number() -> int:
    return os.getpid()


def die_of_zero(number: int) -> int:
    if not number:
        os.abort()
    return number


def grow() -> list[bytes]:
    return [bytes(400_000_000)][:0]


def keep_growing() -> int:
    sys.modules["grown"] = bytes(400_000_000)  # type: ignore[assignment] # what is never let go
    return os.getpid()


def test_a_call_gives_the_functions_result() -> None:
    with Isolation() as isolation:
        assert [isolation.call(double, 4), isolation.call(len, b"abc")] == [8, 3]


def test_what_is_shared_comes_before_each_calls_own_arguments() -> None:
    with Isolation(shared=(b"a",)) as isolation:
        assert [isolation.call(bytes.__add__, each) for each in (b"b", b"c")] == [b"ab", b"ac"]
    with Isolation(shared=(b"z",)) as isolation:
        assert isolation.call(bytes.__add__, b"b") == b"zb"


@pytest.mark.parametrize(
    "function, reason",
    [(die, DIED), (eat, OUT_OF_MEMORY), (sleep, TOO_SLOW), (spin, TOO_SLOW)],
)
def test_a_call_that_ends_its_process_is_given_up_and_the_next_goes_on(
    function: object, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with Isolation(allowance=QUICK) as isolation:
        with pytest.raises(IsolationError) as given_up:
            isolation.call(function)  # type: ignore[arg-type]
        assert given_up.value.reason == reason
        assert isolation.call(double, 1) == 2
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_our_own_comes_back_with_its_traceback() -> None:
    with Isolation() as isolation:
        with pytest.raises(ValueError, match="our own fault") as raised:
            isolation.call(fail)
        assert "in fail" in str(raised.value.__cause__)
        with pytest.raises(RuntimeError) as told:
            isolation.call(fail_beyond_words)
        assert "in fail_beyond_words" in str(told.value.__cause__)


def test_what_cannot_be_loaded_there_is_a_fault_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here_only.py").write_text("def answer(): return 1", encoding="utf-8")
    with Isolation(allowance=Allowance(seconds=78)) as isolation:
        assert isolation.call(double, 1) == 2
        monkeypatch.syspath_prepend(tmp_path)
        here_only = importlib.import_module("here_only")
        with pytest.raises(ModuleNotFoundError, match="here_only"):
            isolation.call(here_only.answer)


def test_what_libraries_print_is_thrown_away(capfd: pytest.CaptureFixture[str]) -> None:
    with Isolation() as isolation:
        assert isolation.call(make_noise) == "done"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("function", [reach_out, start_a_program])
def test_nothing_is_fetched_and_nothing_started(function: object) -> None:
    with Isolation() as isolation, pytest.raises(PermissionError, match="has no place"):
        isolation.call(function)  # type: ignore[arg-type]


def test_nothing_is_written() -> None:
    elsewhere = Path(os.sep).resolve() / "kexcel-written.txt"
    with Isolation() as isolation, pytest.raises(PermissionError, match="has no place"):
        isolation.call(write, str(elsewhere))
    assert not elsewhere.exists()


@pytest.mark.parametrize("jobs", [1, 3])
def test_tasks_are_answered_in_order_and_one_that_dies_stops_no_other(jobs: int) -> None:
    with Isolation(jobs=jobs) as isolation:
        answers = list(isolation.map(die_of_zero, ((n % 4,) for n in range(9))))
    told = [each.reason if isinstance(each, IsolationError) else each for each in answers]
    assert told == [DIED, 1, 2, 3, DIED, 1, 2, 3, DIED]


def test_no_process_is_started_before_there_is_something_to_do() -> None:
    allowance = Allowance(seconds=77)
    with Isolation(allowance=allowance, modules=("no.such.module",)) as isolation:
        assert list(isolation.map(double, [])) == []


def test_a_process_that_cannot_start_is_a_fault_of_our_own(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with (
        Isolation(allowance=Allowance(seconds=79), modules=("no.such.module",)) as isolation,
        pytest.raises(RuntimeError, match="did not start"),
    ):
        isolation.call(double, 1)
    assert "ModuleNotFoundError" in capfd.readouterr().err


def test_a_process_is_kept_for_the_next_that_is_isolated_alike() -> None:
    with Isolation() as isolation:
        first = isolation.call(process_number)
    with Isolation() as isolation:
        assert isolation.call(process_number) == first
    with Isolation(allowance=QUICK) as isolation:
        assert isolation.call(process_number) != first


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell a process's size")
def test_a_process_that_has_grown_is_replaced() -> None:
    with Isolation() as isolation:
        assert isolation.call(grow) == []
        first = isolation.call(keep_growing)
        assert isolation.call(process_number) != first


def test_a_script_without_a_guarded_main_can_use_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("3\n", "")


def interrupted(process: subprocess.Popen[bytes]) -> bytes:
    """What a process says that is interrupted until it ends, as one does at a keyboard.

    The first signal may come in the moment before the process begins to wait for its own.
    """
    for _ in range(12):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=5)[1]
    process.kill()
    raise AssertionError("it does not end")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_an_interruption_ends_everything(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    waiting = SCRIPT.replace('print(isolation.call(len, b"abc"))', (
        'print("waits", flush=True)\n    import time\n    isolation.call(time.sleep, 600)'
    ))  # fmt: skip
    script.write_text(waiting.replace("Isolation()", "Isolation(allowance=A(seconds=600))")
                      .replace("import Isolation", "import Allowance as A, Isolation"),
                      encoding="utf-8")  # fmt: skip
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waits\n"
        error = interrupted(process)
    assert b"KeyboardInterrupt" in error
