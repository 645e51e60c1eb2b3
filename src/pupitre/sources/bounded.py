"""Files read in a process of their own, that can neither take the memory of the desk nor its time."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.carry import error_from_json, from_bytes, options_to_json
from pupitre.sources.child import BROKEN, NO_MEMORY, REFUSED
from pupitre.sources.limits import refuse_bombs
from pupitre.sources.reading import Reading, ReadOptions

MEMORY_BOUND = 6 << 30
"""Address space of the process that reads a file; much of it is reserved and never touched."""
CPU_BOUND = 240
"""Seconds of processor."""
WALL_BOUND = 600
"""Seconds of clock."""
KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "VIRTUAL_ENV")
"""Variables that the reading process is given; the others are none of its business."""


class SafeReader:
    """Reads files one after the other, each in its own bounded process; start it once for a folder of files.

    >>> with SafeReader() as reader:  # doctest: +SKIP
    ...     readings = [reader.read(path) for path in paths]
    """

    def __init__(self, *, memory: int = MEMORY_BOUND, seconds: int = CPU_BOUND) -> None:
        self.memory, self.seconds = memory, seconds
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SafeReader:
        """Return the reader; its process starts with the first file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the process."""
        self.close()

    def close(self) -> None:
        """Stop the process, at once if it is still reading."""
        if self._server is None:
            return
        server, self._server = self._server, None
        if server.stdin and not server.stdin.closed:
            server.stdin.close()
        try:
            server.wait(timeout=2)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        if server.stdout:
            server.stdout.close()

    def read(self, path: str | Path, *, options: ReadOptions | None = None) -> Reading:
        """Return what a file holds, its sizes checked first.

        Raises:
            InputError: As `read`, and when the file would pass a bound.
            RuntimeError: The reader itself is at fault.
        """
        path = Path(path)
        where = Place(file=path.name)
        if not path.is_file():
            raise InputError(Text(N_("There is no such file.")), where=where, mend=Text(N_("Check its name and its folder.")))
        refuse_bombs(path)
        with tempfile.TemporaryDirectory(prefix="pupitre-read-") as folder:
            out = Path(folder) / "reading"
            order = {"path": str(path.resolve()), "out": str(out), "options": options_to_json(options or ReadOptions())}
            code = self._order(order | {"memory": self.memory, "seconds": self.seconds})
            if code == 0:
                return from_bytes(out.read_bytes())
            if code == REFUSED:
                what, place, mend = error_from_json(json.loads(out.read_text(encoding="utf-8")))
                raise InputError(what, where=place, mend=mend)
            said = out.read_text(encoding="utf-8") if code == BROKEN and out.is_file() else ""
        raise _stopped(code, said, where)

    def _order(self, order: dict[str, object]) -> int:
        """Have one file read and return the exit code of the process that read it."""
        if self._server is None:
            self._server = _started()
        server = self._server
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(order).encode() + b"\n")
        server.stdin.flush()
        ready, _, _ = select.select([server.stdout], [], [], WALL_BOUND)
        answer = server.stdout.readline() if ready else b""
        if not answer:
            os.killpg(server.pid, signal.SIGKILL)
            self.close()
            return -signal.SIGKILL
        return int(answer)


def read_safely(path: str | Path, *, options: ReadOptions | None = None, memory: int = MEMORY_BOUND, seconds: int = CPU_BOUND) -> Reading:
    """Return what one file holds, parsed in a bounded process after its sizes were checked.

    Args:
        path: The file. options: What is known beforehand.
        memory: Bytes of address space allowed. seconds: Seconds of processor allowed.

    Raises:
        InputError: As `read`, and when the file would pass a bound.
        RuntimeError: The reader itself is at fault.
    """
    with SafeReader(memory=memory, seconds=seconds) as reader:
        return reader.read(path, options=options)


def _started() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name in KEPT}
    environment |= {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    command = [sys.executable, "-m", "pupitre.sources.child"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )


def _stopped(code: int, said: str, where: Place) -> Exception:
    """Return the error of a process that did not end well: a bound passed, or a fault of the reader that must be heard."""
    mend = Text(N_("Split the file, or export only the table you need as CSV."))
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return InputError(Text(N_("The file takes too long to read.")), where=where, mend=mend)
    if code == BROKEN and "MemoryError" not in said and "bad_alloc" not in said:
        return RuntimeError(said[-4_000:])
    assert code in (NO_MEMORY, BROKEN) or code < 0
    return InputError(Text(N_("The file is too large or too intricate to be read within the memory allowed.")), where=where, mend=mend)
