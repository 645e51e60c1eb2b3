"""What judging decisions reads."""

from __future__ import annotations

import numpy as np

from pupitre.impact.effects.record import Kpi, Readings, as_read

DAYS = np.array(["2026-01-01", "2026-02-01"], dtype="datetime64[D]")


def test_a_percentage_kept_as_a_fraction_is_judged_in_points():
    kpis = {"K-1": Kpi("K-1", "Scrap", None, "%", "down"), "K-2": Kpi("K-2", "Delay", None, "d", "down")}
    found = [Readings(key, "", DAYS, DAYS, np.array([0.25, 0.5])) for key in kpis]
    assert [one.values.tolist() for one in as_read(found, kpis)] == [[25.0, 50.0], [0.25, 0.5]]
