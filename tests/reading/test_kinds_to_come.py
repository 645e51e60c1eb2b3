"""Files about what is to come, told apart from those they resemble: effects, limits, assumptions, hazards."""

# ruff: noqa: E501 - a file reads in one line

from __future__ import annotations

import pytest

EFFECTS = {
    "fr": ("N° projet;Indicateur touché;Effet bas;Effet attendu;Effet haut;Montée en charge (j);Base", "P-{n:03d};KPI-{n:02d};-1,0;-2,0;-3,5;60;Estimation"),
    "fr_other": ("Levier;Code indicateur;Direction;Gain attendu;Au moins;Au plus", "P-{n:03d};KPI-{n:02d};Achats;4,5;2,0;8,0"),
    "en": ("Initiative;KPI;Low effect;Expected effect;High effect;Full effect after (months)", "P-{n:03d};KPI-{n:02d};1.0;2.0;3.5;3"),
    "en_other": ("Project code;Indicator moved;Expected benefit;Low;High;Lands on", "P-{n:03d};KPI-{n:02d};2.0;1.0;3.0;2026-05-{n:02d}"),
}  # fmt: skip
LIMITS = {
    "fr": ("Limite sur;Compétence;Du;Au;Plafond", "Heures;Automaticien;{n:02d}/01/2026;31/03/2026;{n}00"),
    "fr_other": ("Nature du plafond;Direction;Trimestre;Maximum autorisé", "Budget;Achats;T{q} 202{n};{n}00 000"),
    "en": ("Limit on;Skill;From;To;Most allowed", "Skill hours;Welder {n};2026-01-01;2026-03-31;{n}00"),
    "en_other": ("Kind of limit;Quarter;Ceiling", "Budget;202{n}-Q{q};{n}00000"),
}
ASSUMPTIONS = {
    "fr": ("N° hypothèse;Hypothèse;Indicateur témoin;Tient si;Seuil;Objectifs concernés", "H{n};Le prix numéro {n} reste stable toute l'année;KPI-{n:02d};Au-dessous;{n},5;OBJ-{n:02d}"),
    "fr_other": ("Réf.;Ce qui est tenu pour acquis;Surveillée par;Doit rester;Point de rupture;Responsable;À revoir le", "H{n};La demande numéro {n} tient;KPI-{n:02d};au-dessus;{n}0;Anne Roy;{n:02d}/03/2026"),
    "en": ("Assumption no;Assumption;Indicator to watch;Holds when;Threshold;Goals concerned", "H{n};Copper price number {n} stays low all year;KPI-{n:02d};Below;{n}.5;OBJ-{n:02d}"),
    "en_other": ("Ref;What we assume;Watched by;Must stay;Breaks at;Owner;Next review", "H{n};Demand number {n} holds;KPI-{n:02d};Above;{n}0;Anne Roy;2026-03-{n:02d}"),
}  # fmt: skip
HAZARDS = {
    "fr": ("N°;Aléa;Survient le;Projets retardés;Retard (jours);Surcoût (€);Fournisseur en cause", "E{n};Livraison numéro {n} en retard;{n:02d}/03/2026;P-{n:03d};21;12 000;Acier Plus"),
    "fr_other": ("Réf.;Ce qui arrive;Date;Projets touchés;Jours perdus", "E{n};Grève numéro {n} au port;{n:02d}/03/2026;P-{n:03d};1{n}"),
    "en": ("No;Hazard;Happens on;Projects hit;Delay (days);Extra cost;Supplier", "E{n};Delivery number {n} late;2026-03-{n:02d};P-{n:03d};21;12000;Steel Plus"),
    "en_other": ("Ref;What happened;Event date;Projects delayed;Days lost", "E{n};Strike number {n} at the port;2026-03-{n:02d};P-{n:03d};1{n}"),
}  # fmt: skip
CASES = [
    (kind, f"{kind}-{name}", *lines)
    for kind, files in (("effects", EFFECTS), ("limits", LIMITS), ("assumptions", ASSUMPTIONS), ("hazards", HAZARDS))
    for name, lines in files.items()
]


@pytest.mark.parametrize(("kind", "name", "headers", "line"), CASES, ids=[case[1] for case in CASES])
def test_each_file_is_taken_for_what_it_is_and_leaves_no_column(table, kind, name, headers, line):
    text = "\n".join([headers, *(line.format(n=n, q=1 + n % 4) for n in range(1, 9))]) + "\n"
    found = table(text)
    assert found.kind == kind
    assert [c.header for c in found.columns if not c.field] == []
    assert not found.refused


def test_a_project_list_with_its_kpi_and_gain_stays_a_project_list(table):
    text = "N° projet;Intitulé;Pilote;Début;Fin prévue;Budget;Avancement;Indicateur;Gain attendu\n" + "\n".join(
        f"P-{n:03d};Portail numéro {n};Anne Roy;01/02/2025;{n:02d}/05/2026;{n}0000;{n} %;KPI-{n:02d};{n},5" for n in range(1, 9)
    )
    assert table(text).kind == "projects"


def test_decisions_with_where_and_since_when_they_hold_stay_decisions(table):
    text = (
        "N°;Décision;Responsable;Décidé le;En vigueur depuis;S'applique à;Indicateur visé;Effet bas;Effet attendu;Effet haut\n"
        + "\n".join(
            f"D-{n:03d};Passer la ligne numéro {n} en deux postes;Anne Roy;{n:02d}/01/2026;{n:02d}/02/2026;Ligne L{n};KPI-{n:02d};-1,0;-2,0;-3,0"
            for n in range(1, 9)
        )
    )
    found = table(text)
    assert found.kind == "decisions"
    assert [c.field for c in found.columns][4:] == ["start", "applies_to", "kpi", "expected_low", "expected", "expected_high"]


def test_a_risk_register_with_a_cost_stays_one(table):
    text = "N°;Risque;Direction;Probabilité;Gravité;Coût;Fournisseur\n" + "\n".join(
        f"R{n};Panne numéro {n} du four;Achats;{n} %;{1 + n % 5};{n}000;Acier Plus" for n in range(1, 9)
    )
    assert table(text).kind == "risks"
