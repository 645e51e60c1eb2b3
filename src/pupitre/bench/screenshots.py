"""Take the pictures of the documentation from homes that were built before."""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1440, 1000
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = {
    "desk": "desk:home",
    "strategy": "strategy:home",
    "objective": "strategy:objective",
    "kpis": "performance:home",
    "kpi": "performance:kpi",
    "portfolio": "portfolio:home",
    "capacity": "portfolio:capacity",
    "processes": "processes:home",
    "process": "processes:process",
    "decisions": "decide:home",
    "decision": "decide:decision",
    "data": "data:home",
}
"""Each screen by the name of its picture: screens 1 to 7, 13 and 15."""
ABOUT = ("objective", "kpi", "process", "decision")
"""Pictures of one thing: the first of its kind, a decision that names what it should change when there is one."""
DARK = ("desk", "capacity", "process")
ENGLISH = ("desk", "strategy", "kpis")
PHONE = 390
TALLEST = 1800
"""Pixels of a picture from top to bottom: what comes under adds nothing to it."""
QUALITIES = (80, 65, 50, 35)
HEAVIEST = 200_000
"""Bytes of a picture."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="a home whose screens are taken (the demo's)")
    parser.add_argument("--english-home", help="another home, whose desk is taken in English")
    parser.add_argument("--name", default="nyc", help="how the pictures of the other home are called (default: nyc)")
    parser.add_argument("--out", default="docs/pictures", help="folder of the pictures (default: docs/pictures)")


def run(args: argparse.Namespace) -> int:
    """Take the pictures, and print one line per file."""
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    own = Path(args.home)
    french, english = addresses(own, "fr"), addresses(own, "en")
    wanted = [Shot(f"{name}-fr", address) for name, address in french.items()]
    wanted += [Shot(f"{name}-fr-dark", french[name], theme="dark") for name in DARK]
    wanted.append(Shot("desk-fr-phone", french["desk"], width=PHONE))
    take(own, wanted, out, lang="fr-FR")
    take(own, [Shot(f"{name}-en", english[name]) for name in ENGLISH], out, lang="en-GB")
    if args.english_home:
        take(Path(args.english_home), [Shot(f"desk-{args.name}-en", english["desk"])], out, lang="en-GB")
    return 0


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, its address, its theme, how wide the window is."""

    name: str
    address: str
    theme: str = "light"
    width: int = WIDTH


def addresses(home: Path, lang: str) -> dict[str, str]:
    """Return the address of each screen of a home, by the name of its picture."""
    from pupitre.desk.homes import open_home

    open_home(home)
    from django.urls import reverse
    from django.utils.translation import override

    from pupitre.desk.web.addresses import address
    from pupitre.records.models import MODELS

    found = {}
    with override(lang):
        for name, url_name in SCREENS.items():
            if name not in ABOUT:
                found[name] = reverse(url_name)
                continue
            rows = MODELS[name].objects.order_by("key")
            telling = rows.exclude(kpi=None).exclude(kpi="") if name == "decision" else rows
            key = (telling.values_list("key", flat=True).first() or rows.values_list("key", flat=True).first()) if rows else None
            if key:
                found[name] = address(url_name, key)
    return found


def take(home: Path, wanted: list[Shot], out: Path, *, lang: str) -> None:
    """Take pictures of one home.

    Args:
        home: The home directory.
        wanted: The pictures.
        out: Where pictures go.
        lang: The language that the browser asks for.

    Raises:
        RuntimeError: A page does not answer, or its picture is too heavy to be kept.
    """
    from playwright.sync_api import sync_playwright

    where = os.environ.get("PUPITRE_CHROMIUM") or shutil.which("chromium")
    with served(home) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=QUIET)
        context = browser.new_context(locale=lang, reduced_motion="reduce")
        page = context.new_page()
        page.goto(link)
        root = link.split("/sign-in/")[0]
        for shot in wanted:
            context.add_cookies([{"name": "pupitre_theme", "value": shot.theme, "domain": "127.0.0.1", "path": "/"}])
            page.set_viewport_size({"width": shot.width, "height": HEIGHT})
            answer = page.goto(root + shot.address)
            if answer is None or not answer.ok:
                raise RuntimeError(f"{shot.address} answers {answer.status if answer else 'nothing'}")
            page.wait_for_load_state("networkidle")
            # The menu is as high as the window: a window as high as the page shows it whole.
            tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": shot.width, "height": tall})
            file = out / f"{shot.name}.webp"
            file.write_bytes(pictured(page))
            if file.stat().st_size > HEAVIEST:
                raise RuntimeError(f"{file} weighs {file.stat().st_size} bytes, more than {HEAVIEST}")
            print(f"{file}  {shot.address}  {shot.theme}  {file.stat().st_size} bytes")
        browser.close()


def pictured(page: Page) -> bytes:
    """Return what a page shows as a WebP picture, a quarter of what a PNG weighs, as finely as its weight allows."""
    session = page.context.new_cdp_session(page)
    for quality in QUALITIES:
        taken = base64.b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})["data"])
        if len(taken) <= HEAVIEST:
            break
    session.detach()
    return taken


@contextlib.contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve a home for as long as it is needed, and give its sign-in link."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pupitre", "serve", "--home", str(home), "--port", str(port), "--name", "Claire Vasseur"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            link = server.stdout.readline().strip() if server.stdout else ""
            wait_for(f"http://127.0.0.1:{port}/health/", server)
            yield link
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[str], *, seconds: float = 120) -> None:
    """Wait until a server answers.

    Raises:
        RuntimeError: It died, or did not answer in time.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
