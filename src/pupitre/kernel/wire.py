"""Kernel values as JSON documents and back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pupitre.kernel.finding import Evidence, Finding, Option, Stake, Subject
from pupitre.kernel.money import Money
from pupitre.kernel.period import Period
from pupitre.kernel.problem import Place, Problem
from pupitre.kernel.quantity import Days, Quantity, Share
from pupitre.kernel.text import Text

Json = Any  # JSON is dynamic by nature: a document is checked by the function that reads it


def pack(value: object) -> Json:
    """Return a value as JSON; a typed value becomes `{"is": kind, …}`.

    Raises:
        TypeError: The value is of no kernel type.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return {"is": "decimal", "v": str(value)}
        case datetime():
            return {"is": "moment", "v": value.isoformat()}
        case date():
            return {"is": "date", "v": value.isoformat()}
        case Money():
            return {"is": "money", "v": str(value.amount), "currency": value.currency}
        case Period():
            return {"is": "period", "start": value.start.isoformat(), "end": value.end.isoformat()}
        case Share():
            return {"is": "share", "v": value.value, "digits": value.digits}
        case Days():
            return {"is": "days", "v": value.value}
        case Quantity():
            return {"is": "quantity", "v": value.value, "unit": value.unit, "digits": value.digits}
        case Text():
            body = {"is": "text", "msgid": value.msgid, "values": {k: pack(v) for k, v in value.values.items()}}
            return body | ({"plural": value.plural, "count": value.count} if value.plural is not None else {})
        case tuple() | list():
            return [pack(v) for v in value]
    raise TypeError(f"{type(value).__name__} is not a value that can be stored")


def unpack(body: Json) -> Any:
    """Return the value that `pack` wrote; lists come back as tuples."""
    if isinstance(body, list):
        return tuple(unpack(v) for v in body)
    if not isinstance(body, dict):
        return body
    match body["is"]:
        case "decimal":
            return Decimal(body["v"])
        case "moment":
            return datetime.fromisoformat(body["v"])
        case "date":
            return date.fromisoformat(body["v"])
        case "money":
            return Money(Decimal(body["v"]), body["currency"])
        case "period":
            return Period(date.fromisoformat(body["start"]), date.fromisoformat(body["end"]))
        case "share":
            return Share(body["v"], body["digits"])
        case "days":
            return Days(body["v"])
        case "quantity":
            return Quantity(body["v"], body["unit"], body["digits"])
        case "text":
            values = {k: unpack(v) for k, v in body["values"].items()}
            if "plural" in body:
                values.pop("count", None)
                return Text.many(body["msgid"], body["plural"], count=body["count"], **values)
            return Text(body["msgid"], **values)
    raise TypeError(f"unknown kind of stored value: {body['is']}")


def option_to_json(option: Option) -> Json:
    """Return an option as a JSON object."""
    return {
        "code": option.code,
        "text": pack(option.text),
        "cost": pack(option.cost),
        "effect": pack(option.effect),
        "gain": pack(option.gain),
        "unpriced": pack(option.unpriced),
    }


def option_from_json(body: Json) -> Option:
    """Return the option that `option_to_json` wrote."""
    return Option(body["code"], *(unpack(body[k]) for k in ("text", "cost", "effect", "gain", "unpriced")))


def finding_to_json(finding: Finding) -> Json:
    """Return a finding as the JSON object of the machine output (shape in docs/reference/finding.md)."""
    stake = finding.stake
    return {
        "rule": finding.rule,
        "subjects": [{"kind": s.kind, "key": s.key} for s in finding.subjects],
        "episode": pack(finding.episode),
        "fingerprint": finding.fingerprint,
        "since": finding.since.isoformat(),
        "text": pack(finding.text),
        "evidence": [
            {"table": e.table, "keys": [list(k) for k in e.keys], "columns": list(e.columns), "values": [pack(r) for r in e.values]}
            for e in finding.evidence
        ],
        "money": None
        if stake is None
        else {"low": str(stake.low), "likely": str(stake.likely), "high": str(stake.high), "currency": stake.currency, "per": stake.per},
        "points": None,
        "confidence": finding.confidence,
        "cause": pack(finding.cause),
        "due_on": finding.due_on.isoformat() if finding.due_on else None,
        "options": [option_to_json(o) for o in finding.options],
        "method": finding.method,
    }


def finding_from_json(body: Json) -> Finding:
    """Return the finding that `finding_to_json` wrote."""
    money = body["money"]
    return Finding(
        rule=body["rule"],
        subjects=tuple(Subject(s["kind"], s["key"]) for s in body["subjects"]),
        text=unpack(body["text"]),
        evidence=tuple(
            Evidence(e["table"], tuple(tuple(k) for k in e["keys"]), tuple(e["columns"]), tuple(unpack(r) for r in e["values"]))
            for e in body["evidence"]
        ),
        since=date.fromisoformat(body["since"]),
        episode=unpack(body["episode"]),
        stake=None
        if money is None
        else Stake(Decimal(money["low"]), Decimal(money["likely"]), Decimal(money["high"]), money["currency"], money["per"]),
        confidence=body["confidence"],
        cause=unpack(body["cause"]),
        due_on=date.fromisoformat(body["due_on"]) if body["due_on"] else None,
        options=tuple(option_from_json(o) for o in body["options"]),
        method=body["method"],
    )


def problem_to_json(problem: Problem) -> Json:
    """Return a problem as a JSON object."""
    where = problem.where
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "where": {"file": where.file, "sheet": where.sheet, "row": where.row, "column": where.column},
        "found": problem.found,
        "what": pack(problem.what),
        "mend": pack(problem.mend),
        "reason": problem.reason,
    }


def problem_from_json(body: Json) -> Problem:
    """Return the problem that `problem_to_json` wrote."""
    return Problem(
        body["rule"], body["severity"], Place(**body["where"]), body["found"], unpack(body["what"]), unpack(body["mend"]), body["reason"]
    )
