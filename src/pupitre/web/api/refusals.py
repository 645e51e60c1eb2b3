"""Refusals as programs read them: what, where, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final  # JSON is dynamic by nature

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from pupitre import words
from pupitre.desk.entry.versions import ConflictError
from pupitre.kernel import N_, InputError, Place, PupitreError, RefusedError, Text

Json = dict[str, Any]

ABSENT: Final = Text(N_("There is nothing at this address."))
ABSENT_MEND: Final = Text(N_("Check the code: what is out of your reach answers like what does not exist."))
METHOD: Final = Text(N_("This address does not take this method."))
METHOD_MEND: Final = Text(N_("Use one of those that the header Allow lists."))
CHECK: Final = Text(N_("Compare it with the description at /api/v1/openapi.json."))


class Where(BaseModel):
    """A place, in the words of whoever wrote it."""

    field: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None


class Fault(BaseModel):
    """One thing that does not hold."""

    what: str
    where: Where
    mend: str


class Both(BaseModel):
    """What two people wrote in one field."""

    then: Any = None
    now: Any = None
    yours: Any = None
    by: str
    at: str


class Refusal(Fault):
    """Why a request was refused, with the other faults found at once."""

    others: list[Fault] = []
    conflict: dict[str, Both] | None = None
    questions: list[dict[str, Any]] | None = None


class ForbiddenError(PupitreError):
    """Something that a role or a token does not allow."""

    status = 403


class UnknownError(PupitreError):
    """Something that does not exist, or not for whoever asks."""

    status = 404

    def __init__(self) -> None:
        super().__init__(ABSENT, mend=ABSENT_MEND)


class UnversionedError(PupitreError):
    """A change that does not say which version it was made on."""

    status = 428


class ManyError(PupitreError):
    """Too many requests in a minute."""

    status = 429


class MediaError(PupitreError):
    """A body of another kind than JSON."""

    status = 415


class UndecidedError(RefusedError):
    """An import that waits for answers."""

    def __init__(self, what: Text, *, mend: Text, questions: Sequence[Json]) -> None:
        super().__init__(what, mend=mend)
        self.questions = list(questions)


def language(request: HttpRequest) -> words.Lang:
    """Return the language that the request is answered in."""
    return words.language(getattr(request, "LANGUAGE_CODE", "en"))


def somewhere(field: str | None = None, *, file: str | None = None, sheet: str | None = None, row: int | None = None) -> Json:
    """Return a place as JSON; what is not known of it is null."""
    return {"field": field or None, "file": file or None, "sheet": sheet or None, "row": row}


def said(refusal: PupitreError, lang: words.Lang, *, others: Iterable[Json] = ()) -> Json:
    """Return a refusal as JSON."""
    place: Place = refusal.where
    where = somewhere(place.column, file=place.file, sheet=place.sheet, row=place.row)
    return {"what": words.render(refusal.what, lang), "where": where, "mend": words.render(refusal.mend, lang), "others": list(others)}


def answer(request: HttpRequest, refusal: PupitreError) -> HttpResponse:
    """Return a refusal as an answer; two writers of one field get both values."""
    body, status = said(refusal, language(request)), refusal.status
    if isinstance(refusal, ConflictError) and refusal.fields:
        status = 412
        body["conflict"] = {
            name: {"then": one.then, "now": one.now, "yours": refusal.wanted.get(name), "by": one.by, "at": one.at.isoformat()}
            for name, one in refusal.fields.items()
        }
    elif isinstance(refusal, ConflictError) and refusal.is_gone:
        body, status = said(UnknownError(), language(request)), 404
    if isinstance(refusal, UndecidedError):
        body["questions"] = refusal.questions
    return JsonResponse(body, status=status)


def of_form(form: Form, names: Mapping[str, str]) -> Json:
    """Return the faults of a form as one refusal, the others beside the first; fields bear the names that programs know them by."""
    faults = [
        {"what": str(one), "where": somewhere(None if field == "__all__" else names.get(field, field)), "mend": ""}
        for field, errors in form.errors.items()
        for one in errors
    ]
    return faults[0] | {"others": faults[1:]}


class FormError(PupitreError):
    """A form that was not filled in as it must be."""

    status = 422

    def __init__(self, form: Form, names: Mapping[str, str] | None = None) -> None:
        super().__init__(Text(N_("A value is missing or cannot be used.")), mend=CHECK)
        self.body = of_form(form, names or {})


SENTENCES: Final[Mapping[str, Text]] = {
    "missing": Text(N_("This is needed.")),
    "extra_forbidden": Text(N_("Nothing of this name is known here.")),
    "string_type": Text(N_("A text is expected here.")),
    "string_too_long": Text(N_("This text is too long.")),
    "string_pattern_mismatch": Text(N_("This text does not have the form expected.")),
    "string_unicode": Text(N_("This text holds signs that cannot be written.")),
    "literal_error": Text(N_("This is not one of the values known here.")),
    "enum": Text(N_("This is not one of the values known here.")),
}
OTHERWISE: Final = Text(N_("This value cannot be read here."))


def of_shape(error: ValidationError, lang: words.Lang) -> Json:
    """Return the faults of a request that does not have the shape described."""
    faults = []
    for one in error.errors[:20]:
        place = ".".join(str(part) for part in one["loc"][1:] if part not in ("body", "filters"))
        what = SENTENCES.get(one["type"], OTHERWISE)
        faults.append({"what": words.render(what, lang), "where": somewhere(printable(place)), "mend": words.render(CHECK, lang)})
    return faults[0] | {"others": faults[1:]}


def printable(text: str) -> str:
    """Return a text that any program can read again."""
    return text.encode("utf-8", "replace").decode()[:200]


def handlers(api: NinjaAPI) -> None:
    """Answer every refusal in the same shape."""

    def unsigned(request: HttpRequest, _fault: Exception) -> HttpResponse:
        what = Text(N_("This address needs a token, or a session."))
        refusal = PupitreError(
            what, mend=Text(N_("Send the word Bearer and a token made on the page of your account in the header Authorization."))
        )
        refused = answer(request, refusal)
        refused.status_code = 401
        refused["WWW-Authenticate"] = 'Bearer realm="Pupitre"'
        return refused

    def unreadable(request: HttpRequest, _fault: Exception) -> HttpResponse:
        return answer(request, InputError(Text(N_("This request cannot be read.")), mend=CHECK))

    def misshaped(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        return JsonResponse(of_shape(fault, language(request)), status=422)

    def http(request: HttpRequest, fault: HttpError) -> HttpResponse:
        cause = fault.__cause__
        return answer(request, cause) if isinstance(cause, PupitreError) else unreadable(request, fault)

    def formed(request: HttpRequest, fault: FormError) -> HttpResponse:
        lang = language(request)
        mend = words.render(CHECK, lang)
        first = fault.body | {"mend": mend, "others": [one | {"mend": mend} for one in fault.body["others"]]}
        return JsonResponse(first, status=422)

    def limited(request: HttpRequest, fault: ManyError) -> HttpResponse:
        refused = answer(request, fault)
        refused["Retry-After"] = "60"
        return refused

    api.add_exception_handler(PupitreError, answer)
    api.add_exception_handler(FormError, formed)
    api.add_exception_handler(ManyError, limited)
    api.add_exception_handler(Http404, lambda request, _fault: answer(request, UnknownError()))
    api.add_exception_handler(AuthenticationError, unsigned)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(ValidationError, misshaped)
    for kind in (SuspiciousOperation, MultiPartParserError, BadRequest):
        api.add_exception_handler(kind, unreadable)
