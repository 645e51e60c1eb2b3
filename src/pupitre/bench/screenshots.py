"""Take the pictures of the documentation from homes that were built before."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

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
OWN = {"desk": "/{lang}/", "portfolio": "/{lang}/portfolio/", "data": "/{lang}/data/"}
"""Screens 1, 5 and 15."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="a home whose screens 1, 5 and 15 are taken in French (the demo's)")
    parser.add_argument("--english-home", help="another home, whose desk is taken in English")
    parser.add_argument("--name", default="nyc", help="how the pictures of the other home are called (default: nyc)")
    parser.add_argument("--out", default="docs/pictures", help="folder of the pictures (default: docs/pictures)")


def run(args: argparse.Namespace) -> int:
    """Take the pictures, and print one line per file."""
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    wanted = [(f"{name}-fr", address.format(lang="fr"), "light") for name, address in OWN.items()]
    wanted.append(("desk-fr-dark", OWN["desk"].format(lang="fr"), "dark"))
    take(Path(args.home), wanted, out, lang="fr-FR")
    if args.english_home:
        take(Path(args.english_home), [(f"desk-{args.name}-en", OWN["desk"].format(lang="en"), "light")], out, lang="en-GB")
    return 0


def take(home: Path, wanted: list[tuple[str, str, str]], out: Path, *, lang: str) -> None:
    """Take pictures of one home.

    Args:
        home: The home directory.
        wanted: Name of the picture, address, theme.
        out: Where pictures go.
        lang: The language that the browser asks for.

    Raises:
        RuntimeError: A page does not answer.
    """
    from playwright.sync_api import sync_playwright

    where = os.environ.get("PUPITRE_CHROMIUM") or shutil.which("chromium")
    with served(home) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=QUIET)
        context = browser.new_context(locale=lang, viewport={"width": WIDTH, "height": HEIGHT})
        page = context.new_page()
        page.goto(link)
        root = link.split("/sign-in/")[0]
        for name, address, theme in wanted:
            context.add_cookies([{"name": "pupitre_theme", "value": theme, "domain": "127.0.0.1", "path": "/"}])
            answer = page.goto(root + address)
            if answer is None or not answer.ok:
                raise RuntimeError(f"{address} answers {answer.status if answer else 'nothing'}")
            page.wait_for_load_state("networkidle")
            # The menu is as high as the window: a window as high as the page shows it whole.
            page.set_viewport_size({"width": WIDTH, "height": page.evaluate("document.documentElement.scrollHeight")})
            page.screenshot(path=out / f"{name}.png")
            page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
            print(f"{out / name}.png  {address}  {theme}")
        browser.close()


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


def wait_for(address: str, server: subprocess.Popen[str], *, seconds: float = 30) -> None:
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
