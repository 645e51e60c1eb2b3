"""The register of processes as a workbook."""

from __future__ import annotations

from pupitre.desk.sheets import Column, Sheet
from pupitre.domains.processes.web.register import Register
from pupitre.kernel import N_, Text


def every_process(known: Register) -> Sheet:
    """Return the processes in reach with what their logs say."""
    columns = (
        Column(Text(N_("Code"))),
        Column(Text(N_("Process"))),
        Column(Text(N_("Department"))),
        Column(Text(N_("Owner"))),
        Column(Text(N_("KPIs"))),
        Column(Text(N_("Systems"))),
        Column(Text(N_("Cases logged")), "count"),
        Column(Text(N_("Open cases")), "count"),
        Column(Text(N_("Half of the cases take more than (days)")), "number", 1),
        Column(Text(N_("One in ten takes more than (days)")), "number", 1),
        Column(Text(N_("Promised (days)")), "number", 1),
        Column(Text(N_("Step that waits most"))),
        Column(Text(N_("Its share of the lead time")), "share"),
        Column(Text(N_("Findings")), "count"),
    )
    rows = [
        (
            one.key,
            one.name,
            one.unit_name,
            one.owner_name,
            ", ".join(kpi.name for kpi in one.kpis),
            ", ".join(one.systems),
            one.seen.get("case_count"),
            one.seen.get("open_count"),
            one.seen.get("lead_median_days"),
            one.seen.get("lead_p90_days"),
            one.target_days,
            one.worst["activity"] if one.worst else None,
            one.worst["wait_share"] if one.worst else None,
            len(one.findings),
        )
        for one in known.entries
    ]
    return Sheet(Text(N_("Processes")), columns, rows)
