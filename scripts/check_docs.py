"""Holds the documentation to the truth: generated pages are fresh, and links lead somewhere.

python scripts/check_docs.py             exit 1 with what is wrong
python scripts/check_docs.py --update    make the generated pages again first
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = (
    "update_translations.py",
    "make_rules_page.py",
    "make_command_page.py",
    "make_template_page.py",
    "make_profile_page.py",
    "make_values_page.py",
)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:")


def main() -> int:
    """Tell everything that is wrong; the exit code is 1 if anything is."""
    parser = argparse.ArgumentParser(description="Check the documentation.")
    parser.add_argument("--update", action="store_true", help="make generated pages again first")
    arguments = [] if parser.parse_args().update else ["--check"]
    stale = [f"scripts/{name} failed" for name in GENERATORS if not _run(name, arguments)]
    broken = [sentence for page in pages(ROOT) for sentence in broken_links(page)]
    for sentence in stale + broken:
        print(sentence, file=sys.stderr)
    return 1 if stale or broken else 0


def _run(name: str, arguments: list[str]) -> bool:
    command = [sys.executable, str(ROOT / "scripts" / name), *arguments]
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


def pages(root: Path) -> list[Path]:
    """The pages at the top of the repository and in docs/."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])


def broken_links(page: Path) -> Iterator[str]:
    """A sentence for every relative link of a page whose file or heading does not exist."""
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if ELSEWHERE.match(target):
            continue
        path, _, anchor = unquote(target).partition("#")
        linked = page.parent / path if path else page
        if not linked.exists():
            yield f"{page.relative_to(ROOT)}: {target} does not exist"
        elif anchor and linked.suffix == ".md" and anchor not in anchors(linked):
            yield f"{page.relative_to(ROOT)}: {target} has no such heading"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


if __name__ == "__main__":
    sys.exit(main())
