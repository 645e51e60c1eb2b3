"""How many small faults in the pure packages the tests notice."""

from __future__ import annotations

import argparse
import compileall
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pupitre.bench.mutants.mutation import Site, mutated, sites

ROOT = Path(__file__).resolve().parents[4]
PACKAGES = ("kernel", "tables", "store", "maths", "words", "sources", "impact", "charts")
SLOW = ("guards", "browser", "bench", "oracles")
LEFT_OUT = {"tests", "web", "migrations"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module of the package, by its path in the checkout, and the fault put in it."""

    module: Path
    site: Site


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `killed`, `survived`, or `untested` when no test concerns its module."""

    mutant: Mutant
    fate: str
    change: str
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=100, help="how many faults to try (default: 100)")
    parser.add_argument("--seed", type=int, default=0, help="which faults are drawn (default: 0)")
    parser.add_argument("--only", default="", metavar="PATH", help="only modules whose path contains this")
    parser.add_argument("--goal", type=float, default=0.8, help="share that must be noticed (default: 0.8)")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a run counts as noticed (default: 120)")
    parser.add_argument("--jobs", type=int, default=1, help="how many runs at once (default: 1)")


def pure_modules(root: Path) -> Iterator[Path]:
    """Yield the modules of the pure packages and of the domains' pure files, as paths in the checkout."""
    package = root / "src/pupitre"
    folders = [package / name for name in PACKAGES] + sorted(path.parent for path in (package / "domains").glob("*/__init__.py"))
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if not LEFT_OUT & {*path.relative_to(package).parts}:
                yield path.relative_to(root)


def drawn(count: int, seed: int, only: str, root: Path = ROOT) -> list[Mutant]:
    """Return `count` mutants drawn without replacement among all the places of all the modules."""
    every = [Mutant(path, site) for path in pure_modules(root) if only in str(path) for site in sites((root / path).read_text("utf-8"))]
    return random.Random(seed).sample(every, min(count, len(every)))


def dotted(module: Path) -> str:
    """Return the import name of a module."""
    parts = module.relative_to("src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_tests(module: Path, root: Path) -> list[Path]:
    """Return the test files that concern a module: those that name it first, then those of its package.

    A domain's are in its folder. A package's are in the folder of tests that has its name, with those that import it; the
    kernel is apart, since everything imports it.
    """
    name = dotted(module)
    parent, _, last = name.rpartition(".")
    package = name.split(".")[1]
    naming = re.compile(rf"\b{re.escape(name)}\b|from {re.escape(parent)} import [^\n]*\b{re.escape(last)}\b")
    using = re.compile(rf"\bpupitre\.{package}\b" if package not in ("domains", "kernel") else r"(?!)")
    folder = root / "src" / Path(*name.split(".")[:3]) / "tests" if package == "domains" else root / "tests" / package
    aside = {root / "tests" / slow for slow in SLOW}
    first, rest = [], []
    for path in sorted([*(root / "tests").rglob("test_*.py"), *(root / "src").rglob("tests/test_*.py")]):
        shared = path.with_name("conftest.py")
        text = path.read_text("utf-8") + (shared.read_text("utf-8") if shared.exists() else "")
        if aside & {*path.parents} or path.name == "test_web.py":
            continue
        if naming.search(text):
            first.append(path)
        elif folder in path.parents or using.search(text):
            rest.append(path)
    return [path.relative_to(root) for path in (*first, *rest)]


def copy_of_checkout(target: Path) -> Path:
    """Copy the files of the checkout that tests may need, built catalogues included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    built = (path.relative_to(ROOT).as_posix() for path in (ROOT / "src/pupitre/locale").rglob("*.mo"))
    for name in (*filter(None, listed.split("\0")), *built):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    # Compiled once; a faulty module is newer than what was compiled of it, and is read again.
    compileall.compile_dir(target / "src", quiet=2)
    return target


def tried(checkout: Path, tests: Sequence[Path], options: Sequence[str], limit: float) -> subprocess.CompletedProcess[str] | None:
    """Run tests of a copy, and return how it ended, or nothing when it passed the limit of time."""
    program = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=no", "-p", "no:randomly", "-p", "no:cacheprovider"]
    paths = os.pathsep.join([str(checkout / "src"), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*program, *options, *map(str, tests)]
    try:
        return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return None


def judge(mutant: Mutant, checkout: Path, aside: Sequence[str], limit: float) -> Verdict:
    """Put the fault in, run the module's own tests, take the fault out again."""
    tests = own_tests(mutant.module, checkout)
    file = checkout / mutant.module
    source = file.read_text("utf-8")
    wrong, before, after = mutated(source, mutant.site)
    change = f"{before.splitlines()[0][:60]}  →  {after.splitlines()[0][:60]}"
    started = time.monotonic()
    if not tests:
        return Verdict(mutant, "untested", change, 0.0)
    file.write_text(wrong, "utf-8")
    try:
        done = tried(checkout, tests, ["-x", *aside], limit)
    finally:
        file.write_text(source, "utf-8")
    fate = "survived" if done is not None and done.returncode == 0 else "killed"
    return Verdict(mutant, fate, change, time.monotonic() - started)


def failing_before(mutants: list[Mutant], checkout: Path, limit: float) -> list[str]:
    """Return the tests that fail without any fault, which therefore prove nothing.

    Raises:
        SystemExit: The tests cannot even be collected, or take too long.
    """
    tests = sorted({test for mutant in mutants for test in own_tests(mutant.module, checkout)})
    done = tried(checkout, tests, ["-rf"], limit)
    if done is None or done.returncode not in (0, 1):
        raise SystemExit(f"Without any fault, the tests do not run to their end:\n{done.stdout[-2000:] if done else 'too long'}")
    return re.findall(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", done.stdout, re.MULTILINE)


def run(args: argparse.Namespace) -> int:
    os.nice(10)
    with tempfile.TemporaryDirectory(prefix="pupitre-mutants-") as folder:
        checkouts = [copy_of_checkout(Path(folder) / str(number)) for number in range(args.jobs)]
        mutants = drawn(args.count, args.seed, args.only, checkouts[0])
        broken = failing_before(mutants, checkouts[0], args.limit * 10)
        if broken:
            print("Left out, since they fail without any fault:", *broken, sep="\n  ", file=sys.stderr)
        aside = [f"--deselect={test}" for test in broken]
        with ThreadPoolExecutor(args.jobs) as pool:
            shares = [(mutants[number :: args.jobs], checkout) for number, checkout in enumerate(checkouts)]
            batches = pool.map(lambda share: [told(judge(mutant, share[1], aside, args.limit)) for mutant in share[0]], shares)
            verdicts = [verdict for batch in batches for verdict in batch]
    killed = sum(verdict.fate == "killed" for verdict in verdicts)
    share = killed / len(verdicts) if verdicts else 0.0
    print(f"{killed} of {len(verdicts)} faults noticed ({share:.0%}; goal {args.goal:.0%}), seed {args.seed}")
    return 0 if share >= args.goal else 1


def told(verdict: Verdict) -> Verdict:
    """Print one verdict as it falls."""
    mutant = verdict.mutant
    print(f"{verdict.fate:9}{verdict.seconds:6.1f} s  {mutant.module}:{mutant.site.line}  {mutant.site.kind}: {verdict.change}", flush=True)
    return verdict
