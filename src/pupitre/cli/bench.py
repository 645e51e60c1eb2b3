"""`pupitre bench NAME`: one measurement, from a checkout."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

SUMMARY = "run one measurement, from a checkout"


def measurements() -> tuple[str, ...]:
    """Return the names of the measurements, as they are typed."""
    folder = Path(__file__).parent.parent / "bench"
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules([str(folder)])))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", choices=measurements(), metavar="NAME", help=", ".join(measurements()))
    parser.add_argument("options", nargs=argparse.REMAINDER, metavar="…", help="the measurement's own options; NAME --help lists them")
    parser.set_defaults(parser=parser)


def run(args: argparse.Namespace) -> int:
    if args.name is None:
        args.parser.print_help()
        return 2
    module = importlib.import_module(f"pupitre.bench.{args.name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"pupitre bench {args.name}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(args.options)))
