"""Headers that offices use, collected apart from the product's own names, to see whether it reads what it was never told."""

# ruff: noqa: E501 - one line per field

from __future__ import annotations

OTHER: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("projects", "code"): {"fr": ("Code du projet", "Id. projet", "N° de projet", "Réf projet", "ID"), "en": ("Project Code", "Proj. ID", "Project no.", "Ref #", "Key")},
    ("projects", "name"): {"fr": ("Nom projet", "Titre du projet", "Libellé du projet", "Désignation du projet", "Chantier"), "en": ("Project Title", "Initiative", "Description of project", "Project label", "Short name")},
    ("projects", "start"): {"fr": ("Date de lancement", "Début des travaux", "Date dém.", "Date de début prévisionnelle", "Commence le"), "en": ("Launch date", "Date started", "Begin date", "Starts on", "Start (plan)")},
    ("projects", "end"): {"fr": ("Date limite", "Fin prévisionnelle", "Date de livraison prévue", "Terme prévu", "Se termine le"), "en": ("Deadline", "Planned completion date", "Target finish", "Ends on", "Delivery date")},
    ("projects", "department"): {"fr": ("Direction porteuse", "Entité pilote", "Pôle concerné", "Service en charge", "Dir."), "en": ("Business area", "Owning department", "Lead division", "Org unit", "Function")},
    ("projects", "budget"): {"fr": ("Enveloppe allouée", "Budget prévisionnel", "Montant du budget", "Budget accordé", "Coût prévisionnel"), "en": ("Budget (approved)", "Funding approved", "Budgeted amount", "Total approved budget", "Cost estimate")},
    ("projects", "spent"): {"fr": ("Dépenses à date", "Montant dépensé", "Coût réel à date", "Réalisé à ce jour", "Dépenses engagées"), "en": ("Spend so far", "Costs to date", "Actual expenditure", "Spent YTD", "Amount spent to date")},
    ("projects", "progress"): {"fr": ("Taux d’avancement", "Pourcentage d’avancement", "% d’achèvement", "Avanct (%)", "Degré de réalisation"), "en": ("% done", "Percent complete", "Work complete", "Completion rate", "% progress")},
    ("projects", "owner"): {"fr": ("Resp. projet", "Porteur du projet", "Référent", "CP", "Chargé de projet"), "en": ("Project lead", "PM", "Responsible person", "Lead", "Accountable")},
    ("projects", "status"): {"fr": ("Santé", "Situation", "Indicateur météo", "État d’avancement global", "Feu"), "en": ("RAG status", "Overall health", "Traffic light", "Current status", "State")},
    ("budgets", "department"): {"fr": ("Centre de coûts", "Entité", "Direction concernée", "Section analytique", "CDR"), "en": ("Cost centre", "Business unit", "Division name", "Department name", "Org")},
    ("budgets", "line"): {"fr": ("Poste de dépenses", "Nature de charge", "Rubrique budgétaire", "Libellé de la ligne", "Type de charge"), "en": ("Cost category", "Line item", "Expense type", "Account description", "Nature of spend")},
    ("budgets", "period"): {"fr": ("Période", "Mois concerné", "Mois comptable", "Mois d’imputation"), "en": ("Period", "Posting month", "Fiscal month", "Reporting period")},
    ("budgets", "planned"): {"fr": ("Prévu", "Montant budgété", "Budget voté", "BP"), "en": ("Planned amount", "Budgeted", "Budget amount", "Original budget")},
    ("budgets", "actual"): {"fr": ("Réel", "Dépensé", "Montant constaté", "Consommé"), "en": ("Actual spend", "Spent", "Actual amount", "Real cost")},
    ("kpis", "name"): {"fr": ("Libellé de l’indicateur", "KPI", "Indicateur de performance", "Mesure suivie", "Intitulé indicateur"), "en": ("KPI", "Metric name", "Measure", "Performance indicator", "What we track")},
    ("kpis", "unit"): {"fr": ("Unité de mesure", "Unité", "U.", "Exprimé en"), "en": ("Unit", "Unit of measure", "Units", "Measured in")},
    ("kpis", "target"): {"fr": ("Objectif", "Cible annuelle", "Valeur attendue", "Objectif fixé", "Seuil visé"), "en": ("Target", "Target value", "Objective", "Planned value", "Ambition")},
    ("kpis", "period"): {"fr": ("Semaine de mesure", "Période de mesure", "N° de semaine", "Période"), "en": ("Week", "Reporting week", "Measurement period", "Period")},
    ("kpis", "department"): {"fr": ("Service concerné", "Entité", "Pôle", "Département"), "en": ("Department", "Unit responsible", "Division", "Team")},
    ("kpis", "value"): {"fr": ("Valeur mesurée", "Réalisé", "Constat", "Valeur observée"), "en": ("Actual", "Observed value", "Result", "Current reading")},
    ("people", "id"): {"fr": ("N° de matricule", "Matricule agent", "Identifiant RH", "Id. salarié"), "en": ("Staff number", "Personnel ID", "Emp. no.", "Badge #")},
    ("people", "fte"): {"fr": ("Quotité de travail", "Équivalent temps plein", "Taux d’emploi", "Temps de travail (ETP)"), "en": ("FTE", "Full-time equivalent", "FTE share", "Contracted time")},
    ("people", "salary"): {"fr": ("Salaire brut annuel", "Brut annuel", "Traitement annuel", "Rém. brute"), "en": ("Annual salary", "Gross pay", "Base salary", "Yearly compensation")},
    ("people", "hired"): {"fr": ("Entrée dans l’entreprise", "Date d’entrée", "Embauché(e) le", "Date de recrutement"), "en": ("Date joined", "Start of employment", "Joined on", "Date of hire")},
    ("people", "name"): {"fr": ("Prénom et nom", "Nom du collaborateur", "Salarié", "Agent"), "en": ("Employee", "Staff name", "Name of employee", "Person")},
    ("people", "manager"): {"fr": ("Encadrant ?", "Fonction d’encadrement", "Manager (O/N)", "Encadre une équipe"), "en": ("Is a manager?", "Manages people", "Line manager (Y/N)", "Supervisor?")},
    ("people", "department"): {"fr": ("Service d’affectation", "Direction de rattachement", "Pôle", "Entité"), "en": ("Department", "Home department", "Business unit", "Team")},
    ("people", "role"): {"fr": ("Intitulé du poste", "Poste occupé", "Métier", "Emploi"), "en": ("Position", "Job", "Role in company", "Post title")},
    ("risks", "code"): {"fr": ("Réf. du risque", "Id. risque", "Risque n°", "Code"), "en": ("Risk no.", "Risk reference", "ID", "R#")},
    ("risks", "owner"): {"fr": ("Propriétaire du risque", "Porteur", "Pilote du risque", "Suivi par"), "en": ("Risk owner", "Owner", "Accountable", "Lead")},
    ("risks", "due"): {"fr": ("Échéance de traitement", "À traiter avant le", "Prochaine revue", "Échéance"), "en": ("Review date", "Mitigation due", "Due by", "Next review")},
    ("risks", "title"): {"fr": ("Intitulé", "Description du risque", "Événement redouté", "Risque identifié"), "en": ("Risk description", "Title", "Event", "What could go wrong")},
    ("risks", "impact"): {"fr": ("Niveau de gravité", "Impact (1-5)", "Sévérité", "Conséquences (1 à 5)"), "en": ("Severity", "Impact score", "Consequence (1-5)", "Impact rating")},
    ("risks", "department"): {"fr": ("Direction concernée", "Service", "Entité", "Périmètre / direction"), "en": ("Department", "Area", "Function", "Business unit")},
    ("risks", "probability"): {"fr": ("Probabilité (%)", "Proba. en %", "Probabilité d’occurrence (%)", "Fréquence estimée (%)"), "en": ("Probability (%)", "Likelihood %", "Chance of occurrence (%)", "Prob. (%)")},
    ("actions", "code"): {"fr": ("N° d’action", "Réf. de l’action", "Id. action", "N°"), "en": ("Action #", "Action no.", "Item", "Ref.")},
    ("actions", "due"): {"fr": ("À faire pour le", "Date d’échéance", "Pour le", "Date butoir"), "en": ("Deadline", "By when", "Due date", "Target date")},
    ("actions", "title"): {"fr": ("Action à mener", "Intitulé de l’action", "Quoi", "Description de l’action"), "en": ("Action item", "What", "Description", "Task description")},
    ("actions", "done"): {"fr": ("Terminée ?", "Fait (O/N)", "Réalisée", "Clôturée ?"), "en": ("Closed?", "Completed", "Is done", "Done (Y/N)")},
    ("actions", "owner"): {"fr": ("Qui", "Responsable de l’action", "Porteur", "Acteur"), "en": ("Who", "Action owner", "Responsible", "Assigned to")},
    ("actions", "decided"): {"fr": ("Date du comité", "Décidée le", "Date de la réunion", "Réunion du"), "en": ("Decided on", "Date of meeting", "Date raised", "Committee date")},
    ("suppliers", "siret"): {"fr": ("N° SIRET", "Code SIRET", "SIRET du fournisseur", "Identifiant (SIRET)"), "en": ("SIRET", "SIRET no.", "Company SIRET", "Supplier SIRET")},
    ("suppliers", "name"): {"fr": ("Raison sociale", "Nom fournisseur", "Prestataire", "Société"), "en": ("Vendor", "Company name", "Supplier name", "Provider")},
    ("suppliers", "amount"): {"fr": ("Total facturé", "Volume d’achats annuel", "CA réalisé", "Dépense annuelle"), "en": ("Spend", "Annual spend", "Amount invoiced", "Purchases")},
    ("suppliers", "critical"): {"fr": ("Fournisseur critique", "Stratégique ?", "Sensible O/N", "Critique ?"), "en": ("Critical?", "Strategic", "Key supplier", "Critical (Y/N)")},
    ("suppliers", "since"): {"fr": ("Fournisseur depuis", "En relation depuis le", "Date de référencement", "Référencé le"), "en": ("Supplier since", "Since", "First order on", "Relationship start")},
}  # fmt: skip
"""(kind, field) → language → headers."""

TITLES = {
    "fr": (
        "Extraction du système – à usage interne",
        "Comité de pilotage",
        "Données arrêtées au dernier comité",
        "Tableau n° 3 : situation d’ensemble",
    ),
    "en": ("System export – internal use", "Steering committee", "Data as presented to the committee", "Table 3: overall position"),
}
PERIODS = {
    "fr": {
        "month": ("{name} {y}", "{short}-{yy}", "{m:02d}/{y}", "{y}-{m:02d}", "{Name} {y}"),
        "quarter": ("T{q} {y}", "{y} T{q}", "T{q}-{yy}", "{q}e trimestre {y}"),
    },
    "en": {
        "month": ("{Name} {y}", "{Short} {y}", "{Short}-{yy}", "{y}-{m:02d}"),
        "quarter": ("Q{q} {y}", "{y}-Q{q}", "Q{q}-{yy}", "{y} Q{q}"),
    },
}
MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
}
SHORT = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
