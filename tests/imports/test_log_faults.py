"""The faults of a hostile log, counted in a home as a person counts them in the file."""

from __future__ import annotations

from tests.imports.conftest import ON

from pupitre.desk import imports, snapshot
from pupitre.domains.processes.analysis.defects import defects
from pupitre.domains.processes.analysis.logs import log_of
from pupitre.sources.reader import read

HEADERS = "N° OF;Étape;Début;Fin;Opérateur;Service;Famille;Moyen"
USUAL = (("Lancement", 8), ("Usinage", 10), ("Contrôle", 14))
FAULTY = """
OF1;Lancement;02/03/2026 08:00;02/03/2026 08:30;?;Atelier;K;M1
OF1;Usinage;?;02/03/2026 11:30;ANNE;Atelier;K;M2
OF1;Contrôle;02/03/2026 15:30;02/03/2026 14:30;ANNE;Atelier;?;M3
OF2;Lancement;02/03/2026 08:00;02/03/2026 08:30;;Atelier;;M1
OF2;Usinage;02/03/2026 10:00;02/03/2026 11:30;?;;K;?
OF2;Contrôle;02/03/2026 11:30;02/03/2026 11:30;LUC;Atelier;K;M3
OF2;Contrôle;02/03/2026 11:30;02/03/2026 11:30;LUC;Atelier;K;M3
OF3;Lancement;01/01/1948 08:00;01/01/1948 08:30;LUC;Atelier;K;-
OF3;Usinage;02/03/2026 10:00;02/03/2026 11:30;LUC;Atelier;K;n/a
OF3;Contrôle;02/03/2026 14:00;02/03/2036 14:30;LUC;Atelier;K;M3
"""


def test_each_fault_of_a_log_is_counted_once_where_it_stands(home, tmp_path):
    clean = [
        f"OF{case};{step};{day:02d}/03/2026 {hour:02d}:00;{day:02d}/03/2026 {hour:02d}:30;LUC;Atelier;K;M1"
        for case, day in zip(range(100, 120), range(1, 21), strict=True)
        for step, hour in USUAL
    ]
    file = tmp_path / "production.csv"
    file.write_text("\n".join([HEADERS, *FAULTY.split("\n")[1:-1], *clean]) + "\n")
    imports.commit(imports.plan([file], on=ON, reader=lambda path, given: read(path, options=given)), by="Ana")
    events = snapshot.take(on=ON).table("event")
    log = log_of(events, "production", until=ON)
    assert defects(events, "production", log, ON) == {
        "absurd_moment": 2,  # 1948 and 2036
        "begin_after_end": 1,
        "repeated": 1,
        "same_moment": 1,  # the check of OF2 ends with its machining
        "no_resource": 3,  # two question marks and a blank
        "no_unit": 1,
        # Two operators, a begin, a family, a machine (on a line with an operator: once), a dash and a "n/a".
        "placeholder": 6,
    }
