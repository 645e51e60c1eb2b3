"""The API asked thousands of right and wrong things, drawn from its own description: it must answer as it says, and never break."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final  # the library that draws cases is not typed
from urllib.parse import quote

from pupitre.kernel import N_, Text

WHY: Final = Text(N_("Written for a measurement"))
MODES: Final = ("positive", "negative")
TRIED_HARDER: Final = ("*", "0")
"""Versions sent in place of those drawn, so that changes reach the rows."""
ACCEPTED: Final = ["2xx", "401", "403", "404", "409", "412", "415", "422", "428", "429"]
"""Answers to data of the shape described: what they name may be unknown, and what they say may contradict what is known."""
REFUSED: Final = ["400", "401", "403", "404", "405", "409", "412", "415", "422", "428", "429"]


@dataclass(slots=True)
class Tally:
    """What came of the requests. requests: How many. statuses: How many of each answer. faults: What broke the description, once each."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def server_errors(self) -> int:
        """How many answers were a fault of the server."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the measurement."""
    parser.add_argument("--examples", type=int, default=50, help="cases drawn for each operation, half of them wrong (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the draws")
    parser.add_argument("--snapshot", metavar="FILE", help="write the description of the API to a file, and ask nothing")
    parser.add_argument("--only", default="", help="operations whose name holds this")


def run(args: argparse.Namespace) -> int:
    """Ask everything of a small company in a home of its own, print what came of it as JSON, and return 1 on a fault."""
    with tempfile.TemporaryDirectory(prefix="pupitre-api-") as home:
        os.environ["PUPITRE_HOME"] = home
        from pupitre.desk.homes import open_home

        open_home(home)
        from pupitre.web.api import after, rate
        from pupitre.web.api.offered import snapshot

        if args.snapshot:
            Path(args.snapshot).write_text(snapshot(), encoding="utf-8")
            return 0

        rate.A_MINUTE = 10**9  # the limit has a test of its own
        after.soon = lambda: None  # the company examined once is enough: what is measured is how requests are answered
        token, keys = small_company()
        started = time.monotonic()
        tally = Tally()
        for name in ask(tally, token=token, keys=keys, examples=args.examples, seed=args.seed, only=args.only):
            print(f"{name}: {tally.requests} requests, {len(tally.faults)} faults", file=sys.stderr)
    body = {
        "schema": "pupitre.bench-api-fuzz/1",
        "requests": tally.requests,
        "server_errors": tally.server_errors,
        "statuses": dict(sorted(tally.statuses.items())),
        "faults": tally.faults,
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(body, ensure_ascii=False, indent=1))
    return 1 if tally.faults or tally.server_errors else 0


def small_company() -> tuple[str, dict[str, list[str]]]:
    """Write a company of a few rows, examine it, and return a token that may write and, by kind, keys that exist."""
    from django.utils import timezone

    from pupitre.desk import changes, examine, findings
    from pupitre.desk.rights import tokens
    from pupitre.records.models import Account

    today = timezone.localdate()
    rows: dict[str, list[Mapping[str, object]]] = {
        "unit": [{"key": "COM", "name": "Sales"}, {"key": "DSI", "name": "IT"}],
        "person": [{"key": "ana", "name": "Ana Ruiz", "unit": "DSI"}],
        "axis": [{"key": "AX1", "name": "Growth", "weight": 0.4}],
        "objective": [{"key": "OBJ-01", "name": "Sell abroad", "axis": "AX1", "unit": "COM"}],
        "kpi": [{"key": "K-1", "name": "On time", "measured_in": "%", "frequency": "month", "unit": "COM"}],
        "key_result": [{"key": "KR-1", "objective": "OBJ-01", "kpi": "K-1", "target": 0.9}],
        "project": [{"key": "P/1 %é", "name": "Portal", "unit": "DSI", "owner": "ana", "budget": 1000, "currency": "EUR"}],
        "task": [{"project": "P/1 %é", "key": "T1", "name": "Build"}],
        "budget_line": [{"unit": "DSI", "line": "Travel", "starts_on": today, "ends_on": today, "planned": 10, "currency": "EUR"}],
        "decision": [{"key": "D-1", "title": "Buy", "owner": "ana"}],
        "action": [{"key": "A-1", "title": "Call", "owner": "ana"}],
        "risk": [{"key": "R-1", "title": "Fire", "unit": "DSI"}],
        "skill": [{"key": "weld", "name": "Welding"}],
        "supplier": [{"key": "S-1", "name": "Steel"}],
        "programme": [{"key": "PG", "name": "Digital"}],
        "process": [{"key": "PR-1", "name": "Orders", "unit": "COM", "owner": "ana"}],
        "process_rule": [{"process": "PR-1", "key": "R1", "kind": "order", "first": "Order", "second": "Ship"}],
        "improvement": [{"key": "AM-1", "title": "One queue", "process": "PR-1", "starts_on": today, "target_share": -0.2}],
    }
    number = changes.edit(rows, by="bench", why=WHY).change_id
    reading: Mapping[str, object] = {"kpi": "K-1", "starts_on": today, "ends_on": today, "value": 0.8, "basis": "actual"}
    start = datetime(today.year, today.month, today.day, 8, tzinfo=UTC) - timedelta(days=90)
    events: list[Mapping[str, object]] = [
        {"process": "PR-1", "case": f"C{day}", "activity": name, "at": start + timedelta(days=day + after), "copy": 0, "unit": "COM"}
        for day in range(40)
        for after, name in enumerate(("Order", "Ship"))
    ]
    changes.edit({"measure": [reading], "event": events}, by="bench", why=WHY)
    examine.run(on=today)
    account = Account.objects.create_user("api@example.org", name="Claire", role="administrator")
    _, token = tokens.make(account, "fuzz", may_write=True, expires_at=None)
    keys = {
        "fingerprint": [one.fingerprint for one in findings.ranked(on=today)],
        "number": [str(number)],
        "name": ["portfolio.project_finish", "desk.finding", "project", "person", "measure"],
        "key": [quote(str(one["key"]), safe="") for table in rows.values() for one in table if "key" in one],
    }
    return token, keys


def ask(tally: Tally, *, token: str, keys: Mapping[str, list[str]], examples: int, seed: int, only: str = "") -> Iterator[str]:
    """Ask drawn cases of each operation, and give its name once they are answered.

    Args:
        tally: Where the answers are counted. token: A token that may write.
        keys: By part of an address, keys that exist, sent in half of the cases.
        examples: Cases for each operation. seed: Seed of the draws. only: Operations whose name holds this.
    """
    import schemathesis
    from django.core import signals
    from django.core.wsgi import get_wsgi_application
    from django.db import close_old_connections
    from schemathesis.config import SchemathesisConfig

    from pupitre.web.api.offered import snapshot

    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)  # each request is taken back with the transaction that holds it
    expected = {
        "positive_data_acceptance": {"expected-statuses": ACCEPTED},
        "negative_data_rejection": {"expected-statuses": REFUSED},
        "missing_required_header": {"expected-statuses": REFUSED},
    }
    config = SchemathesisConfig.from_dict({"checks": expected})
    said = json.loads(snapshot())
    for methods in said["paths"].values():
        for one in methods.values():
            one.pop("security", None)  # the token is ours; that nothing opens without one is tested apart, address by address
    schema = schemathesis.openapi.from_dict(said, config=config)
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        operation = found.ok()
        if only in operation.definition.raw["operationId"]:
            for mode in MODES:
                _ask_one(tally, operation, mode, token=token, keys=keys, examples=max(examples // 2, 1), seed=seed)
            yield f"{operation.method.upper()} {operation.path}"


def _ask_one(tally: Tally, operation: Any, mode: str, *, token: str, keys: Mapping[str, list[str]], examples: int, seed: int) -> None:
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st
    from hypothesis.errors import Unsatisfiable
    from schemathesis.generation import GenerationMode

    try:
        cases = operation.as_strategy(generation_mode=GenerationMode(mode))
    except Exception as nothing:  # the library says so when an operation has nothing that could be wrong
        if type(nothing).__name__ not in ("UnsatisfiableGenerationError", "Unsatisfiable", "InvalidSchema"):
            raise
        return

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(case=cases, place=st.integers(0, 50), version=st.sampled_from(TRIED_HARDER))
    def answered(case: Any, place: int, version: str) -> None:
        if mode == "positive" and place % 2:
            for part in case.path_parameters or {}:
                if keys.get(part):
                    case.path_parameters[part] = keys[part][place % len(keys[part])]
            if operation.method.lower() in ("patch", "delete"):
                case.headers = {**(case.headers or {}), "If-Match": version}
        _send(tally, case, token)

    try:
        answered()
    except Unsatisfiable:
        return


def _send(tally: Tally, case: Any, token: str) -> None:
    """Send one case, check its answer, and take back what it wrote."""
    from django.db import transaction
    from schemathesis.core.failures import Failure, FailureGroup

    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}  # the caller in process does not unpack answers
    with transaction.atomic():
        response = case.call(headers=headers)
        try:
            case.validate_response(response, headers=headers)
        except FailureGroup as group:
            for one in group.exceptions:
                _note(tally, case, one)
        except Failure as one:
            _note(tally, case, one)
        transaction.set_rollback(True)
    tally.requests += 1
    tally.statuses[response.status_code] += 1


def _note(tally: Tally, case: Any, fault: Any) -> None:
    name = f"{case.method} {case.operation.path}: {fault.title}"
    tally.faults.setdefault(name, f"{fault.message}\n{case.as_curl_command()}"[:1500])
