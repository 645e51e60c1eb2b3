"""What every test of the project starts from."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from pupitre.locale.build import FragmentError, build_stale

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A loaded machine is slow, which proves nothing; where nobody looks on, the same examples are tried each time.
settings.register_profile("pupitre", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("pupitre")


def pytest_configure(config: pytest.Config) -> None:
    """Build the catalogues once, before the workers start, so that a French sentence is there to be read."""
    if hasattr(config, "workerinput"):
        return
    try:
        build_stale()
    except FragmentError as fault:
        raise pytest.UsageError(str(fault)) from fault


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, so that none of them runs alone at the end while the other workers wait."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skipped test into a failed one where nobody would notice the skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and "CI" in os.environ:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which counts as a failure here: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of the small demo company, built once for all workers: whoever writes to it works on a copy."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    home = shared / "demo" / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PUPITRE_", "DJANGO_"))}
    command = [sys.executable, "-m", "pupitre", "demo", "--size", "20", "--no-serve", "--home", str(home)]
    with (shared / "demo.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not home.exists():
            done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=500, check=False)
            assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def own_database(worker_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the processes that a test starts a database of their own, where the suite runs on a server.

    Homes keep their rows in themselves otherwise, and there is nothing to give.
    """
    server = os.environ.get("PUPITRE_DATABASE_URL")
    if server is None:
        yield
        return
    import psycopg

    name = f"pupitre_own_{worker_id}"
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        monkeypatch.setenv("PUPITRE_DATABASE_URL", urlsplit(server)._replace(path=f"/{name}").geturl())
        yield
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, where `PUPITRE_CHROMIUM` or the path says: one for the whole process, which Playwright allows one of."""
    from playwright.sync_api import sync_playwright

    where = os.environ.get("PUPITRE_CHROMIUM") or shutil.which("chromium")
    if not where:
        pytest.fail("Chromium is missing: apt-get install chromium, or say where it is in PUPITRE_CHROMIUM")
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=where, args=QUIET)
        yield one
        one.close()
