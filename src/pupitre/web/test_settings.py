"""The settings of the tests: a home that vanishes, a database in memory or on the server given, static files served plainly."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME_OF_THE_TESTS = tempfile.mkdtemp(prefix="pupitre-tests-")
atexit.register(shutil.rmtree, HOME_OF_THE_TESTS, ignore_errors=True)
os.environ["PUPITRE_HOME"] = HOME_OF_THE_TESTS

from pupitre.web.settings import *  # noqa: E402, F403 - the settings read the home when they are imported
from pupitre.web.settings import DATABASES  # noqa: E402

if "PUPITRE_DATABASE_URL" not in os.environ:
    DATABASES["default"]["NAME"] = ":memory:"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TIME_ZONE = "Europe/Paris"
