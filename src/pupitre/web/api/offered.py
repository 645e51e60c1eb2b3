"""The whole API: its addresses, and their description as OpenAPI 3.1."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final  # an OpenAPI document is dynamic by nature

from ninja import NinjaAPI

from pupitre.web.api import changes, figures, findings, loading, objects, own, refusals, supposing
from pupitre.web.api.additions import parts
from pupitre.web.api.bodies import BoundedParser
from pupitre.web.api.values import ROOT

ABOUT: Final = (
    "Everything that the pages show and write, under the same rights. Send “Authorization: Bearer …” with a token made on the page of your "
    "account. Refusals say what, where and how to mend it, in the language of Accept-Language (en or fr). "
    "Lists are paged by limit and offset, "
    "in a stable order, with their total. Amounts are texts to the cent with their currency, days are ISO dates, shares are fractions; a "
    "figure that cannot be computed is null."
)
REFUSED: Final[dict[str, str]] = {
    "400": "The request cannot be understood",
    "401": "No token, or one that opens nothing",
    "403": "The role or the token does not allow it",
    "404": "It does not exist, or not within reach",
    "405": "The address does not take this method",
    "409": "The state of things forbids it",
    "412": "Somebody wrote the same field since the version read; `conflict` holds both values",
    "415": "The body is not of the kind read here",
    "422": "The request does not have the shape described, or contradicts what is known",
    "428": "The header If-Match is missing",
    "429": "Too many requests in a minute",
}
ALWAYS: Final = ("401", "403", "404", "405", "422", "429")
OF_WRITES: Final = ("400", "409", "415")
OF_VERSIONS: Final = ("412", "428")


@cache
def api() -> NinjaAPI:
    """Return the API; it is made once."""
    made = NinjaAPI(
        title="Pupitre",
        version="1",
        description=ABOUT,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        parser=BoundedParser(),
    )
    refusals.handlers(made)
    for part in (own, findings, supposing, objects, *parts(), figures, changes, loading):
        part.add(made)
    return made


@cache
def document() -> dict[str, Any]:
    """Return the description of the API; it is made once, and nobody changes it."""
    said: dict[str, Any] = dict(api().get_openapi_schema(path_prefix=ROOT))
    said.pop("servers", None)
    said["components"]["responses"] = {
        f"Refused{status}": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
        for status, text in REFUSED.items()
    }
    schemas: dict[str, Any] = said["components"]["schemas"]
    body = refusals.Refusal.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas |= body.pop("$defs", {}) | {"Refusal": body}
    schemas.pop("NinjaInput", None)
    for path in said["paths"].values():
        for method, one in path.items():
            one["parameters"] = sorted(one.get("parameters", []), key=lambda part: (part["in"] != "path", part["in"], part["name"]))
            one["responses"] = _answers(method, one)
    return _plain(said)  # type: ignore[no-any-return]  # a document in, a document out


def snapshot() -> str:
    """Return the description as the committed file holds it."""
    return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _answers(method: str, one: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of an operation: its own, then its refusals."""
    answers = {str(status): body for status, body in one["responses"].items()}
    if one["operationId"] == "read_brief":
        answers["200"]["content"] = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    takes_version = any(part["name"] == "If-Match" for part in one["parameters"])
    refused = [*ALWAYS, *(OF_WRITES if method != "get" else ()), *(OF_VERSIONS if takes_version else ())]
    return answers | {status: {"$ref": f"#/components/responses/Refused{status}"} for status in sorted(refused)}


def _plain(said: Any) -> Any:
    """Return a document without the titles and empty defaults that repeat the names of fields."""
    if isinstance(said, list):
        return [_plain(one) for one in said]
    if not isinstance(said, dict):
        return said
    is_schema = "type" in said or "anyOf" in said or "$ref" in said or "enum" in said or "const" in said
    kept = {}
    for name, one in said.items():
        if is_schema and ((name == "title" and isinstance(one, str)) or (name == "default" and one in (None, ""))):
            continue
        kept[name] = _plain(one)
    return kept
