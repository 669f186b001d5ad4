"""The command line: parse, call, print; nothing else."""

from kexcel.cli.main import main

__all__ = ["main"]
