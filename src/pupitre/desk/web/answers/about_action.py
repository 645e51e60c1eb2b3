"""Answering about an action: done, late until a day, or blocked by something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pupitre.desk import actions
from pupitre.desk.actions import Action
from pupitre.desk.entry.versions import version_of
from pupitre.desk.mail.address import Reader, reader
from pupitre.desk.mail.entrusted import ANSWERS, why
from pupitre.desk.web.decide.forms import ReportForm
from pupitre.desk.web.decide.wording import SAID, SAID_TONES, action_state
from pupitre.kernel import PupitreError
from pupitre.records.models import MODELS, AnswerLink
from pupitre.words import Lang

HINTS = ("done", "late", "blocked")
PUT_OFF = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Subject:
    """An action and whoever is asked about it."""

    link: AnswerLink
    action: Action
    who: Reader

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.who.lang

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.action.title

    @property
    def is_open(self) -> bool:
        """Whether something is left to answer."""
        return not self.action.is_done

    @property
    def state(self) -> tuple[str, object]:
        """Where the action stands: a tone and its words."""
        return action_state(self.action, timezone.localdate())

    def said(self) -> dict[str, object] | None:
        """Return what was answered with this link; nothing when the desk has taken it back since."""
        row = (
            MODELS["action_report"]
            .objects.filter(action=self.action.key, at__gte=self.link.spent_at, by=self.who.person)
            .order_by("at")
            .first()
        )
        if row is None:
            return None
        late = row.due_on if row.state == "late" else None
        return {"text": SAID[row.state], "tone": SAID_TONES[row.state], "sentence": row.sentence or "", "due_on": late, "by": self.who.name}

    def page(self, request: HttpRequest, form: ReportForm | None = None, fault: PupitreError | None = None) -> HttpResponse:
        """Show the question."""
        context = {
            "subject": self,
            "action": self.action,
            "why": why(self.action, self.lang),
            "form": form or self._form(request),
            "fault": fault,
            "answers": tuple(ANSWERS.items()),
        }
        return render(request, "answers/action.html", context, status=422 if form else 200)

    def take(self, request: HttpRequest, now: datetime) -> HttpResponse | None:
        """Write the answer; return the page again when it is refused."""
        form = self._form(request)
        if not form.is_valid():
            return self.page(request, form)
        said = form.cleaned_data
        try:
            actions.report(
                self.action.key,
                by=self.who.name,
                person=self.who.person,
                state=said["state"],
                sentence=said["sentence"],
                waits_for=said["waits_for"],
                due_on=said["due_on"] if said["state"] == "late" else None,
                seen=said["seen"],
            )
        except PupitreError as fault:
            form = ReportForm({**request.POST.dict(), "seen": self._version()}, on=timezone.localdate(), lang=self.lang)
            return self.page(request, form, fault)
        return None

    def _form(self, request: HttpRequest) -> ReportForm:
        on = timezone.localdate()
        state = request.GET.get("state", "")
        start = {"state": state if state in HINTS else "", "due_on": max(self.action.due_on or on, on) + PUT_OFF, "seen": self._version()}
        return ReportForm(request.POST if request.method == "POST" else None, on=on, initial=start, lang=self.lang)

    def _version(self) -> int:
        return version_of("action", (self.action.key,))


def subject(link: AnswerLink) -> Subject | None:
    """Return what a link asks about; nothing when its action is gone or is somebody else's now."""
    action, who = actions.get(link.key), reader(link.person)
    if action is None or who is None or action.owner != who.person:
        return None
    return Subject(link, action, who)
