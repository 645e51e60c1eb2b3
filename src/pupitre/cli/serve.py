"""Serve the pages of a home and print the link that opens them."""

from __future__ import annotations

import argparse

SUMMARY = "serve the pages of a home and print its one-time sign-in link"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8420, help="port (default: 8420)")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (default: 1)")
    parser.add_argument("--name", help="how the change log names whoever uses the link (default: your account's name)")
    parser.add_argument("--link", action="store_true", help="only print a new sign-in link for a server that already runs")


def run(args: argparse.Namespace) -> int:
    """Print the link, then serve until interrupted."""
    import getpass

    from pupitre.desk.homes import open_home
    from pupitre.web.server import serve, sign_in_link

    home = open_home(args.home).path
    print(sign_in_link(home, name=args.name or getpass.getuser(), host=args.host, port=args.port), flush=True)
    if not args.link:
        from pupitre.desk.background import examine_soon
        from pupitre.desk.examine import is_behind

        if is_behind():
            examine_soon()
        serve(home, host=args.host, port=args.port, workers=args.workers)
    return 0
