"""Screen 13: the ledger of decisions, the sheet of each, and the actions that carry them out."""
