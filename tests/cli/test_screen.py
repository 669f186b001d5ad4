"""What a person sees: lines that fit, in one language, whatever the terminal and its encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kexcel.cli import main
from kexcel.findings import CODES
from kexcel.workspace import Workspace
from tests.workspace.places import filled, issued_workspace, put

PROGRAM = (sys.executable, "-c", "from kexcel.cli import main; main(prog_name='kexcel')")
COMMANDS = (
    "check", "collect", "demo", "explain", "generate", "init", "merge", "remind", "status",
    "validate", "withdraw",
)  # fmt: skip
A_ROUND = (
    ("check",), ("collect", "T1"), ("status",), ("generate", "T1"), ("merge", "T1"),
    ("remind", "T1"), ("withdraw", "T1", "Svar – staben.xlsx"),
)  # fmt: skip
CLICKS_OWN = ("Usage", "Options", "Commands", "Show ", "default", "Error", "Missing", "Try ")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One return with faults is in, the rest are missing."""
    made = issued_workspace(tmp_path / "ws")
    put(
        made, "Svar – staben.xlsx", filled("stab", {("followup", "3.1.1-2", "status"): "Klart typ"})
    )
    return made


def run(*words: str | Path, **variables: str) -> Result:
    command = [str(word) for word in words]
    return CliRunner().invoke(main, command, prog_name="kexcel", env=variables)


def printed(*words: str | Path, **variables: str) -> str:
    """What the program prints into a pipe, as its bytes are read in UTF-8 or its own encoding."""
    ended = piped(words, variables)
    return ended.stdout.decode(variables.get("PYTHONIOENCODING", "utf-8"))


def piped(
    words: tuple[str | Path, ...], variables: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    command = [*PROGRAM, *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env=kept | variables)


def on_a_terminal(columns: int, *words: str | Path) -> str:
    """What the program writes on a terminal of so many columns."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (50, columns))
    kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    process = subprocess.Popen(
        [*PROGRAM, *map(str, words)], stdout=slave, stderr=subprocess.DEVNULL, env=kept
    )
    os.close(slave)
    written = b""
    while chunk := _read(master):
        written += chunk
    process.wait()
    os.close(master)
    return written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end has closed
        return b""


def without_colours(text: str) -> str:
    return "".join(part.partition("m")[2] if at else part
                   for at, part in enumerate(text.split("\x1b[")))  # fmt: skip


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_fits_the_terminal(columns: int, language: str, workspace: Workspace) -> None:
    at = ("-w", workspace.layout.root, "--language", language)
    for words in A_ROUND:
        shown = run(*words, *at, COLUMNS=str(columns)).output
        assert [line for line in shown.splitlines() if len(line) > columns] == []
        assert len(shown.splitlines()) > 3


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_is_asked_how_wide_it_is(columns: int, workspace: Workspace) -> None:
    shown = without_colours(on_a_terminal(columns, "check", "-w", workspace.layout.root))
    assert columns - 12 < max(map(len, shown.splitlines())) <= columns


def test_a_pipe_is_100_wide_or_as_columns_says(workspace: Workspace) -> None:
    at = ("-w", workspace.layout.root)
    printed("collect", "T1", *at)
    for variables, width in (({}, 100), ({"COLUMNS": "70"}, 70), ({"COLUMNS": "bred"}, 100)):
        lines = printed("check", *at, **variables).splitlines()
        assert width - 12 < max(map(len, lines)) <= width
    narrow = printed("status", *at, COLUMNS="60")
    assert "Samhällsbyggnadsavdelningen" in narrow
    assert "I ett bredare fönster visas också:" in narrow


def test_a_path_stands_whole_on_a_line_of_its_own(workspace: Workspace) -> None:
    lines = printed("collect", "T1", "-w", workspace.layout.root, COLUMNS="40").splitlines()
    assert "  Svar: retur/T1/Rättelse T1 2024 Staben.xlsx" in lines
    assert "Svar – staben.xlsx" in lines


def test_findings_hang_under_their_severity_with_errors_first(workspace: Workspace) -> None:
    path = workspace.layout.inbox("T1") / "Svar – staben.xlsx"
    lines = printed("validate", path, "-w", workspace.layout.root, COLUMNS="60").splitlines()
    assert lines[1:6] == [
        "Svar – staben.xlsx",
        '  fel     Uppföljning!J6 (3.1.1-2): "Klart typ" är ingen',
        "          status i listan. [unknown-status]",
        "          Välj ett av: Ej påbörjad, Pågående, Genomförd,",
        "          Försenad, Avbruten.",
    ]
    assert lines[-1] == "1 fel, 0 varningar, 0 notiser."


def test_the_gravest_comes_first_and_a_shared_remedy_once(workspace: Workspace) -> None:
    lines = printed("check", "-w", workspace.layout.root).splitlines()
    words = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert words == sorted(words, key=["fel", "varning", "notis"].index)
    assert len([line for line in lines if "Du behöver inte göra något om" in line]) == 1
    assert "0 fel, 3 varningar, 15 notiser." in lines


def test_merge_says_what_makes_it_preliminary(workspace: Workspace) -> None:
    at = ("-w", workspace.layout.root)
    run("collect", "T1", *at)
    output = run("merge", "T1", *at).output
    assert "PRELIMINÄR:\n  5 svar saknas: Gemensamma resurser, Ekonomiavdelningen" in output
    assert "  1 fel kvarstår: Staben (1).\n" in output
    assert "säger emot varandra" not in output
    assert "Beslut.xlsx: 25 mål väntar på din bedömning" in output


@pytest.mark.parametrize("encoding", ["cp850", "ascii"])
def test_no_encoding_is_a_traceback(encoding: str, workspace: Workspace) -> None:
    at = ("-w", workspace.layout.root)
    for words in (("collect", "T1"), ("status",), ("merge", "T1"), ("explain",), ("--help",)):
        ended = piped((*words, *at) if words != ("--help",) else words,
                      {"PYTHONIOENCODING": encoding})  # fmt: skip
        assert (ended.stderr.decode("ascii", "replace"), ended.returncode < 2) == ("", True)
    content = json.loads(printed("collect", "T1", *at, "--json", PYTHONIOENCODING=encoding))
    assert content["received"][0]["file"] == "Svar – staben.xlsx"


@pytest.mark.skipif(sys.platform == "win32", reason="file names there are always Unicode")
def test_a_system_without_our_letters_in_file_names_is_told_of(tmp_path: Path) -> None:
    ended = piped(("demo", tmp_path / "demo"), {"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert (ended.returncode, b"Traceback" in ended.stderr) == (2, False)
    assert b"PYTHONUTF8=1" in ended.stderr


def test_what_others_wrote_cannot_command_the_terminal(workspace: Workspace) -> None:
    faulty = filled("stab", {("followup", "3.1.1-2", "status"): "Klart\u009b31m typ"})
    put(workspace, "styr.xlsx", faulty)
    path = workspace.layout.inbox("T1") / "styr.xlsx"
    output = run("validate", path, "-w", workspace.layout.root).output
    assert ("\u009b" in output, "Klart\ufffd31m typ" in output) == (False, True)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_one_language_and_nothing_is_cut(command: str) -> None:
    words = [command] if command else []
    swedish = run(*words, "--language", "sv", "--help").output
    assert [word for word in CLICKS_OWN if word in swedish] == []
    assert "..." not in swedish.replace("]...", "").replace("FIL...", "")
    assert "Usage: kexcel" in run(*words, "--language", "en", "--help").output
    assert "Användning: kexcel" in run(*words, "-h").output


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("--jsn",), "Det finns ingen flagga '--jsn'"),
        (("check", "--jsn"), "Menar du '--json'?"),
        (("check", "x"), "Ett argument för mycket (x)"),
        (("check", "x", "y"), "För många argument (x y)"),
        (("validate",), "Argument saknas: 'FIL...'."),
        (("finns",), "Det finns inget kommando 'finns'"),
        (("check", "-w"), "Flaggan '-w' behöver ett värde."),
        (("--language", "de", "check"), "'de' är inte ett av 'sv', 'en'."),
        (("roll", "nästa"), "'nästa' är inte ett heltal."),
        (("collect", "T1", "--settle", "snart"), "'snart' är inte ett tal."),
        (("collect", "T1", "--settle", "0"), "0.0 är utanför 0.1<=x<=3600."),
        (("check", "x"), "Hjälp ges av: kexcel check --help"),
    ],
)
def test_wrong_use_is_said_in_swedish(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, sentence in result.stderr) == (2, True)
    english = run(*words, "--language", "en") if "de" not in words else result
    assert (english.exit_code, english.stderr.count("Fel:")) == (2, int(english is result))


def test_the_workspace_and_the_language_may_be_named_after_the_command(
    workspace: Workspace,
) -> None:
    root = workspace.layout.root
    before, after = run("-w", root, "--language", "en", "check"), run(
        "check", "-w", root, "--language", "en"
    )  # fmt: skip
    assert (after.exit_code, after.output) == (0, before.output)
    assert "79 activities" in after.output
    both = run("-w", "borta", "--language", "en", "check", "-w", root, "--language", "sv")
    assert "79 aktiviteter" in both.output


def test_a_folder_for_a_file_is_said_in_the_users_language(workspace: Workspace) -> None:
    at = ("-w", workspace.layout.root)
    folder = workspace.layout.root / "inkommet"
    assert run("validate", folder, *at).stderr.endswith("det är en mapp, inte en fil.\n")
    english = run("validate", folder, *at, "--language", "en").stderr
    assert english.endswith("it is a folder, not a file.\n")


def test_a_code_is_explained_in_letters_of_any_case() -> None:
    assert run("explain", "Overdue").output == run("explain", "overdue").output
    assert json.loads(run("explain", " OVERDUE", "--json").output)["code"] == "overdue"


def test_without_a_known_code_every_code_is_listed() -> None:
    every, unknown = run("explain"), run("explain", "overdu")
    assert (every.exit_code, unknown.exit_code, unknown.stdout) == (0, 2, "")
    assert "Menar du: overdue?" in unknown.stderr
    for listing in (every.output, unknown.stderr):
        listed = [line.split()[0] for line in listing.splitlines() if line.startswith("  ")]
        assert listed == list(CODES)
    assert [each["code"] for each in json.loads(run("explain", "--json").output)["codes"]] == list(
        CODES
    )


def test_one_of_a_kind_is_one(workspace: Workspace) -> None:
    path = workspace.layout.inbox("T1") / "Svar – staben.xlsx"
    output = run("validate", path, "-w", workspace.layout.root, "--language", "en").output
    assert "1 error, 0 warnings, 0 notes." in output
