"""Find every sentence that the code marks for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent

SINGLE = {"N_", "gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the code: where it stands, its words, and its plural when it depends on a number."""

    path: Path
    line: int
    msgid: str
    plural: str | None = None
    context: str | None = None


class MarkError(Exception):
    """A sentence marked in a way that cannot be extracted, such as an f-string."""


def words(node: ast.expr) -> str | None:
    """Return the text of a literal, of `N_(literal)` around one, or nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and called(node) in SINGLE and node.args:
        return words(node.args[0])
    return None


def has_words(node: ast.expr) -> bool:
    """Tell whether an unmarked literal says something beyond the values it names."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return any(letter.isalpha() for letter in re.sub(r"%\(\w+\)s", "", node.value))
    return isinstance(node, ast.JoinedStr)


def called(node: ast.Call) -> str:
    """Return the name a call uses, with its owner's for `Text.many`."""
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="Text"), attr="many"):
            return "Text.many"
        case ast.Attribute(attr=name):
            return name
        case _:
            return ""


def in_python(path: Path) -> Iterator[Said]:
    """Yield the sentences of one module.

    Raises:
        MarkError: A marked sentence is not a plain literal.
    """
    tree = ast.parse(path.read_text("utf-8"), filename=str(path))
    inside_plural: set[ast.expr] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or node in inside_plural:
            continue
        name = called(node)
        if name == "Text.many" or name in PLURAL:
            pair = [words(argument) for argument in node.args[:2]]
            if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
                inside_plural.update(node.args[:2])
                yield Said(path, node.lineno, pair[0], pair[1])
        elif name in SINGLE and node.args:
            sentence = words(node.args[0])
            if sentence is not None:
                yield Said(path, node.lineno, sentence)
            elif name == "N_":
                raise MarkError(f"{path}:{node.lineno}: N_() needs one plain sentence")
        elif name == "Text" and node.args and has_words(node.args[0]):
            raise MarkError(f"{path}:{node.lineno}: the sentence of a Text is marked with N_()")


LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?", re.DOTALL)


def in_template(path: Path) -> Iterator[Said]:
    """Yield the sentences of one page, as Django's own extraction reads them."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    source = templatize(path.read_text("utf-8"), origin=str(path))
    for call in CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        literals = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        match call.group(1), literals:
            case "ngettext", [one, many, *_]:
                yield Said(path, line, one, many)
            case "npgettext", [context, one, many]:
                yield Said(path, line, one, many, context)
            case "pgettext", [context, one, *_]:
                yield Said(path, line, one, None, context)
            case _, [one, *_]:
                yield Said(path, line, one)


def sentences(root: Path = PACKAGE) -> Iterator[Said]:
    """Yield every marked sentence under a folder (or in one file); tests and the marker's own definition are left out."""
    files = sorted(root.rglob("*")) if root.is_dir() else [root]
    for path in files:
        if "tests" in path.parts or "vendor" in path.parts:
            continue
        if path.suffix == ".py":
            yield from in_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from in_template(path)
