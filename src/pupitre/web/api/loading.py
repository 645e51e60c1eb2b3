"""Files loaded by programs, with the plan and the doubts of every import, and examinations."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any  # JSON is dynamic by nature

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, NinjaAPI, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from pupitre import words
from pupitre.desk import background, data_overview, imports
from pupitre.desk import examine as desk_examine
from pupitre.desk.imports import Answers, Plan
from pupitre.desk.imports.answers import from_json
from pupitre.desk.imports.report import counts_to_json, plan_to_json
from pupitre.desk.rights import Permission
from pupitre.desk.web.data import drops
from pupitre.desk.web.data.views import sees_files
from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.reading import Question
from pupitre.web.api import shapes, values
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import CHECK, ForbiddenError, UndecidedError, language, somewhere

FILES = File(..., min_length=1, max_length=200)


class Source(BaseModel):
    """A file that was read."""

    id: int
    change: int
    undo: str
    name: str
    format: str
    kinds: list[str]
    read_at: str
    by: str
    data_on: str | None
    rows_read: int
    rows_refused: int
    created: int
    updated: int
    unchanged: int
    is_undone: bool
    is_latest: bool


class SourcePage(BaseModel):
    """A page of the files read, the last one first."""

    items: list[Source]
    total: int
    limit: int
    offset: int
    next: str | None = None


class Loaded(BaseModel):
    """An import: its plan as `pupitre import --json` writes it (docs/reference/import.md), and the change that loaded it."""

    state: str
    change: int | None
    undo: str | None
    counts: dict[str, dict[str, int]]
    plan: dict[str, Any]


class Progress(BaseModel):
    """How far the last examination is."""

    state: str = Field(description="never, running, done or failed.")
    on: str | None
    started_at: str | None
    ended_at: str | None
    done: int
    total: int
    failed: list[str]
    is_behind: bool = Field(description="Whether files were loaded or taken back since.")


def add(api: NinjaAPI) -> None:
    """Give imports and examinations their addresses."""
    offered: tuple[tuple[str, str, str, Permission, Callable[..., object], object, str], ...] = (
        ("/imports", "imports", "GET", "read", list_imports, {200: SourcePage}, N_("List the files read")),
        ("/imports", "imports", "POST", "import", load, {200: Loaded, 201: Loaded}, N_("Load files")),
        ("/examinations", "examinations", "GET", "read", read_examination, {200: Progress}, N_("Read how far the last one is")),
        ("/examinations", "examinations", "POST", "edit", start_examination, {202: Progress}, N_("Examine the company")),
    )
    for path, tag, method, needs, view, response, summary in offered:
        offer(api, method, path, view, tag=tag, needs=needs, response=response, summary=summary)


def list_imports(request: HttpRequest, limit: shapes.Limit = 100, offset: shapes.Offset = 0) -> values.Json:
    """For those who load files and those who audit: the rows of a file are the whole company's."""
    if not sees_files(request.viewer):
        mend = Text(N_("Ask an administrator of your Pupitre for it."))
        raise ForbiddenError(Text(N_("Your role does not open this address.")), mend=mend)
    every = data_overview.sources(on=timezone.localdate())
    items = []
    for one in every[offset : offset + limit]:
        told = {name: getattr(one, name) for name in Source.model_fields if hasattr(one, name)}
        at = {"read_at": one.read_at.isoformat(), "data_on": one.data_on.isoformat() if one.data_on else None}
        items.append(told | at | {"change": one.change_id, "undo": values.address("changes", str(one.change_id), "undo")})
    return values.paged(request, items, total=len(every), limit=limit, offset=offset)


def load(
    request: HttpRequest,
    files: list[UploadedFile] = FILES,
    answers: Annotated[str, Field(max_length=200_000)] = Form("", description="Answers, as an answers file holds them."),
    is_dry_run: bool = Form(False, description="Plan, and write nothing."),
    sure_only: bool = Form(False, description="Leave out the tables that wait for an answer."),
) -> object:
    """Everything is loaded, or nothing: an open question refuses the import and is listed, with its possible answers."""
    given = _answers(answers)
    drop = drops.start(files)
    try:
        plan = imports.plan(drop.files, answers=given, sure_only=sure_only)
        if not is_dry_run:
            _refuse_if_stopped(plan, sure_only=sure_only, lang=language(request))
            change = imports.commit(plan, by=request.viewer.name, sure_only=sure_only).change_id
            background.examine_soon()
            return Status(201, _loaded(plan, "loaded", change))
        return Status(200, _loaded(plan, "planned", None))
    finally:
        drop.forget()


def _answers(text: str) -> Answers:
    if not text.strip():
        return Answers()
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError) as fault:
        raise InputError(Text(N_("These answers are not JSON.")), where=Place(column="answers"), mend=CHECK) from fault


def _refuse_if_stopped(plan: Plan, *, sure_only: bool, lang: words.Lang) -> None:
    """Refuse what the command line refuses: a file that cannot be read, an open question, nothing to load."""
    refused = next((file.refusal for file in plan.refused if file.refusal), None)
    if refused is not None and not sure_only:
        raise refused
    if sure_only and not any(file.filled for file in plan.files):
        if refused is not None:
            raise refused
        mend = Text(N_("Answer the questions of the plan: ask for it with is_dry_run."))
        raise UndecidedError(Text(N_("Nothing in these files is sure enough to be loaded.")), mend=mend, questions=_questions(plan, lang))
    if plan.open and not sure_only:
        what = Text.many(N_("%(count)s question is open."), N_("%(count)s questions are open."), count=len(plan.open))
        mend = Text(N_("Send the files again with the answers, or with sure_only to leave the doubtful tables out."))
        raise UndecidedError(what, mend=mend, questions=_questions(plan, lang))


def _questions(plan: Plan, lang: words.Lang) -> list[values.Json]:
    return [_question(one, file.name, lang) for file in plan.files for one in file.questions if not one.answered]


def _question(one: Question, file: str, lang: words.Lang) -> values.Json:
    said = one.problem
    where = somewhere(said.where.column, file=said.where.file, sheet=said.where.sheet, row=said.where.row)
    return {
        "id": one.id,
        "scope": "everywhere" if one.id.startswith("department:") else file,
        "what": words.render(said.what, lang),
        "where": where,
        "mend": words.render(said.mend, lang),
        "choices": [{"code": choice.code, "text": words.render(choice.text, lang)} for choice in one.choices],
        "assumption": one.assumption,
    }


def _loaded(plan: Plan, state: str, change: int | None) -> values.Json:
    return {
        **values.written(change),
        "state": state,
        "counts": counts_to_json(plan.counts),
        "plan": plan_to_json(plan, state=state, change=change),
    }


def read_examination(request: HttpRequest) -> values.Json:
    """The state of the last one: whoever asked for it reads here until it is done."""
    last = desk_examine.progress()
    if last is None:
        nothing = dict.fromkeys(("on", "started_at", "ended_at"))
        return {"state": "never", **nothing, "done": 0, "total": 0, "failed": [], "is_behind": desk_examine.is_behind()}
    return {
        "state": last.state,
        "on": last.on.isoformat(),
        "started_at": last.started_at.isoformat(),
        "ended_at": last.ended_at.isoformat() if last.ended_at else None,
        "done": last.done,
        "total": last.total,
        "failed": list(last.failed),
        "is_behind": desk_examine.is_behind(),
    }


def start_examination(request: HttpRequest) -> object:
    """It runs apart; ask for its state until it is done."""
    background.examine_soon()
    return Status(202, read_examination(request))
