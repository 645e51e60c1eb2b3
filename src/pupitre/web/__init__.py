"""The Django project: settings, root addresses, base and shared templates, static files."""
