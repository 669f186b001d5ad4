"""``python -m kexcel`` is the command ``kexcel``."""

from kexcel.cli import main

main(prog_name="kexcel")
