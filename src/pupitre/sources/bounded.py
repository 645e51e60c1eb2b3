"""A file read in a process of its own, that can neither take the memory of the desk nor its time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.carry import error_from_json, from_bytes, options_to_json
from pupitre.sources.limits import refuse_bombs
from pupitre.sources.reading import Reading, ReadOptions

MEMORY_BOUND = 6 << 30
"""Address space of the child; much of it is reserved and never touched."""
CPU_BOUND = 240
"""Seconds of processor."""
WALL_BOUND = 600
"""Seconds of clock."""


def read_safely(
    path: str | Path,
    *,
    options: ReadOptions | None = None,
    memory: int = MEMORY_BOUND,
    seconds: int = CPU_BOUND,
) -> Reading:
    """Return what a file holds, parsed in a bounded process after its sizes were checked.

    Args:
        path: The file. options: What is known beforehand.
        memory: Bytes of address space allowed. seconds: Seconds of processor allowed.

    Raises:
        InputError: As `read`, and when the file would pass a bound.
    """
    path = Path(path)
    where = Place(file=path.name)
    if not path.is_file():
        raise InputError(Text(N_("There is no such file.")), where=where, mend=Text(N_("Check its name and its folder.")))
    refuse_bombs(path)
    with tempfile.TemporaryDirectory(prefix="pupitre-read-") as folder:
        out = Path(folder) / "reading"
        code, said = _run(path.resolve(), out, options or ReadOptions(), memory, seconds)
        if code == 0:
            return from_bytes(out.read_bytes())
        if code == 3:
            what, place, mend = error_from_json(json.loads(out.read_text(encoding="utf-8")))
            raise InputError(what, where=place, mend=mend)
    mend = Text(N_("Split the file, or export only the table you need as CSV."))
    if code == -signal.SIGXCPU or code == -signal.SIGKILL:
        raise InputError(Text(N_("The file takes too long to read.")), where=where, mend=mend)
    if code > 0 and code != 4 and b"MemoryError" not in said and b"bad_alloc" not in said:
        # Neither a bound nor a refusal: a fault of the reader, which must be heard.
        raise RuntimeError(said.decode(errors="replace")[-4_000:])
    raise InputError(Text(N_("The file is too large or too intricate to be read within the memory allowed.")), where=where, mend=mend)


def _run(path: Path, out: Path, options: ReadOptions, memory: int, seconds: int) -> tuple[int, bytes]:
    """Run the child and return its exit code and what it said; it is killed when its time is over."""
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")}
    environment |= {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    command = [sys.executable, "-m", "pupitre.sources.child", str(path), str(out), str(memory), str(seconds)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    try:
        _, said = child.communicate(options_to_json(options).encode(), timeout=WALL_BOUND)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return -signal.SIGKILL, b""
    return child.returncode, said
