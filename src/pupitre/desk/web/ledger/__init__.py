"""The page of the ledger of probabilities: what was said, and what came true."""
