"""Methods that know nothing of management."""
