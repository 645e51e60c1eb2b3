"""The process that parses files: it imports the reader once, then forks one bounded process per file."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

REFUSED, NO_MEMORY, BROKEN = 3, 4, 5


def main() -> int:
    """Serve orders, one JSON line each on standard input; answer each with the exit code of the process that read the file."""
    from pupitre.sources.reader import read  # noqa: F401 - imported before the forks, so that each of them starts warm

    for line in sys.stdin:
        order = json.loads(line)
        worker = os.fork()
        if worker == 0:
            os._exit(_work(order))
        _, status = os.waitpid(worker, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return 0


def _work(order: dict[str, Any]) -> int:
    """Read one file within its bounds; write the reading, the refusal or the fault to a file, and return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    spent = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (spent + order["seconds"], spent + order["seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    import traceback

    from pupitre.kernel import InputError
    from pupitre.sources.carry import error_to_json, options_from_json, to_bytes
    from pupitre.sources.reader import read

    out = Path(order["out"])
    try:
        out.write_bytes(to_bytes(read(order["path"], options=options_from_json(order["options"]))))
    except InputError as refusal:
        out.write_text(json.dumps(error_to_json(refusal.what, refusal.where, refusal.mend)), encoding="utf-8")
        return REFUSED
    except MemoryError:
        return NO_MEMORY
    except BaseException:  # noqa: BLE001 - a forked process must not fall back into the loop of its parent; the fault is handed over whole
        out.write_text(traceback.format_exc(), encoding="utf-8")
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
