"""The sentences on top of the pages of processes: where work waits, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pupitre.domains.processes.findings.told import speaks_of_today
from pupitre.domains.processes.web.register import Entry
from pupitre.domains.processes.web.writing import length
from pupitre.kernel import N_, Share, Text


def of_register(entries: Sequence[Entry]) -> Text:
    """Return the answer to "where does work wait?" over every process."""
    first = next((one for one in entries if one.worst), None)
    if first is None or first.worst is None:
        return Text.many(
            N_("%(count)s process is written down; no log says yet where its work waits"),
            N_("%(count)s processes are written down; no log says yet where their work waits"),
            count=len(entries),
        )
    values = {"share": Share(first.worst["wait_share"]), "step": first.worst["activity"], "process": first.name}
    if first.worst["touch_days"] is None:
        if len(entries) == 1:
            return Text(N_("%(share)s of the lead time goes by before “%(step)s”"), **values)
        return Text(N_("%(share)s of the lead time of “%(process)s” goes by before “%(step)s”"), **values)
    if len(entries) == 1:
        return Text(N_("%(share)s of the lead time goes by waiting for “%(step)s”"), **values)
    return Text(N_("Work waits most for “%(step)s”: %(share)s of the lead time of “%(process)s”"), **values)


def around_register(entries: Sequence[Entry]) -> tuple[Text, ...]:
    """Return the sentences below it: processes that break their promise, without owner or KPI, without log."""
    said = []
    late = sum(one.is_late for one in entries)
    promised = sum(one.target_days is not None and one.seen.get("lead_median_days") is not None for one in entries)
    if promised and not late:
        said.append(
            Text.many(
                N_("The %(count)s process with a promised lead time keeps it."),
                N_("The %(count)s processes with a promised lead time keep it."),
                count=promised,
            )
        )
    elif promised:
        said.append(
            Text.many(
                N_("%(late)s of the %(count)s process with a promised lead time takes longer."),
                N_("%(late)s of the %(count)s processes with a promised lead time take longer."),
                count=promised,
                late=late,
            )
        )
    alone = sum(not one.row["owner"] or not one.kpis for one in entries)
    if alone:
        said.append(
            Text.many(N_("%(count)s has no owner or no KPI."), N_("%(count)s have no owner or no KPI."), count=alone),
        )
    silent = sum(not one.has_log for one in entries)
    if silent:
        said.append(Text.many(N_("%(count)s has no log yet."), N_("%(count)s have no log yet."), count=silent))
    return tuple(said)


def of_process(entry: Entry) -> Text:
    """Return the answer of one process, from what its log says of the cases shown."""
    if not entry.has_log:
        return Text(N_("No event of “%(name)s” is loaded: nothing says yet where its work waits"), name=entry.name)
    if entry.worst is not None:
        values = {"share": Share(entry.worst["wait_share"]), "step": entry.worst["activity"]}
        if entry.worst["touch_days"] is None:
            return Text(N_("%(share)s of the lead time goes by before “%(step)s”"), **values)
        return Text(N_("%(share)s of the lead time goes by waiting for “%(step)s”"), **values)
    if entry.reason is not None:
        return entry.reason
    return Text(N_("No step of “%(name)s” makes its cases wait"), name=entry.name)


def around_process(entry: Entry, *, on: date) -> tuple[Text, ...]:
    """Return the sentences below it: how long cases take, against what is promised, how many are open, and whether the log is of today."""
    seen, said = entry.seen, []
    if seen.get("lead_median_days") is not None and seen.get("lead_p90_days") is not None:
        said.append(
            Text(
                N_("Half of the cases take more than %(median)s, one in ten more than %(most)s."),
                median=length(seen["lead_median_days"]),
                most=length(seen["lead_p90_days"]),
            )
        )
    if entry.target_days is not None and seen.get("lead_median_days") is not None:
        target = length(entry.target_days)
        late = Text(N_("More than half pass the %(target)s promised."), target=target)
        said.append(late if entry.is_late else Text(N_("The promise is %(target)s."), target=target))
    if seen.get("open_count"):
        said.append(Text.many(N_("%(count)s case is still open."), N_("%(count)s cases are still open."), count=seen["open_count"]))
    if seen.get("rework_share"):
        said.append(Text(N_("%(share)s of the cases do a step again."), share=Share(seen["rework_share"])))
    if seen.get("last_on") is not None and not speaks_of_today(seen["last_on"], on):
        said.append(Text(N_("The log ends on %(day)s: what it shows is no longer told as a finding."), day=seen["last_on"]))
    return tuple(said)
