"""What earlier imports taught: answers by the shape of a file, the day that a file was said to be of."""

from __future__ import annotations

import json

import pyarrow as pa

from pupitre.desk.imports.answers import remembered
from pupitre.desk.rows import columns, read
from pupitre.records.models import Source
from pupitre.records.system import ROWS


def answers_for(signature: str) -> dict[str, str]:
    """Return the answers given earlier for files of that shape."""
    table = ROWS["mapping"]
    row = read(table, [(signature,)]).get((signature,)) if signature else None
    text = row[columns(table).index("answers")] if row else None
    return dict(json.loads(str(text))) if text else {}


def stated_before(digest: str) -> dict[str, str]:
    """Return the answers that came with this very file when it was loaded before: loading it again says nothing new."""
    details = Source.objects.filter(digest=digest).order_by("-id").values_list("details", flat=True).first()
    return dict((details or {}).get("stated", {}))


def mapping_rows(files: list[tuple[str, str, dict[str, str]]]) -> pa.Table:
    """Return the answers to remember: (signature, name of the file, answers) each."""
    kept = [(signature, name, remembered(answers)) for signature, name, answers in files if signature]
    kept = [one for one in kept if one[2]]
    return pa.table(
        {
            "signature": pa.array([signature for signature, _, _ in kept], pa.string()),
            "name": pa.array([name for _, name, _ in kept], pa.string()),
            "answers": pa.array([json.dumps(answers, ensure_ascii=False, sort_keys=True) for _, _, answers in kept], pa.string()),
        }
    )
