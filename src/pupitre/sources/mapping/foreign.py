"""What columns of logs are called in systems and languages that headers of companies' own lists do not use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from pupitre.sources.cells.folding import roots
from pupitre.sources.mapping.headers import likeness

NAMES: Mapping[str, str] = {
    "case": (
        "issue key; issue id; issue number; key; related document id; document id; res id; opportunity id; opportunity; case number;"
        " proc inst id; lead id; trace; instance number; objectid; object id; object key; vbeln; ebeln; aufnr; belnr; banfn; qmnum; matnr;"
        " purchasing document; sales document; sys id; incident id; change number; correlation id; session id; entity id;"
        " fallnummer; fall; fall id; fallkennung; vorgangsnummer; auftragsnummer; auftrag; bestellnummer; bestellung; ticketnummer;"
        " belegnummer; rechnungsnummer; antragsnummer; aktenzeichen; prozessinstanz; vorgangs id;"
        " expediente; numero de expediente; caso; id caso; numero de pedido; pedido; solicitud; incidencia; orden; ticket id;"
        " pratica; ordine; zaaknummer; dossiernummer; ordernummer; processo; numero do processo"
    ),
    "activity": (
        "tcode; transaction code; new value; new value char; to; to status; to string; to state; stage name; new state; value; event class;"
        " activity en; activity de; activity fr; vorgang; vbtyp; vbtyp txt; vtext; ltxt; txt04; event action; action type;"
        " handling; event desc; act name; task name; operation type; aktivität; arbeitsschritt; arbeitsgang; schritt; prozessschritt;"
        " tätigkeit; ereignis; status neu; neuer status; zustand; schrittname;"
        " actividad; paso; etapa; evento; tarea; estado; attività; fase; stato; activiteit; stap; taak; atividade"
    ),
    "at": (
        "ts; event ts; udate; utime; udate utime; aedat; aedat aezet; erdat; erdat erzet; cpudt; cpudt cputm; budat; eventtime; event time;"
        " created date; created; changed; edit date; modified date; sys updated on; sys created on; date modified; system modstamp; end ts;"
        " zeitstempel; zeitpunkt; datum; datum uhrzeit; ende; endzeit; enddatum; enddatum endzeit; abschluss; beendet am; geändert am;"
        " erstellt am; erfasst am; gebucht am; ende datum; ende uhrzeit; datum ende uhrzeit ende;"
        " fecha; fecha y hora; fecha hora; marca de tiempo; fin; fecha fin; fecha de fin; data; data e ora; data ora; tijdstip;"
        " tijdstempel; datum tijd; data hora"
    ),
    "start": (
        "start ts; begin; beginn; anfang; start; startzeit; startdatum; startdatum startzeit; begonnen am; datum beginn uhrzeit beginn;"
        " inicio; fecha de inicio; fecha inicio; hora de inicio; inizio; aanvang; inicio em"
    ),
    "resource": (
        "username; user name; ernam; aenam; usnam; author; edited by; changed by; created by id; created by; actor; last modified by;"
        " bearbeiter; mitarbeiter; benutzer; sachbearbeiter; ausführender; maschine; arbeitsplatz; geändert von; erstellt von;"
        " usuario; recurso; empleado; responsable; utente; risorsa; gebruiker; medewerker; recurso humano"
    ),
    "department": (
        "abteilung; bereich; team; gruppe; kostenstelle; werk; org unit; orgeinheit; departamento; unidad; seccion; reparto; afdeling"
    ),
    "cost": "kosten; betrag; coste; importe; costo; importo; bedrag",
}  # fmt: skip
"""Column of the kind `events` → its names elsewhere: SAP, ServiceNow, Jira, Odoo, Salesforce; German, Spanish, Italian, Dutch."""
LESS = 0.05
"""What such a name is worth less than one of the company's own languages."""


@cache
def _known() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {column: tuple(dict.fromkeys(roots(name) for name in names.split(";"))) for column, names in NAMES.items()}


@lru_cache(maxsize=8_192)
def likeness_elsewhere(header: tuple[str, ...], column: str) -> float:
    """Return how much a header resembles a name that a column of logs bears elsewhere, 0–1; only whole names count."""
    best = max((likeness(header, name) for name in _known().get(column, ())), default=0.0)
    return best - LESS if best >= 0.9 else 0.0
