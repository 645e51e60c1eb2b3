"""What past decisions were worth, against what was declared of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.impact.attainment.promises import Kept, kept

WIDTH = 2 * 1.6449
"""Standard errors between the bounds of a range at 90 %."""
COLUMNS = ("expected_likely", "estimate", "low_90", "high_90")


def past_of(effects: pa.Table) -> Kept | None:
    """Return the share of declared effects that past decisions kept, drawn towards all of it; None with fewer than ten of them.

    Args:
        effects: `impact.decision_effect`; rows without a measure or without an effect expected say nothing, nor does the log of a
            process on a decision that its own KPI already tells.
    """
    expected, estimate, low, high = (np.asarray(effects[name].to_numpy(), np.float64) for name in COLUMNS)
    known = np.isfinite(expected)
    in_log = pc.not_equal(pc.fill_null(effects["improvement"], ""), "").to_numpy()
    told = effects["decision"].filter(pa.array(known & np.isfinite(estimate) & ~in_log))
    known &= ~(in_log & pc.is_in(effects["decision"], told.combine_chunks()).to_numpy())
    return kept(expected[known].tolist(), estimate[known].tolist(), ((high[known] - low[known]) / WIDTH).tolist())
