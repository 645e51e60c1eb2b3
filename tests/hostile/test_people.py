"""What is said of one person: their name, their post, what they are in charge of; never their pay, their sex, their birth or a score."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse

from pupitre.desk import background, examine, imports
from pupitre.desk.registry import domains
from pupitre.records.models import MODELS
from pupitre.tables import TABLES

SECRET = ("73519", "1971-03-17", "17/03/1971", "Feminine")
PEOPLE = (
    "Matricule;Nom;Direction;Fonction;Manager;ETP;Date d'embauche;Salaire;Sexe;Date de naissance;Note annuelle;Absences\n"
    "H-1;Ines Roche;DSI;Cheffe de projet;non;1;01/02/2019;73519;Feminine;17/03/1971;note-73519;abs-73519\n"
    "H-2;Hugo Lemaire;DSI;Analyste;oui;1;01/02/2020;73519,00;Feminine;1971-03-17;note-73519;abs-73519\n"
)
JUDGES = re.compile(r"score|rank|rating|productiv|performance|predict|emotion|presence|absence|salary|pay|sex|birth|gender|(^|_)age")


@pytest.fixture
def company(home, today, monkeypatch, tmp_path_factory):
    monkeypatch.setattr(background, "examine_soon", lambda: None)
    path: Path = tmp_path_factory.mktemp("sent") / "personnel.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    imports.commit(imports.plan([path]), by="Ana")
    examine.run(on=today)
    assert MODELS["person"].objects.count() == 2


def kept_rows() -> str:
    """Return every row of every table of the database, as text."""
    return json.dumps([serializers.serialize("json", model.objects.all()) for model in apps.get_models()])


def test_pay_sex_and_birth_are_kept_nowhere(company, home):
    rows = kept_rows()
    assert "Ines Roche" in rows
    assert [word for word in SECRET if word in rows] == []
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert [word for word in SECRET for body in files if word.encode() in body] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_page_no_list_and_no_program_says_them(admin, company, lang):
    person = reverse("portfolio:person", args=["H-1"])
    held = reverse("search:held", args=["person", "H-1"])
    proof = reverse("desk:figure", args=["person"])
    pages = [
        person,
        held,
        proof,
        f"{proof}?key=H-1&column=fte",
        reverse("search:home") + "?q=ines",
        reverse("data:home"),
        "/en/portfolio/capacity/",
    ]
    pages += [
        reverse("objects:edit", args=["person", "H-1"]),
        reverse("objects:history", args=["person", "H-1"]),
        "/api/v1/people",
        "/api/v1/changes",
    ]
    for page in pages:
        text = admin.get(page.replace("/en/", f"/{lang}/", 1)).content.decode()
        assert [word for word in SECRET if word in text] == [], page


def test_no_table_holds_a_judgement_of_a_person():
    fields = {field.name for field in TABLES["person"].fields}
    assert [name for name in fields if JUDGES.search(name)] == []


def test_no_computed_table_has_a_figure_for_each_person():
    published = {name: schema for card in domains() for name, schema in card.publishes.items()}
    assert published
    assert [name for name, schema in published.items() if "person" in set(schema)] == []
