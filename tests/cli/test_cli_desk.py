"""The words init, examine and doctor: JSON alone on the output, 0 done, 1 refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from pupitre.cli import main
from pupitre.desk import changes, examine
from pupitre.kernel import Absence, Domain, Evidence, Examination, Finding, Stake, Subject, Text
from pupitre.records.models import Change, ExaminationRun

WHY = Text("Because")


@pytest.fixture
def home(db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("PUPITRE_HOME", str(tmp_path))
    settings.HOME = tmp_path
    (tmp_path / "bulk").mkdir(mode=0o700)
    return tmp_path


def see(snapshot) -> Examination:
    """One finding per project, worth 1,000 € each."""
    keys = snapshot.table("project").column("key").to_pylist()
    stake = Stake(Decimal(500), Decimal(1000), Decimal(1500), "EUR")
    found = [
        Finding(
            "portfolio.late",
            (Subject("project", key),),
            Text("%(key)s is late", key=key),
            (Evidence("project", ((key,),), ("key",), ((key,),)),),
            snapshot.on,
            stake=stake,
        )
        for key in keys
    ]
    return Examination(tuple(found), absent=(Absence("portfolio.finish", Text("No task")),))


@pytest.fixture
def cards(monkeypatch):
    card = Domain("portfolio", Text("Projects"), ("project",), see, rules={"portfolio.late": Text("Late")})
    monkeypatch.setattr(examine, "domains", lambda: (card,))


def document(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_init_makes_a_home_and_remembers_whose_it_is(home, capsys):
    assert main(["init", "--home", str(home), "--name", "Acme", "--currency", "chf", "--language", "en", "--json"]) == 0
    said = document(capsys)
    assert said == {"schema": "pupitre.init/1", "home": str(home), "name": "Acme", "currency": "CHF", "language": "en"}
    assert (home / "incoming").is_dir()


def test_init_again_changes_only_what_is_said(home, capsys):
    main(["init", "--home", str(home), "--name", "Acme", "--currency", "CHF"])
    capsys.readouterr()
    main(["init", "--home", str(home), "--name", "Acme SA", "--json"])
    assert (document(capsys)["name"], main(["init", "--home", str(home), "--json"])) == ("Acme SA", 0)
    assert document(capsys)["currency"] == "CHF"


def test_init_refuses_what_is_not_a_currency(home, capsys):
    main(["init", "--home", str(home), "--language", "en"])
    assert main(["init", "--home", str(home), "--currency", "euro"]) == 1
    assert '"euro" is not a currency.' in capsys.readouterr().err


def test_examine_prints_every_finding_with_its_proof(home, cards, capsys):
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    assert main(["examine", "--home", str(home), "--on", "2026-03-02", "--json"]) == 0
    said = document(capsys)
    assert (said["schema"], said["on"]) == ("pupitre.examine/1", "2026-03-02")
    (finding,) = said["findings"]
    assert (finding["rule"], finding["state"], finding["money"]["likely"]) == ("portfolio.late", "open", "1000")
    assert said["absent"][0]["figure"] == "portfolio.finish"
    assert said["runs"] == [{"domain": "portfolio", "state": "done", "findings": 1, "failure": ""}]


def test_examine_lists_findings_one_by_line(home, cards, capsys):
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    assert main(["examine", "--home", str(home), "--lang", "en"]) == 0
    out = capsys.readouterr()
    assert "P-1 is late" in out.out
    assert "Projects: examined" in out.err


def test_examine_as_of_a_day_tells_what_was_known_and_keeps_nothing(home, cards, capsys):
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    Change.objects.update(at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    changes.write("project", {"key": "P-2", "name": "Roof"}, by="Ana", why=WHY)
    for day, keys in (("2026-03-01", []), ("2026-03-02", ["P-1"])):
        assert main(["examine", "--home", str(home), "--as-of", day, "--json"]) == 0
        said = document(capsys)
        assert (said["on"], [f["subjects"][0]["key"] for f in said["findings"]]) == (day, keys)
    assert ExaminationRun.objects.count() == 0


def test_examine_refuses_what_is_not_a_day(home, capsys):
    main(["init", "--home", str(home), "--language", "fr"])
    assert main(["examine", "--home", str(home), "--on", "yesterday"]) == 1
    assert "n’est pas un jour" in capsys.readouterr().err, "a refusal speaks the language of the home"


def test_examine_returns_1_when_a_domain_failed(home, monkeypatch, capsys, caplog):
    def fail(snapshot) -> Examination:
        raise RuntimeError("no luck")

    monkeypatch.setattr(examine, "domains", lambda: (Domain("esg", Text("ESG"), (), fail),))
    assert main(["examine", "--home", str(home), "--json"]) == 1
    assert "no luck" in document(capsys)["runs"][0]["failure"]


def test_examine_says_today_when_no_day_is_given(home, cards, capsys):
    main(["examine", "--home", str(home), "--json"])
    assert document(capsys)["on"] == timezone.localdate().isoformat()


def verdicts(capsys) -> dict[str, str]:
    return {check["name"]: check["verdict"] for check in document(capsys)["checks"]}


def test_doctor_finds_a_new_home_well(home, capsys):
    home.chmod(0o700)
    assert main(["doctor", "--home", str(home), "--json", "--lang", "en"]) == 0
    assert set(verdicts(capsys).values()) <= {"good", "warning"}


def test_doctor_notices_an_altered_log(home, capsys):
    changes.write("project", {"key": "P-1", "name": "Paint"}, by="Ana", why=WHY)
    Change.objects.update(by="Eve")
    assert main(["doctor", "--home", str(home), "--json", "--lang", "en"]) == 1
    assert verdicts(capsys)["log"] == "bad"


def test_doctor_notices_a_bulk_file_that_is_gone(home, capsys):
    day = date(2026, 3, 2)
    changes.edit({"measure": [{"kpi": "K", "unit": "", "starts_on": day, "ends_on": day, "value": 1.0}]}, by="Ana", why=WHY)
    next((home / "bulk").rglob("*.parquet")).unlink()
    assert main(["doctor", "--home", str(home), "--json", "--lang", "en"]) == 1
    assert verdicts(capsys)["bulk"] == "bad"


def test_doctor_notices_what_an_interrupted_import_left(home, capsys):
    (home / "bulk/measure").mkdir(parents=True)
    (home / "bulk/measure/left.parquet").write_bytes(b"half")
    assert main(["doctor", "--home", str(home), "--json", "--lang", "en"]) == 0
    assert verdicts(capsys)["bulk"] == "warning"


def test_doctor_names_the_domains_that_failed(home, capsys):
    run = ExaminationRun.objects.create(on=date(2026, 3, 2), seed=0, known=0, started_at=timezone.now(), state="failed")
    run.domains.create(domain="esg", position=0, state="failed")
    assert main(["doctor", "--home", str(home), "--lang", "en"]) == 1
    assert "In the last examination these domains failed: esg" in capsys.readouterr().out


def test_doctor_warns_of_a_home_that_others_can_read(home, capsys):
    home.chmod(0o755)
    main(["doctor", "--home", str(home), "--json", "--lang", "en"])
    assert verdicts(capsys)["home"] == "warning"
