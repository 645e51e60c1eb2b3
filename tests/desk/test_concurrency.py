"""Several processes write at once: none fails, and the log stays one chain."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("own_database")

PROCESSES, THREADS, WRITES = 5, 10, 2

WRITE = """
import sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk import changes
from pupitre.kernel import Text
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
def work(name):
    for number in range(int(sys.argv[4])):
        changes.write("action", {"key": f"{name}-{number}", "title": "Call"}, by=name, why=Text("Because"))
        changes.write("unit", {"key": "shared", "name": f"{name} {number}"}, by=name, why=Text("Because"))
    connection.close()
with ThreadPoolExecutor(int(sys.argv[3])) as pool:
    list(pool.map(work, [f"{sys.argv[2]}-{n}" for n in range(int(sys.argv[3]))]))
"""
LOOK = """
import json, sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk import changes
from pupitre.records.models import MODELS
report = changes.verify_chain()
print(json.dumps([report.is_whole, report.changes, MODELS["action"].objects.count()]))
"""


def test_fifty_writers_at_once_all_succeed_and_the_log_stays_one_chain(tmp_path):
    home = str(tmp_path / "home")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, home, f"writer-{n}", str(THREADS), str(WRITES)], stderr=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * PROCESSES
    seen = subprocess.run([sys.executable, "-c", LOOK, home], capture_output=True, text=True, check=True).stdout
    assert json.loads(seen) == [True, 2 * PROCESSES * THREADS * WRITES, PROCESSES * THREADS * WRITES]
