"""How much of a pack of messy files is read right: cell by cell, disguised, beside other readers, and a million rows."""

# ruff: noqa: E501 - figures read in one line

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pupitre.bench.import_pack.judge import Verdict, judge
from pupitre.bench.import_pack.mutate import mutate
from pupitre.sources import ReadOptions, read
from pupitre.sources.document import document

HOW_TO_GET_PEERS = "uv venv .peers && uv pip install --python .peers/bin/python pandas polars duckdb openpyxl fastexcel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the pack: files and their FILE.truth.json")
    parser.add_argument("--mutate", type=int, default=0, metavar="N", help="also read N disguised copies of each file")
    parser.add_argument(
        "--peers", type=Path, default=Path(".peers/bin/python"), metavar="PYTHON", help=f"the other readers: {HOW_TO_GET_PEERS}"
    )
    parser.add_argument("--million", action="store_true", help="also read a CSV of a million rows")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON alone")


def run(args: argparse.Namespace) -> int:
    truths = sorted(args.data.glob("*.truth.json"))
    if not truths:
        print(f"{args.data} holds no *.truth.json", file=sys.stderr)
        return 2
    plain = {path.name.removesuffix(".truth.json"): _judged(path) for path in truths}
    report: dict[str, object] = {
        "schema": "pupitre.bench.import-pack/1",
        "files": {n: _line(v) for n, v in plain.items()},
        "total": _total(plain.values()),
    }
    report["peers"] = _peers(args.peers, truths)
    if args.mutate:
        report["mutated"] = _mutated(truths, args.mutate)
    if args.million:
        report["million"] = _million()
    print(json.dumps(report, ensure_ascii=False) if args.json else _shown(report))
    return 0


def _judged(path: Path) -> Verdict:
    truth = json.loads(path.read_text(encoding="utf-8"))
    return _read_and_judge(path.with_name(path.name.removesuffix(".truth.json")), truth)


def _read_and_judge(file: Path, truth: dict[str, object]) -> Verdict:
    units = truth["departments_known"]
    assert isinstance(units, list)
    return judge(truth, document(read(file, options=ReadOptions(units=tuple(units)))))


def _line(verdict: Verdict) -> dict[str, object]:
    return {
        "right": verdict.is_right,
        "cells": verdict.cells,
        "cells_right": verdict.right,
        "silently_wrong": verdict.silently_wrong,
        "missed": verdict.missed,
        "refused_rightly": verdict.refused_rightly,
        "refused_due": verdict.refused_due,
        "faults": verdict.faults[:10],
    }


def _total(verdicts: object) -> dict[str, object]:
    found: list[Verdict] = list(verdicts)  # type: ignore[call-overload]  # any collection of verdicts
    return {
        "files": len(found),
        "right": sum(v.is_right for v in found),
        "cells": sum(v.cells for v in found),
        "cells_right": sum(v.right for v in found),
        "silently_wrong": sum(v.silently_wrong for v in found),
        "refused_rightly": sum(v.refused_rightly for v in found),
        "refused_due": sum(v.refused_due for v in found),
    }


def _mutated(truths: list[Path], count: int) -> dict[str, object]:
    verdicts = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            for path in truths:
                source = path.with_name(path.name.removesuffix(".truth.json"))
                file, truth = mutate(source, json.loads(path.read_text(encoding="utf-8")), Path(folder), seed)
                if not truth.get("swapped"):
                    verdicts.append(_read_and_judge(file, truth))
    faults = Counter(fault for v in verdicts for fault in v.faults[:1])
    return _total(verdicts) | {"commonest_faults": faults.most_common(10)}


def _peers(python: Path, truths: list[Path]) -> dict[str, object]:
    if not python.is_file():
        return {"absent": f"no other reader to compare with; get them by: {HOW_TO_GET_PEERS}"}
    names = "\n".join(str(path.resolve()).removesuffix(".truth.json") for path in truths)
    script = Path(__file__).with_name("peers.py")
    done = subprocess.run([str(python), str(script)], input=names, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"absent": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the other readers failed"}
    found = json.loads(done.stdout)
    by_reader: dict[str, Counter[str]] = {}
    for verdicts in found["files"].values():
        for name, verdict in verdicts.items():
            by_reader.setdefault(name, Counter())[verdict.split(":")[0]] += 1
    return {"versions": found["versions"], "counts": {name: dict(counts) for name, counts in by_reader.items()}, "files": found["files"]}


def _million() -> dict[str, object]:
    """Write a million rows of ten columns, read them in a process of its own, and return its seconds and peak memory."""
    code = (
        "import resource, sys, time\nfrom pupitre.sources import read\nstart = time.perf_counter()\nfound = read(sys.argv[1])\n"
        "print(found.tables[0].data.num_rows, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        with path.open("w", encoding="cp1252", newline="\r\n") as stream:
            stream.write("N° projet;Libellé;Date début;Direction;Budget;Consommé;% réalisé;Pilote;Échéance;Météo\n")
            for i in range(1_000_000):
                unit, state = ("Achats", "Marketing", "Études")[i % 3], ("Vert", "Orange", "Rouge")[i % 3]
                stream.write(
                    f"P-{i:07d};Projet numéro {i};{i % 28 + 1:02d}/{i % 12 + 1:02d}/2023;{unit};{i % 999 + 1} {i * 7 % 1000:03d},{i % 100:02d} €;"
                    f"{i % 99 + 1} {i * 3 % 1000:03d},{i % 100:02d} €;{i % 101} %;Anne Roy;{i % 28 + 1:02d}/{i % 12 + 1:02d}/2024;{state}\n"
                )
        size = path.stat().st_size
        started = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
        wall = time.perf_counter() - started
    rows, seconds, peak = done.stdout.split()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "rows": int(rows),
        "bytes": size,
        "seconds": round(float(seconds), 1),
        "wall_seconds": round(wall, 1),
        "cpu_seconds": round(children.ru_utime + children.ru_stime, 1),
        "peak_mib": round(float(peak)),
    }


def _shown(report: dict[str, object]) -> str:
    lines = []
    files, total = report["files"], report["total"]
    assert isinstance(files, dict)
    assert isinstance(total, dict)
    for name, line in files.items():
        state = "right" if line["right"] else "differs"
        lines.append(
            f"{name:42} {state:8} cells {line['cells_right']}/{line['cells']}  silently wrong {line['silently_wrong']}  refused {line['refused_rightly']}/{line['refused_due']}"
        )
        lines += [f"    {fault}" for fault in line["faults"]]
    lines.append(f"{total['right']} of {total['files']} files right, {total['silently_wrong']} cells silently wrong")
    lines += [f"{name}: {json.dumps(report[name], ensure_ascii=False)}" for name in ("peers", "mutated", "million") if name in report]
    return "\n".join(lines)
