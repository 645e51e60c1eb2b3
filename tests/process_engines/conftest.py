"""The engines that stand by: PostgreSQL when the suite runs on a server, Spark when its library is there."""

from __future__ import annotations

import os
from importlib.util import find_spec

STANDING = {"postgresql": os.environ.get("PUPITRE_DATABASE_URL"), "spark": "local[2]" if find_spec("pyspark") else None}
SERVERS = {name: server for name, server in STANDING.items() if server}

collect_ignore = [] if SERVERS else ["test_same_answers.py", "test_settings.py"]


def pytest_generate_tests(metafunc):
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", sorted(SERVERS), scope="session")
