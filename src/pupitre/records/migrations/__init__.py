"""Every step the database has gone through."""
