"""What each page costs: questions to the database, processor time, bytes, and the wait with eight readers at once."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pupitre.bench.readers import Reading, read_together

if TYPE_CHECKING:
    from django.test import Client

QUERIES: Final = 25
CPU_MS: Final = 30.0
P95_MS: Final = 300.0
TIMES: Final = 20
"""Times that each page is drawn; the median is kept."""
KINDS: Final = {
    "objective": "strategy:objective",
    "kpi": "performance:kpi",
    "project": "portfolio:project",
    "decision": "decide:decision",
}
"""Pages about one thing, beside a finding."""
TOUCHED: Final = ("project", "objective", "kpi", "unit")
"""Tables of which one row is renamed before each count, the first that holds one: nothing computed before can serve."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one page costs.

    Args:
        name: Its address by name. address: The page drawn.
        queries: Questions to the database, just after a write. cpu_ms: Median processor time. after_write_ms: The same, just after a write.
        raw: Bytes of the page. sent: Bytes over the wire. first: Bytes over the wire for a browser that keeps nothing yet, files included.
    """

    name: str
    address: str
    queries: int
    cpu_ms: float
    after_write_ms: float
    raw: int
    sent: int
    first: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="the home measured; a copy of it is worked on")
    parser.add_argument("--small", help="a smaller home, whose pages must ask as many questions")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of the pages (default: fr)")
    parser.add_argument("--only", default="", help="only the pages whose name contains this")
    parser.add_argument("--times", type=int, default=TIMES, help=f"times that each page is drawn (default: {TIMES})")
    parser.add_argument("--readers", type=int, default=8, help="readers at once; 0 leaves them out (default: 8)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Measure, print one line per page, and answer 1 when a page passes a limit."""
    small = _apart(args.small, args) if args.small else {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(args.home, home)
        pages = drawn(home, lang=args.lang, only=args.only, times=args.times)
        together = read_together(home, [page.address for page in pages], readers=args.readers) if args.readers else None
    if args.json:
        found = {"pages": [asdict(page) for page in pages], "readers": asdict(together) if together else None}
        print(json.dumps({"schema": "pupitre.bench-pages/1", **found}))
    else:
        _print(pages, small, together)
    return int(any(_faults(page, small) for page in pages) or (together is not None and together.p95_ms > P95_MS))


def _apart(home: str, args: argparse.Namespace) -> dict[str, int]:
    """Return the questions that each page of another home asks; a process knows one home only."""
    options = ["--home", home, "--lang", args.lang, "--only", args.only, "--times", "1", "--readers", "0", "--json"]
    done = subprocess.run([sys.executable, "-m", "pupitre", "bench", "pages", *options], stdout=subprocess.PIPE, check=False)
    return {page["name"]: page["queries"] for page in json.loads(done.stdout)["pages"]}


def drawn(home: Path, *, lang: str, only: str = "", times: int = TIMES) -> list[Page]:
    """Return what each page of a home costs, drawn in this process.

    Args:
        home: The home, which is written to.
        lang: The language of the pages.
        only: Only the pages whose name contains this.
        times: Times that each page is drawn.
    """
    from pupitre.desk.homes import open_home

    open_home(home)
    from django.test import Client
    from django.utils.translation import override

    from pupitre.records.models import Account

    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(Account.objects.create_user("bench@localhost", name="Bench", role="administrator"))
    with override(lang):
        wanted = {name: address for name, address in addresses().items() if only in name}
    touch = _Touch()
    return [_page(client, name, address, touch, times) for name, address in wanted.items()]


def addresses() -> dict[str, str]:
    """Return the pages to draw by name: every screen of the menu, and one page about each kind of thing."""
    from django.urls import reverse

    from pupitre.desk.menu import screens
    from pupitre.desk.web.addresses import address
    from pupitre.records.models import MODELS, Finding

    found = {screen.url_name: reverse(screen.url_name) for screen in screens()}
    for kind, name in KINDS.items():
        key = MODELS[kind].objects.order_by("key").values_list("key", flat=True).first()
        if key and (link := address(name, key)):
            found[name] = link
    fingerprint = Finding.objects.filter(closed_on=None).order_by("id").values_list("fingerprint", flat=True).first()
    return found | ({"desk:finding": address("desk:finding", fingerprint)} if fingerprint else {})


class _Touch:
    """Renames one row, a little differently each time."""

    def __init__(self) -> None:
        from pupitre.records.models import MODELS

        self._table = next(table for table in TOUCHED if MODELS[table].objects.exists())
        row = MODELS[self._table].objects.order_by("key").values("key", "name").first() or {}
        self._key, self._name, self._times = row["key"], row["name"], 0

    def __call__(self) -> None:
        """Write the row."""
        from pupitre.desk import changes
        from pupitre.kernel import Text

        self._times += 1
        row = {"key": self._key, "name": f"{self._name} {self._times}"}
        changes.write(self._table, row, by="bench", why=Text(""))


def _page(client: Client, name: str, address: str, touch: _Touch, times: int) -> Page:
    """Draw one page, first for what it loads once, then to count, then to time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    touch()
    with CaptureQueriesContext(connection) as log:
        response = client.get(address)
    asked = len(log)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    sent = len(response.content)
    raw = len(client.get(address, headers={"accept-encoding": ""}).content)
    after = []
    for _ in range(max(1, times // 4)):
        touch()
        after.append(_cpu_ms(client, address))
    again = [_cpu_ms(client, address) for _ in range(times)]
    return Page(name, address, asked, statistics.median(again), statistics.median(after), raw, sent, sent + _files(client, address))


def _cpu_ms(client: Client, address: str) -> float:
    start = time.process_time()
    client.get(address)
    return 1000 * (time.process_time() - start)


def _files(client: Client, address: str) -> int:
    """Return the bytes of the files that a page asks for, as they travel."""
    import re

    text = client.get(address, headers={"accept-encoding": ""}).content.decode()
    links = set(re.findall(r'(?:src|href)="(/static/[^"#]+)"', text))
    return sum(len(b"".join(client.get(link))) for link in sorted(links))


def _faults(page: Page, small: dict[str, int]) -> list[str]:
    """Return the limits that a page passes."""
    found = []
    if page.queries > QUERIES:
        found.append(f"more than {QUERIES} questions")
    if small.get(page.name, page.queries) != page.queries:
        found.append(f"{small[page.name]} questions in the small home")
    if page.cpu_ms > CPU_MS:
        found.append(f"more than {CPU_MS:g} ms")
    return found


def _print(pages: list[Page], small: dict[str, int], together: Reading | None) -> None:
    print(f"{'page':28} {'questions':>9} {'CPU ms':>7} {'written':>8} {'bytes':>8} {'sent':>7} {'first':>9}")
    for page in pages:
        sizes = f"{page.raw:8d} {page.sent:7d} {page.first:9d}"
        faults = "; ".join(_faults(page, small))
        print(f"{page.name:28} {page.queries:9d} {page.cpu_ms:7.1f} {page.after_write_ms:8.1f} {sizes}  {faults}")
    if together:
        print(
            f"{together.readers} readers at once: {together.count} pages, median {together.median_ms:.0f} ms, "
            f"95 % within {together.p95_ms:.0f} ms, {together.cpu_ms:.0f} ms of processor per page, "
            f"machine load {together.load:.1f}"
        )
