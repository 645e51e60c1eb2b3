"""Count the figures that every screen of a home shows, and those that lead to their proof."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pupitre.bench.figures.crawl import Crawl


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--home", required=True, help="the home whose screens are read; a copy of it is visited")
    parser.add_argument("--lang", default="fr", choices=("fr", "en"), help="the language of the pages (default: fr)")
    parser.add_argument("--alike", type=int, default=0, help="figures of one column judged in one section of a page (default: all)")
    parser.add_argument("--under", default="", help="only addresses that begin so, such as /fr/portfolio/")


def run(args: argparse.Namespace) -> int:
    """Visit a copy of the home, print one line per figure that leads nowhere, then the counts; 1 when there is one."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(args.home, home)
        os.environ["PUPITRE_HOME"] = str(home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pupitre.web.settings")
        return _measure(home, args)


def _measure(home: Path, args: argparse.Namespace) -> int:

    from urllib.parse import urlencode

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from pupitre.bench.figures.company import searched, spoken_here, view_of
    from pupitre.bench.figures.crawl import crawl
    from pupitre.desk.menu import screens
    from pupitre.web.sign_in import new_token

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    with translation.override(args.lang):
        starts = [reverse(screen.url_name) for screen in screens()]
        starts += [f"{reverse('search:home')}?{urlencode({'q': name})}" for name in searched()]
        client = Client(headers={"accept-language": args.lang}, raise_request_exception=False)
        client.get(f"/sign-in/{new_token(home, name='Direction')}/")
        started = time.perf_counter()
        found = crawl(
            client,
            starts,
            known=spoken_here(args.lang),
            kind=view_of,
            alike=args.alike,
            is_wanted=lambda address: address.startswith(args.under),
        )
    _tell(found, time.perf_counter() - started)
    return 1 if found.unproved or found.broken else 0


def _tell(found: Crawl, seconds: float) -> None:
    for one in found.unproved:
        print(f"{one.page}\n    {one.text!r} in {one.around}")
    for one in found.unlike:
        print(f"{one.page}\n    {one.text!r} not on {one.proof} in {one.around}")
    for title, listed in (("unproved", found.unproved), ("unlike", found.unlike)):
        for page, count in Counter(one.page for one in listed).most_common():
            print(f"{count:5} {title} {page}", file=sys.stderr)
    for address, status in found.broken:
        print(f"{address} answers {status}")
    compared = found.verified + len(found.unlike)
    print(
        f"{len(found.pages)} pages, {found.counted} texts with figures, {found.proved} proved, {len(found.unproved)} not; {seconds:.0f} s"
    )
    print(
        f"{found.verified} of {compared} have their values on the page of proof ({found.verified_share:.1%}), {found.by_chance} of them on "
        f"another proof too; {found.scales} marks of charts, {found.left} alike ones left out"
    )
