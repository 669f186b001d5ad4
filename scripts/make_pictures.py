"""Draws workbooks as pictures, one a page, the way LibreOffice prints them.

    python scripts/make_pictures.py                          the demo's, into docs/pictures/
    python scripts/make_pictures.py --into DIR FILE...       these workbooks

Needs LibreOffice (soffice) and poppler (pdftoppm). A picture is named after its workbook and
page: "uppfoljning-t1-2024-1.png".
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DOTS_PER_INCH = 80
COLOURS = 128
SECONDS = 180


def main() -> int:
    """Draw what is asked for; the exit code is 1 when a program is missing."""
    arguments = _parse()
    for program in ("soffice", "pdftoppm"):
        if not shutil.which(program):
            print(f"{program} is needed, and was not found on the PATH.", file=sys.stderr)
            return 1
    with tempfile.TemporaryDirectory(prefix="kexcel-pictures-") as folder:
        scratch = Path(folder)
        workbooks = arguments.workbooks or demo_workbooks(scratch / "demo")
        arguments.into.mkdir(parents=True, exist_ok=True)
        for workbook in workbooks:
            for picture in draw(workbook, arguments.into, scratch):
                print(picture)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw workbooks as pictures, one a page.")
    parser.add_argument("workbooks", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--into", type=Path, default=PICTURES, metavar="DIR")
    return parser.parse_args()


def demo_workbooks(folder: Path) -> list[Path]:
    """The workbooks of a demo that the documentation shows: a form, a correction, the results."""
    call = "from kexcel.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", call, "demo", str(folder)],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode not in {0, 1}:  # 1 says that there are findings, and there are
        raise SystemExit(f"kexcel demo ended with exit code {done.returncode}")
    wanted = [
        folder / "utskick" / "T1" / "T1 2024 Staben.xlsx",
        *sorted((folder / "retur" / "T1").glob("*.xlsx"))[:1],
        *sorted((folder / "resultat" / "T1").glob("*.xlsx")),
    ]
    absent = [str(path.relative_to(folder)) for path in wanted if not path.is_file()]
    if absent:
        raise SystemExit(f"the demo did not make {', '.join(absent)}")
    return wanted


def draw(workbook: Path, into: Path, scratch: Path) -> list[Path]:
    """One picture for each printed page of a workbook, replacing those drawn before."""
    slug = slug_of(workbook)
    for old in into.glob(f"{slug}-*.png"):
        if re.fullmatch(rf"{re.escape(slug)}-\d+", old.stem):
            old.unlink()
    pages = _pages(_print(workbook, scratch), scratch / slug)
    return [_save(page, into / f"{slug}-{number}.png") for number, page in enumerate(pages, 1)]


def slug_of(workbook: Path) -> str:
    """A workbook's name in small letters, digits and hyphens, fit for a link."""
    plain = unicodedata.normalize("NFKD", workbook.stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    returned = workbook.parent.parent.name == "retur"
    return f"retur-{slug}" if returned else slug


def _print(workbook: Path, scratch: Path) -> Path:
    profile = (scratch / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(scratch), str(workbook.resolve())],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
    )
    printed = scratch / f"{workbook.stem}.pdf"
    if not printed.is_file():
        raise SystemExit(f"LibreOffice did not print {workbook}")
    return printed


def _pages(printed: Path, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(printed), str(folder / "page")]
    subprocess.run(command, check=True, timeout=SECONDS)
    return sorted(folder.glob("page-*.png"))


def _save(page: Path, picture: Path) -> Path:
    """The page with few colours: a third of the bytes, and text as crisp."""
    with Image.open(page) as image:
        image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
    return picture


if __name__ == "__main__":
    sys.exit(main())
