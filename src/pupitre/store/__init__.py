"""The bulk tables on disk: Parquet segments, one per import, read together."""

from pupitre.store.reading import Difference, count_known, differences, first_known, lineage, lineages, overlaid, rows_known
from pupitre.store.segments import Segment, read_file, remove_strangers, sha256_of, strangers, write_file, write_segment

__all__ = [
    "Difference",
    "Segment",
    "count_known",
    "differences",
    "first_known",
    "lineage",
    "lineages",
    "overlaid",
    "read_file",
    "remove_strangers",
    "rows_known",
    "sha256_of",
    "strangers",
    "write_file",
    "write_segment",
]
