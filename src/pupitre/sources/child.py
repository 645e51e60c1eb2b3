"""The bounded process that parses one file: limits first, then everything else is imported."""

from __future__ import annotations

import resource
import sys


def main() -> int:
    """Read the file named on the command line with the options given on standard input; write the reading, or the refusal, to a file."""
    path, out, memory, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    import json
    from pathlib import Path

    from pupitre.kernel import InputError
    from pupitre.sources.carry import error_to_json, options_from_json, to_bytes
    from pupitre.sources.reader import read

    target = Path(out)
    try:
        reading = read(path, options=options_from_json(sys.stdin.read()))
        target.write_bytes(to_bytes(reading))
    except InputError as refusal:
        target.write_text(json.dumps(error_to_json(refusal.what, refusal.where, refusal.mend)), encoding="utf-8")
        return 3
    except MemoryError:
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
