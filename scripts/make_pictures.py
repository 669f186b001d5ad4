"""Draws the demo's workbooks as pictures, sheet by sheet, the way LibreOffice prints them.

    python scripts/make_pictures.py [--into DIR]

Needs LibreOffice (soffice) and poppler (pdftoppm, pdftotext). A picture is named after its
workbook and sheet: "uppfoljning-sammanfattning.png". Of a sheet of several pages the first is
drawn, and of one that prints several pages wide the first of each part.
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
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DOTS_PER_INCH = 80
COLOURS = 128
SECONDS = 300
WORKBOOKS = {
    "formular": "utskick/T1/T1 2024 Staben.xlsx",
    "rattelse": "retur/T1/Rättelse T1 2024 Staben.xlsx",
    "kvittens": "retur/T1/Kvittens T1 2024 Samhällsbyggnadsavdelningen.xlsx",
    "uppfoljning": "resultat/T1/Uppföljning T1 2024.xlsx",
    "budget": "resultat/T1/Budget T1 2024.xlsx",
    "beslut": "Beslut.xlsx",
    "plan": "plan.xlsx",
}
"""What the documentation shows of the demo, by the name its pictures begin with."""

PARTS = {
    "formular-uppfoljning": (2, "down"),
    "rattelse-uppfoljning": (2, "down"),
    "uppfoljning-aktiviteter": (3, "over"),
}
"""How many pages wide a sheet prints, where it is more than one, and which way first."""


def main() -> int:
    """Draw everything; the exit code is 1 when a program is missing."""
    parser = argparse.ArgumentParser(description="Draw the demo's workbooks as pictures.")
    parser.add_argument("--into", type=Path, default=PICTURES, metavar="DIR")
    into: Path = parser.parse_args().into
    for program in ("soffice", "pdftoppm", "pdftotext"):
        if not shutil.which(program):
            print(f"{program} is needed, and was not found on the PATH.", file=sys.stderr)
            return 1
    with tempfile.TemporaryDirectory(prefix="kexcel-pictures-") as folder:
        scratch = Path(folder)
        run_demo(scratch / "demo")
        into.mkdir(parents=True, exist_ok=True)
        for old in into.glob("*.png"):
            old.unlink()
        for name, path in WORKBOOKS.items():
            for picture in draw(name, scratch / "demo" / path, into, scratch / name):
                print(picture.name)
    return 0


def run_demo(folder: Path) -> None:
    """Run the demo in a folder."""
    call = "from kexcel.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [sys.executable, "-c", call, "demo", str(folder)],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def draw(name: str, workbook: Path, into: Path, scratch: Path) -> list[Path]:
    """The pictures of one workbook: the first page of each sheet, or of each part of it."""
    scratch.mkdir()
    book, named = scratch / "book.xlsx", scratch / "named.xlsx"
    book.write_bytes(workbook.read_bytes())
    named.write_bytes(with_sheet_names(workbook))
    print_to_pdf([book, named], scratch)
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(book.with_suffix(".pdf"))]
    subprocess.run([*command, str(scratch / "page")], check=True, timeout=SECONDS)
    images = sorted(scratch.glob("page-*.png"))
    pictures = []
    for sheet, pages in pages_by_sheet(named.with_suffix(".pdf")).items():
        slug = slug_of(f"{name} {sheet}")
        parts, order = PARTS.get(slug, (1, "down"))
        for part in range(parts):
            page = images[pages[part if order == "over" else len(pages) * part // parts]]
            picture = into / (f"{slug}-{part + 1}.png" if part else f"{slug}.png")
            pictures.append(_save(page, picture))
    return pictures


def with_sheet_names(workbook: Path) -> bytes:
    """A copy whose pages say at the foot which sheet they are of, and nothing else there."""
    stream = BytesIO()
    with ZipFile(workbook) as source, ZipFile(stream, "w", ZIP_DEFLATED) as copy:
        for part in source.namelist():
            data = source.read(part)
            if part.startswith("xl/worksheets/sheet"):
                foot = rf"<oddFooter>&amp;C{_SIGN}&amp;A{_SIGN}</oddFooter>"
                text = re.sub(r"<oddFooter>.*?</oddFooter>", foot, data.decode(), flags=re.DOTALL)
                data = text.encode()
            copy.writestr(part, data)
    return stream.getvalue()


_SIGN = "@@"


def pages_by_sheet(printed: Path) -> dict[str, list[int]]:
    """Each sheet's pages, counted from 0, read from the feet of a printed workbook."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    pages: dict[str, list[int]] = {}
    for number, text in enumerate(done.stdout.decode().split("\f")):
        named = re.search(rf"{_SIGN}(.+?){_SIGN}", text)
        if named:
            pages.setdefault(named[1], []).append(number)
    return pages


def print_to_pdf(workbooks: list[Path], folder: Path) -> None:
    """Print workbooks, each to a PDF beside it."""
    profile = (folder.parent / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, workbooks)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
    )


def slug_of(text: str) -> str:
    """A name in small letters, digits and hyphens, fit for a link."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _save(page: Path, picture: Path) -> Path:
    """The page with few colours: a third of the bytes, and text as crisp."""
    with Image.open(page) as image:
        image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
    return picture


if __name__ == "__main__":
    sys.exit(main())
