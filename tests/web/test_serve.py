"""`pupitre serve` as a person runs it: a link, a page, nothing from outside this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest

from pupitre.bench.screenshots import wait_for
from pupitre.web.server import Front

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment():
    """The environment of a person: nothing of the tests' own settings."""
    return {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "PUPITRE_HOME")}


def test_a_home_is_served_to_whoever_has_the_link(tmp_path, port, environment):
    command = [sys.executable, "-m", "pupitre", "serve", "--home", str(tmp_path / "new"), "--port", str(port), "--name", "Claire"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as server:
        try:
            link = server.stdout.readline().strip()
            wait_for(f"http://127.0.0.1:{port}/health/", server)
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/en/")
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            page = browser.open(link).read().decode()
            style = re.search(r'href="(/static/pupitre/shell\.css\?v=[0-9a-f]{10})"', page)
            answer = browser.open(f"http://127.0.0.1:{port}{style[1]}")
            assert "max-age=31536000" in answer.headers["Cache-Control"]
            again = subprocess.run([*command, "--link"], capture_output=True, text=True, check=True, env=environment).stdout.strip()
            assert again.startswith(f"http://127.0.0.1:{port}/sign-in/")
            assert again != link
        finally:
            server.terminate()
    assert "Drop your first file" in page


def test_a_link_begins_as_a_browser_reaches_the_server():
    assert Front().origin == "http://127.0.0.1:8420"
    assert Front("0.0.0.0", 80, ("desk.example.com",), is_behind_proxy=True).origin == "https://desk.example.com"
    assert Front("0.0.0.0", 8420, ("desk.example.com",)).origin == "http://desk.example.com:8420"
    assert Front("::1").origin == "http://[::1]:8420"


def test_an_address_that_others_reach_in_the_clear_is_warned_of(tmp_path, port, environment):
    command = [
        sys.executable,
        "-m",
        "pupitre",
        "serve",
        "--home",
        str(tmp_path / "new"),
        "--host",
        "0.0.0.0",
        "--port",
        str(port),
        "--link",
    ]
    assert "--behind-proxy" in subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stderr
    protected = subprocess.run([*command, "--behind-proxy"], capture_output=True, text=True, check=True, env=environment)
    assert protected.stderr == ""
    assert protected.stdout.startswith("https://")


def test_a_server_reads_bulk_rows_after_its_command_has_read_some(tmp_path, port, environment):
    code = """
import sys
from pathlib import Path
from pupitre.desk.homes import open_home
if __name__ == "__main__":
    home = open_home(sys.argv[1]).path
    from datetime import date
    import pyarrow as pa
    from pupitre.desk import changes
    from pupitre.desk.snapshot import take
    from pupitre.kernel import Text
    from pupitre.web.server import Front, serve, sign_in_link
    day, end = pa.array([date(2026, 1, 1)], pa.date32()), pa.array([date(2026, 2, 1)], pa.date32())
    changes.commit({"kpi": pa.table({"key": ["K"], "name": ["Rate"]})}, by="Claire", why=Text("Read"))
    changes.commit({"measure": pa.table({"kpi": ["K"], "starts_on": day, "ends_on": end, "value": [4.5]})}, by="Claire", why=Text("Read"))
    assert take(on=date(2026, 3, 1)).table("measure").num_rows == 1
    front = Front(port=int(sys.argv[2]))
    print(sign_in_link(home, front, name="Claire"), flush=True)
    serve(home, front)
"""
    script = tmp_path / "read_then_serve.py"
    script.write_text(code)
    command = [sys.executable, str(script), str(tmp_path / "home"), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as server:
        try:
            link = server.stdout.readline().strip()
            wait_for(f"http://127.0.0.1:{port}/health/", server)
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            browser.open(link)
            assert "4.5" in browser.open(f"http://127.0.0.1:{port}/en/performance/kpi/K/", timeout=30).read().decode()
        finally:
            server.terminate()
