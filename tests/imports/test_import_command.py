"""The word `import` of the command line, on real files, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("own_database")

PROJECTS = """Code projet;Nom du projet;Direction;Début;Fin prévue;Budget (k€)
P-01;Portail;DSI;13/01/2026;30/06/2026;120
P-02;ERP;DSI;01/02/2026;31/12/2026;800
"""
DOUBTFUL = "Project code,Project name,Start,Budget\nP-01,Portal,03/04/2026,1000\nP-02,ERP,05/06/2026,2000\n"


@pytest.fixture
def run(tmp_path):
    """Return the exit code, the output and the complaints of one call."""

    def called(*words):
        env = {**os.environ, "PUPITRE_HOME": str(tmp_path / "home")}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        done = subprocess.run(
            [sys.executable, "-m", "pupitre", "import", *map(str, words)], env=env, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    return called


def test_a_file_is_loaded_said_unchanged_the_second_time_and_taken_back(run, tmp_path):
    path = tmp_path / "projets.csv"
    path.write_text(PROJECTS, encoding="utf-8")
    code, out, said = run(path, "--json")
    first = json.loads(out)
    assert "constat" in said.splitlines()[-1], "the desk is examined at once, in the language of the home"
    assert (code, first["schema"], first["state"], first["counts"]["project"]["created"]) == (0, "pupitre.import/1", "loaded", 2)
    again = json.loads(run(path, "--json", "--dry-run")[1])
    assert again["state"] == "planned"
    assert all(of["created"] == of["updated"] == 0 for of in again["counts"].values())
    code, out, _ = run("--undo", first["change"], "--json")
    assert (code, json.loads(out)["restored"]["project"]) == (0, 2)


def test_an_open_doubt_stops_it_and_the_saved_answers_let_it_through(run, tmp_path):
    path, answers = tmp_path / "projects.csv", tmp_path / "answers.json"
    path.write_text(DOUBTFUL, encoding="utf-8")
    code, out, _ = run(path, "--lang", "en", "--save-answers", answers)
    assert code == 1
    assert "date_order_ambiguous" in out
    assert json.loads(answers.read_text())["files"]["projects.csv"]["date_order_ambiguous"] in ("dmy", "mdy")
    assert run(path, "--answers", answers)[0] == 0


def test_a_missing_file_is_refused_and_a_wrong_call_is_told_apart(run, tmp_path):
    assert run(tmp_path / "absent.csv")[0] == 1
    assert run()[0] == 2
