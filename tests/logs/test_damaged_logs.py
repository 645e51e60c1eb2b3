"""Logs cut, flipped, emptied and stretched at random: each is read or refused with its reason, and none breaks its reader."""

from __future__ import annotations

import gzip
import random
import zipfile
from pathlib import Path

import pytest
from tests.logs.making import at, case, event, xes

from pupitre.kernel import InputError
from pupitre.maths.process.engine import duck
from pupitre.sources.logs.opening import open_log
from pupitre.sources.reader import read

LOGS = Path(__file__).parents[2] / "examples" / "logs"
TIMES = 14
"""Damages of each log."""


def damaged(content, chance):
    """Return a log after one of the accidents that files meet."""
    place, size = chance.randrange(len(content)), chance.choice((1, 20, 300))
    noise = bytes(chance.randrange(256) for _ in range(size))
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return chance.choice(
        (
            content[:place],
            content[:place] + content[place + size :],
            content[:place] + noise + content[place:],
            content[:place] + noise + content[place + size :],
            content[:place] + b"\0" * size + content[place:],
            b"\n".join(lines),
            content * 2,
            content.replace(b":", b";"),
        )
    )


@pytest.fixture(scope="module")
def engine():
    made = duck()
    yield made
    made.close()


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "log.zip", "log.xes", "log.xes.gz", "purchases.ocel.json", "purchases.ocel.xml"])
def test_a_damaged_log_is_read_or_refused_with_its_reason(tmp_path, engine, name):
    log = xes(case("1", event("A", at(8)), event("B", at(9))), case("2", event("A", at(10)))).encode()
    table = b"\n".join((LOGS / "atelier.csv").read_bytes().split(b"\n")[:20])
    path, chance = tmp_path / name, random.Random(name)
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", table)
    whole = {
        "log.csv": table,
        "log.csv.gz": gzip.compress(table),
        "log.zip": (tmp_path / "whole.zip").read_bytes(),
        "log.xes": log,
        "log.xes.gz": gzip.compress(log),
    }.get(name) or (LOGS / name).read_bytes()
    refused = []
    for _ in range(TIMES):
        path.write_bytes(damaged(whole, chance))
        for reading in (lambda: open_log(path, engine).scan, lambda: read(path).tables):
            try:
                assert reading() is not None
            except InputError as refusal:
                refused.append(refusal)
    assert all(one.what.msgid and one.mend.msgid for one in refused)
