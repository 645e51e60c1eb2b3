"""Bodies of requests, read within bounds."""

from __future__ import annotations

import json
import math
from typing import Any, Final, NoReturn  # JSON is dynamic by nature

from django.http import HttpRequest
from ninja.parser import Parser

from pupitre.kernel import N_, InputError, Text
from pupitre.web.api.refusals import CHECK, MediaError

LONGEST: Final = 1024 * 1024
"""Bytes of a JSON body; rows by the thousand come as files, through imports."""
DEEPEST: Final = 12
DIGITS: Final = 25
"""Figures of a number: more say nothing that a column could keep."""


def can_be_kept(text: str) -> bool:
    """Tell whether a text can be written in a database: no NUL, no half of a pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


class BoundedParser(Parser):
    """Reads JSON that is neither long, nor deep, nor holds what cannot be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the document of a request.

        Raises:
            PupitreError: It is no JSON, or holds what cannot be kept.
        """
        if request.content_type != "application/json":
            raise MediaError(Text(N_("This address reads JSON.")), mend=Text(N_("Say application/json in the header Content-Type.")))
        try:
            body = json.loads(
                request.body.decode("utf-8"), parse_constant=_no_number, parse_float=_number, parse_int=lambda said: int(_short(said))
            )
        except (ValueError, RecursionError) as fault:
            raise InputError(Text(N_("This body is not JSON that can be read.")), mend=CHECK) from fault
        _check(body)
        return body


def _check(body: object) -> None:
    """Refuse what lies too deep, and texts that cannot be kept."""
    waiting: list[tuple[object, int]] = [(body, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise InputError(Text(N_("This body is nested too deep.")), mend=CHECK)
        match one:
            case str() if not can_be_kept(one):
                raise InputError(Text(N_("This text holds signs that cannot be written.")), mend=Text(N_("Take the invisible signs out.")))
            case list():
                waiting += [(part, depth + 1) for part in one]
            case dict():
                waiting += [(part, depth + 1) for pair in one.items() for part in pair]


def _no_number(said: str) -> NoReturn:
    raise ValueError(said)


def _short(said: str) -> str:
    if len(said) > DIGITS:
        raise ValueError("a number of too many figures")
    return said


def _number(said: str) -> float:
    value = float(said)
    if not math.isfinite(value):
        raise ValueError(said)
    return value
