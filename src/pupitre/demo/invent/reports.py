"""What the project reviews said, month after month, beside what was true."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.demo.company import Company, Project, Report
from pupitre.demo.invent.projects import truly_done
from pupitre.demo.spans import closed_months, month_end, month_start
from pupitre.demo.streams import stream

COMMENTS = {
    "fr": {
        "late_green": "Avancement conforme, pas d'alerte",
        "red_fine": "Risque fournisseur à surveiller",
        "amber": "Léger retard, plan de rattrapage en cours",
        "red": "Retard confirmé, arbitrage demandé",
    },
    "en": {
        "late_green": "On plan, nothing to report",
        "red_fine": "Supplier risk to watch",
        "amber": "Slightly late, recovery plan under way",
        "red": "Delay confirmed, decision needed",
    },
}


def add_spending(company: Company) -> None:
    """Spread the money of every project over the closed months, in cents, as its work advances."""
    for project in company.projects:
        before = 0
        for month in closed_months(company.profile.on):
            total = round(project.budget * 100 * project.cost * truly_done(project, month_end(month)))
            if total > before:
                project.spend[month] = total - before
            before = total


def spent_by(project: Project, day: date) -> int:
    """Return the cents spent over the months that are over on a day."""
    return sum(cents for month, cents in project.spend.items() if month_end(month) <= day)


def add_reports(company: Company) -> None:
    """Add one report per project and month end while it runs, and the one of today."""
    on = company.profile.on
    for project in company.projects:
        finish = project.due + timedelta(days=project.late)
        for month in closed_months(on):
            at = month_end(month)
            if project.starts <= at < month_start(min(finish, on), 1) and at < on:
                project.reports.append(_report(company, project, at))
        project.reports.append(_report(company, project, on))


def _report(company: Company, project: Project, at: date) -> Report:
    """Return what is said at a date: true progress to the point, the date as declared."""
    finish = project.due + timedelta(days=project.late)
    if project.state == "planned":
        return Report(at, "not_started", 0.0, 0, project.due)
    if at >= finish or (project.state == "done" and at == company.profile.on):
        return Report(at, "done", 1.0, spent_by(project, at), finish)
    done = truly_done(project, at)
    progress = round(done + float(stream(company.profile.seed, "report", project.name, at).normal(0, 0.003)), 2)
    words = COMMENTS["en" if project.bilbao else company.profile.lexicon.lang]
    said = _said(company, project, at, done)
    comment = words.get(project.tag) or words.get(said, "")
    return Report(at, said, min(max(progress, 0.0), 0.99), spent_by(project, at), _declared_finish(project, said, done), comment)


def _said(company: Company, project: Project, at: date, done: float) -> str:
    """Return the status declared: amber and red come with the work, green stays green."""
    if project.declared == "green" or project.state == "done":
        return "green"
    if project.tag == "red_fine":
        return "red" if (company.profile.on - at).days < 100 else "green"
    if project.declared == "red":
        if at >= company.profile.on - timedelta(days=70):
            return "red"
        return "green" if done < 0.25 else "amber"
    return "green" if done < 0.3 else "amber"


def _declared_finish(project: Project, said: str, done: float) -> date:
    """Return the finish announced: the plan while green, nearer and nearer the truth once trouble is said."""
    if said == "green" or project.tag == "red_fine" or project.late <= 0:
        return project.due
    told = 1.0 if said == "red" else min(1.0, 0.4 + done)
    return project.due + timedelta(days=round(project.late * told))
