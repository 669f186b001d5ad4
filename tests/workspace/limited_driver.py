"""Run kexcel at noon where no file can be larger than so many bytes.

python tests/workspace/limited_driver.py BYTES WORD...
"""

from __future__ import annotations

import resource
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import kexcel.workspace
from kexcel.cli import main
from tests.workspace.places import noon

if __name__ == "__main__":
    kexcel.workspace.open_workspace = partial(kexcel.workspace.open_workspace, clock=noon)
    limit, sys.argv = int(sys.argv[1]), ["kexcel", *sys.argv[2:]]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    main()
