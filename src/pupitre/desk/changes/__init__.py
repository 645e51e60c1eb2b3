"""Everything that is written goes through here: one transaction, one entry in the log, and back again."""

from pupitre.desk.changes.commit import commit, commit_parts, delete, edit, preview, write
from pupitre.desk.changes.history import ChainReport, erase, history, verify_chain
from pupitre.desk.changes.logged import is_undone
from pupitre.desk.changes.undo import undo
from pupitre.desk.changes.values import CommitResult, Counts, Entry, Left, Part, SourceRef, UndoResult

__all__ = [
    "ChainReport",
    "CommitResult",
    "Counts",
    "Entry",
    "Left",
    "Part",
    "SourceRef",
    "UndoResult",
    "commit",
    "commit_parts",
    "delete",
    "edit",
    "erase",
    "history",
    "is_undone",
    "preview",
    "undo",
    "verify_chain",
    "write",
]
