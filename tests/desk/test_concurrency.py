"""Several processes write at once: none fails, and the log stays one chain."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("own_database")

WRITERS, WRITES = 3, 20

WRITE = """
import sys
from pupitre.desk.homes import open_home
open_home(sys.argv[1])
from pupitre.desk import changes
from pupitre.kernel import Text
for number in range(int(sys.argv[3])):
    changes.write("action", {"key": f"{sys.argv[2]}-{number}", "title": "Call"}, by=sys.argv[2], why=Text("Because"))
    changes.write("unit", {"key": "shared", "name": f"{sys.argv[2]} {number}"}, by=sys.argv[2], why=Text("Because"))
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


def test_processes_that_start_and_write_together_all_succeed(tmp_path):
    home = str(tmp_path / "home")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, home, f"writer-{n}", str(WRITES)], stderr=subprocess.PIPE, text=True)
        for n in range(WRITERS)
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * WRITERS
    seen = subprocess.run([sys.executable, "-c", LOOK, home], capture_output=True, text=True, check=True).stdout
    assert json.loads(seen) == [True, 2 * WRITERS * WRITES, WRITERS * WRITES]
