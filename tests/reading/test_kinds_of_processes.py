"""Logs of events and lists about processes, told apart from the lists they resemble."""

# ruff: noqa: E501 - a file reads in one line

from __future__ import annotations

import pytest

STEPS = {"fr": ("Lancement", "Usinage", "Contrôle"), "en": ("Ask", "Approve", "Pay")}
LOGS = {
    "workshop": ("fr", "N° OF;Libellé opération;Début;Fin;Opérateur;Atelier", "OF{case};{step};{day:02d}/03/2026 0{hour}:05;{day:02d}/03/2026 0{hour}:50;MARTIN P.;Atelier {hour}", "case activity start at resource department"),
    "ticket": ("en", "Ticket,Status,Changed At,Assignee,Assignment Group", "INC{case},{step},2026-03-{day:02d} 0{hour}:05:10,jdoe{hour},Level {hour}", "case activity at resource department"),
    "file": ("fr", "N° de dossier;Étape;Horodatage;Agent;Service", "D-{case};{step};{day:02d}/03/2026 0{hour}:05:10;A{hour};Service {hour}", "case activity at resource department"),
    "days": ("fr", "Numéro de commande;Événement;Date;Utilisateur", "45{case};{step};{day:02d}/03/2026;u{hour}", "case activity at resource"),
    "standard": ("en", "case:concept:name,concept:name,time:timestamp,org:resource", "{case},{step},2026-03-{day:02d}T0{hour}:05:10+00:00,r{hour}", "case activity at resource"),
    "american": ("en", "Purchase order,Activity,Timestamp,User,Process", "PO{case},{step},03/{day:02d}/2026 {hour}:05 PM,u{hour},Purchasing", "case activity at resource process"),
    "numbered": ("en", "CaseID,ActivityID,CompleteTimestamp", "{case},{hour},2026-03-{day:02d} 0{hour}:05:10", "case activity at"),
}  # fmt: skip
LISTS = {
    "processes-fr": (
        "Code;Processus;Pilote;Direction;Indicateurs;Applications;Délai cible (jours);Coût horaire (€);Horaires;Jours ouvrés",
        "PR{n};Processus numéro {n};Anne Roy;Achats;KPI-0{n};SAP;{n}2;4{n},50;8h-17h;lun-ven",
    ),
    "processes-en": ("Process;Owner;Department", "Process number {n};Anne Roy;Buying"),
    "process_rules-fr": (
        "N° règle;Processus;Règle;Type de règle;Étape;Autre étape;Délai (jours)",
        "R{n};Achats;La règle {n} tient;Délai;Demande;Paiement;{n}0",
    ),
    "process_rules-en": ("Rule;Process;Kind;Step;Then;Days", "Rule number {n};Buying;Deadline;Request;Approve;{n}"),
    "improvements-fr": (
        "N°;Amélioration;Processus concerné;Pilote;Étape PDCA;En place depuis;Revue le;Réduction visée;Gain annuel",
        "A{n};Réduire l'attente numéro {n};Achats;Anne Roy;Vérifier;0{n}/02/2026;2{n}/09/2026;-20 %;{n}0000",
    ),
    "improvements-en": (
        "Improvement;Process;Owner;PDCA;Live since;Target;Yearly gain",
        "Halve the wait number {n};Buying;Anne Roy;Check;2026-02-0{n};-20%;{n}0000",
    ),
    "projects-fr": (
        "Code projet;Projet;Étape;Date de début;Date de fin;Responsable",
        "P-{n};Projet numéro {n} du site;Étude;0{n}/02/2026;1{n}/09/2026;Anne Roy",
    ),
    "actions-fr": (
        "N° action;Action;Responsable;Statut;Échéance;Réalisée le",
        "A{n};Faire la chose numéro {n};Anne Roy;En cours;1{n}/02/2026;1{n}/03/2026",
    ),
    "tasks-fr": (
        "Projet;N° tâche;Tâche;Début;Fin;Ressource;Charge (h)",
        "P-{n};T{n};Tâche numéro {n};0{n}/02/2026;1{n}/02/2026;Anne Roy;{n}0",
    ),
}


def written(name):
    """Return a log of twelve cases, of three steps each."""
    language, headers, line, _ = LOGS[name]
    steps = [(case, hour, step) for case in range(1012, 1024) for hour, step in enumerate(STEPS[language], 1)]
    return "\n".join([headers, *(line.format(case=case, step=step, hour=hour, day=case - 999) for case, hour, step in steps)]) + "\n"


@pytest.mark.parametrize("name", sorted(LOGS))
def test_a_log_is_taken_for_one_with_its_columns(table, name):
    found = table(written(name))
    assert found.kind == "events"
    assert [column.field for column in found.columns] == LOGS[name][3].split()
    assert (found.data.num_rows, found.refused, found.questions) == (36, (), ())


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_about_processes_is_taken_for_what_it_is(table, name):
    headers, line = LISTS[name]
    found = table("\n".join([headers, *(line.format(n=n) for n in range(1, 8))]) + "\n")
    assert found.kind == name.split("-")[0]
    assert [c.header for c in found.columns if not c.field] == []
    assert not found.refused


def test_events_that_repeat_are_all_loaded(table):
    found = table("Case ID,Activity,Timestamp\n" + "1,Ask,2026-03-01 08:00\n" * 3 + "2,Pay,2026-03-01 09:00\n" * 3)
    assert (found.kind, found.data.num_rows, found.refused) == ("events", 6, ())


def test_an_event_without_its_moment_is_refused_and_said(table):
    lines = ["1,Ask,2026-03-01 08:00", "1,Pay,", "2,Ask,2026-02-31 08:00", "2,Pay,2026-03-02 08:00", *("3,Ask,2026-03-04 08:00",) * 5]
    found = table("Case ID,Activity,Timestamp\n" + "\n".join(lines) + "\n")
    assert [(one.source_row, one.reason) for one in found.refused] == [(3, "missing_required"), (4, "impossible_date")]
