"""Serve the pages of a home and print the link that opens them."""

from __future__ import annotations

import argparse
import sys

from pupitre.kernel import N_, Text

UNPROTECTED = Text(
    N_(
        "Other machines reach this address over plain HTTP: passwords would travel unprotected. "
        "Put a proxy that serves HTTPS in front, and add --behind-proxy."
    )
)
SUMMARY = "serve the pages of a home and print its one-time sign-in link"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8420, help="port (default: 8420)")
    parser.add_argument("--host-name", action="append", default=[], help="name under which a browser asks for pages (may be given again)")
    parser.add_argument(
        "--behind-proxy", action="store_true", help="a proxy in front serves HTTPS: trust what it says, send cookies over HTTPS only"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (default: 1)")
    parser.add_argument("--name", help="how the change log names whoever uses the link (default: your account's name)")
    parser.add_argument("--link", action="store_true", help="only print a new sign-in link for a server that already runs")


def run(args: argparse.Namespace) -> int:
    """Print the link, then serve until interrupted."""
    from pupitre import words
    from pupitre.desk.homes import open_home
    from pupitre.web.server import Front, serve, sign_in_link
    from pupitre.web.sign_in import person_at_the_keyboard

    home = open_home(args.home).path
    from pupitre.desk.settings import setting  # the models can be imported once the process has a home

    front = Front(args.host, args.port, tuple(args.host_name), args.behind_proxy)
    print(sign_in_link(home, front, name=args.name or person_at_the_keyboard()), flush=True)
    if front.is_open and not front.is_behind_proxy:
        print(words.render(UNPROTECTED, words.language(setting("language"))), file=sys.stderr)
    if not args.link:
        from pupitre.desk.background import examine_soon
        from pupitre.desk.examine import is_behind

        if is_behind():
            examine_soon()
        serve(home, front, workers=args.workers)
    return 0
