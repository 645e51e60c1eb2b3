"""What a page holds, read as a browser would: what it could run or load, and the words that it shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster", "background"}
ADDRESSES |= {f"hx-{verb}" for verb in ("get", "post", "put", "patch", "delete")} | {"data-proof", "hx-push-url"}
OURS = re.compile(r"(?!//)(/|#|\?|https?://testserver/|data:image/|$)")
NEVER = {"iframe", "object", "embed", "applet", "base", "math", "animate", "set", "foreignobject", "frame", "marquee", "keygen", "template"}


class Shown(HTMLParser):
    """A page: its faults and its words.

    Args:
        source: What the server answered.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.parts: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER or (tag == "meta" and "http-equiv" in given) or tag == "style":
            self.faults.append(f"<{tag} {given}>")
        if tag == "script" and not (given.get("src", "").startswith("/static/") or given.get("type") == "application/json"):
            self.faults.append(f"<script {given}>")
        for name, value in given.items():
            if name.startswith(("on", "hx-on", "data-hx-on", "hx-vars")) or name == "srcdoc":
                self.faults.append(f"<{tag} {name}={value[:80]}>")
            if name in ADDRESSES and not OURS.match(value):
                self.faults.append(f"<{tag} {name}={value[:80]}>")
        self.parts += [value for name, value in given.items() if name in ("value", "title", "aria-label", "alt", "placeholder", "label")]

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def words(self) -> str:
        """Everything shown, its spaces made one."""
        return plain("\n".join(self.parts))


def plain(text: str) -> str:
    """Return a text with its spaces made one, as a page shows it."""
    return " ".join(text.split())
