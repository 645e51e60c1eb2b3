"""What reading a large schedule of a planning tool costs."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Title>Plant</Title>'
    "<StartDate>2026-01-05T08:00:00</StartDate><FinishDate>2027-12-01T17:00:00</FinishDate><MinutesPerDay>480</MinutesPerDay><Tasks>"
)
PLAIN = (
    *("Type", "IsNull", "EffortDriven", "Recurring", "OverAllocated", "Estimated", "Critical", "PercentWorkComplete", "OvertimeCost"),
    *("ActualCost", "RemainingCost", "ACWP", "CV", "ConstraintType", "LevelAssignments", "LevelingCanSplit", "HideBar", "Rollup", "BCWS"),
)
LENGTHS = ("OvertimeWork", "ActualDuration", "ActualWork", "RegularWork", "RemainingDuration", "RemainingWork")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)


def run(args: argparse.Namespace) -> int:
    from pupitre.sources.files.ms_project import read_schedule
    from pupitre.sources.reader import read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xml"
        path.write_text(written(args.tasks), "utf-8")
        parsed, typed = [], []
        for _ in range(args.rounds):
            start = time.process_time()
            sheets, _lost = read_schedule(path)
            parsed.append(time.process_time() - start)
            start = time.process_time()
            reading = read(path)
            typed.append(time.process_time() - start)
        report = {
            "schema": "pupitre.bench-schedule-file/1",
            "tasks": args.tasks,
            "mib": round(path.stat().st_size / 2**20, 1),
            "sheets": {sheet.name: sheet.height - 1 for sheet in sheets},
            "rows": {str(table.kind): table.data.num_rows for table in reading.tables},
            "parse_cpu_seconds": round(sorted(parsed)[len(parsed) // 2], 2),
            "read_cpu_seconds": round(sorted(typed)[len(typed) // 2], 2),
            "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
    print(json.dumps(report, indent=1))
    return 0


def written(count: int) -> str:
    """Return a schedule of so many tasks in a chain, with the fields that planning tools write for each."""
    plain = "".join(f"<{name}>0</{name}>" for name in PLAIN) + "".join(f"<{name}>PT0H0M0S</{name}>" for name in LENGTHS)
    parts = [HEAD]
    for at in range(1, count + 1):
        parts.append(
            f"<Task><UID>{at}</UID><ID>{at}</ID><Name>Task {at}</Name><Active>1</Active><WBS>1.{at}</WBS>"
            f"<OutlineNumber>1.{at}</OutlineNumber><OutlineLevel>2</OutlineLevel><Priority>500</Priority><Start>2026-02-02T08:00:00</Start><Finish>2026-02-06T17:00:00</Finish>"
            f"<Duration>PT{8 * (at % 9)}H0M0S</Duration><Work>PT{4 * (at % 9)}H0M0S</Work><PercentComplete>{at % 101}</PercentComplete>"
            f"<Cost>{at * 100}</Cost>{plain}"
        )
        if at > 1:
            parts.append(
                f"<PredecessorLink><PredecessorUID>{at - 1}</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag>"
                "<LagFormat>7</LagFormat></PredecessorLink>"
            )
        parts.append("<Baseline><Number>0</Number><Finish>2026-02-06T17:00:00</Finish><Cost>12000</Cost></Baseline></Task>")
    return "".join(parts) + "</Tasks></Project>"
