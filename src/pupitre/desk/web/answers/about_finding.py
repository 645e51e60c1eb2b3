"""Answering about a finding: decide, entrust, or later with a reason, with the rights of the account that the link was made for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pupitre import words
from pupitre.desk import decide, findings
from pupitre.desk.decisions import Terms
from pupitre.desk.findings import Kept
from pupitre.desk.mail import monday
from pupitre.desk.mail.address import language_of
from pupitre.desk.rights.tokens import viewer_of
from pupitre.desk.web import choices, dossier
from pupitre.desk.web.answers.forms import DECIDE, ENTRUST, LATER, FindingForm
from pupitre.desk.web.cards import STATES, best_option, due, tone
from pupitre.desk.web.forms import ASIDE_DAYS, ENTRUST_DAYS, REVIEW_DAYS
from pupitre.desk.web.people import owners
from pupitre.kernel import Option, PupitreError
from pupitre.records.models import Account, AnswerLink
from pupitre.words import Lang


@dataclass(frozen=True, slots=True)
class Subject:
    """A finding and whoever is asked to decide about it."""

    link: AnswerLink
    item: Kept
    account: Account

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return language_of(self.account)

    @property
    def title(self) -> str:
        """What was found."""
        return words.render(self.item.finding.text, self.lang)

    @property
    def is_open(self) -> bool:
        """Whether something is left to decide."""
        return self.item.state == "open"

    @property
    def state(self) -> tuple[str, object]:
        """Where the finding stands: a tone and its words."""
        return tone(self.item, timezone.localdate()), STATES[self.item.state]

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, the best first."""
        lines = dossier.option_lines(self.item.finding.options, best_option(self.item.finding.options))
        by_code = {one.code: one for one in self.item.finding.options}
        return tuple(by_code[line.code] for line in lines)

    def said(self) -> dict[str, object] | None:
        """Return what became of the finding; nothing when the desk has taken the answer back since."""
        if self.is_open:
            return None
        taken = next((one for one in dossier.taken(self.item)), None)
        sentence = taken.choice or taken.title if taken else self.item.reason or ""
        day = taken.due_on if taken else self.item.until
        toned, text = self.state
        return {"text": text, "tone": toned, "sentence": sentence, "due_on": day, "by": self.account.name}

    def page(self, request: HttpRequest, form: FindingForm | None = None, fault: PupitreError | None = None) -> HttpResponse:
        """Show the question."""
        best = best_option(self.item.finding.options)
        context = {
            "subject": self,
            "finding": self.item.finding,
            "due": due(self.item.finding, timezone.localdate()),
            "options": [(f"{DECIDE}{line.code}", line) for line in dossier.option_lines(self.item.finding.options, best)],
            "form": form or self._form(request),
            "fault": fault,
        }
        return render(request, "answers/finding.html", context, status=422 if form else 200)

    def take(self, request: HttpRequest, now: datetime) -> HttpResponse | None:
        """Write the answer; return the page again when it is refused."""
        form = self._form(request)
        if not form.is_valid():
            return self.page(request, form)
        try:
            self._write(form.cleaned_data)
        except PupitreError as fault:
            return self.page(request, form, fault)
        return None

    def _write(self, said: dict[str, object]) -> None:
        act, by, name = str(said["act"]), self.account.name, self.item.fingerprint
        if act == LATER:
            decide.set_aside(name, by=by, reason=str(said["reason"]), until=said["until"])  # type: ignore[arg-type]  # a date, by its field
        elif act == ENTRUST:
            decide.entrust(name, by=by, title=str(said["title"]), owner=str(said["owner"]), due_on=said["due_on"])  # type: ignore[arg-type]  # as above
        else:
            option = next(one for one in self.item.finding.options if one.code == act.removeprefix(DECIDE))
            due_on = said["due_on"]
            terms = Terms(
                question=self.title,
                choice=words.render(option.text, self.lang),
                owner=str(said["owner"]),
                due_on=due_on,  # type: ignore[arg-type]  # as above
                review_on=due_on + timedelta(days=REVIEW_DAYS),  # type: ignore[operator]  # as above
            )
            decide.decide(name, by=by, terms=terms, option=option.code)

    def _form(self, request: HttpRequest) -> FindingForm:
        on = timezone.localdate()
        return FindingForm(
            request.POST if request.method == "POST" else None,
            on=on,
            people=choices.people(viewer_of(self.account)),
            initial=self._start(request.GET.get("act", "")),
            options=self.options,
        )

    def _start(self, act: str) -> dict[str, object]:
        on, finding = timezone.localdate(), self.item.finding
        best, owner = best_option(finding.options), owners([self.item]).get(self.item.fingerprint)
        chosen = act if act in (ENTRUST, LATER) else f"{DECIDE}{best.code}" if best else ""
        return {
            "act": chosen,
            "owner": owner.name if owner else self.account.name,
            "due_on": finding.due_on if finding.due_on and finding.due_on >= on else on + timedelta(days=ENTRUST_DAYS),
            "title": words.render(best.text, self.lang) if best else self.title[:300],
            "until": on + timedelta(days=ASIDE_DAYS),
        }


def subject(link: AnswerLink) -> Subject | None:
    """Return what a link asks about; nothing when its account may no longer decide about it."""
    item = findings.get(link.key, on=timezone.localdate())
    if item is None or link.account is None or not monday.may_decide(link.account, item):
        return None
    return Subject(link, item, link.account)
