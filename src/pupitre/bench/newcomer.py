"""A newcomer's road, in a real browser: from the sign-in link and eight files of their own to the first brief."""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pupitre.bench.readers import children, cpu_seconds
from pupitre.bench.screenshots import QUIET, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

INTERACTIONS: Final = 12
SECONDS: Final = 60.0
UNITS: Final = ("Direction commerciale", "Production", "Bureau d'études", "Achats", "Finance")
PEOPLE: Final = ("Aïcha Benali", "Bruno Le Goff", "Claire N'Diaye", "Damien Ávila", "Élise Köhler", "Farid Roussel", "Gaëtan Morin")
WORKS: Final = ("Refonte du site", "Nouvel atelier", "Outil de chiffrage", "Fusion des dépôts", "Norme 2027", "Portail client", "Archives")
STEP_MS: Final = 60_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--pictures", help="folder in which a picture of each page of the road is kept")


def run(args: argparse.Namespace) -> int:
    """Walk the road, print what it took, and answer 1 when it takes too much or ends without a finding or a brief."""
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder) / "files", on=date.today())  # noqa: DTZ011 - the day of whoever measures
        home = Path(folder) / "home"
        road = Road(Path(args.pictures) if args.pictures else None)
        start = time.perf_counter()
        with served(home) as link:
            walk(link, files, road)
            wall = time.perf_counter() - start
    print("\n".join(f"{number:2d}. {what}" for number, what in enumerate(road.done, 1)))
    print(f"{len(road.done)} interactions (at most {INTERACTIONS}), {wall:.0f} s (at most {SECONDS:.0f})")
    print(f"{road.cpu:.0f} s of processor, browser included, on a machine whose load was {os.getloadavg()[0]:.1f}")
    print(f"{road.findings} findings on the desk, a brief of {road.bytes} bytes")
    return int(len(road.done) > INTERACTIONS or wall > SECONDS or not road.findings or not road.bytes)


@dataclass(slots=True)
class Road:
    """What a newcomer did.

    Args:
        pictures: Where pictures go, if anywhere. done: Each interaction, in words. findings: Findings shown on the desk at the end.
        bytes: The size of the first brief. cpu: Seconds of processor that the server and the browser took.
    """

    pictures: Path | None = None
    done: list[str] = field(default_factory=list)
    findings: int = 0
    bytes: int = 0
    cpu: float = 0.0

    def see(self, page: Page, name: str) -> None:
        """Keep a picture of a page."""
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{len(self.done):02d}-{name}.png", full_page=True)


def walk(link: str, files: Sequence[Path], road: Road) -> None:
    """Do what a newcomer does, counting each click, each choice of files and each opening of a link.

    Raises:
        RuntimeError: A page offers no way on.
    """
    from playwright.sync_api import sync_playwright

    where = os.environ.get("PUPITRE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=QUIET)
        page = browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 1000}).new_page()
        page.set_default_timeout(STEP_MS)
        page.goto(link)
        road.done.append("open the sign-in link")
        road.see(page, "desk")
        while not page.locator("input[type=file]").count():
            _click(page, page.locator("main a.button-primary").first, road)
        page.locator("input[type=file]").set_input_files([str(file) for file in files])
        road.done.append(f"choose {len(files)} files")
        _click(page, page.locator("main form .button-primary").first, road)
        while "/import/" in page.url:
            if len(road.done) > 2 * INTERACTIONS:
                raise RuntimeError(f"{page.url} does not lead on")
            if "/wait/" in page.url:
                page.wait_for_url(lambda address: "/wait/" not in address)
                continue
            _click(page, page.locator("main .wizard-bar .button-primary").first, road)
        page.wait_for_selector("#desk .finding, #desk .empty")
        page.wait_for_selector("#watch .watch", state="detached")
        road.see(page, "desk")
        road.findings = page.locator("#desk .finding").count()
        brief = page.locator("main a[href$='brief.pdf']")
        brief.wait_for(state="visible")
        road.done.append(f"click « {brief.inner_text().strip()} »")  # a browser without windows shows no PDF: it is fetched
        made = page.request.get(link.split("/sign-in/")[0] + (brief.get_attribute("href") or "")).body()
        road.bytes = len(made) if made.startswith(b"%PDF") else 0
        road.cpu = cpu_seconds(children(os.getpid()))  # before the browser goes, and its time with it
        browser.close()


def _click(page: Page, button: object, road: Road) -> None:
    from playwright.sync_api import Locator

    assert isinstance(button, Locator)
    road.done.append(f"click « {' '.join(button.inner_text().split())} »")
    button.click()
    page.wait_for_load_state("load")
    road.see(page, "-".join(part for part in page.url.split("?")[0].split("/")[4:] if len(part) < 20) or "desk")


def written(folder: Path, *, on: date) -> list[Path]:
    """Write eight files as companies keep them, half of them untidy, and return them.

    Args:
        folder: Where.
        on: Today: dates are told from it.
    """
    folder.mkdir(parents=True)
    _projects(folder / "Suivi projets CODIR.xlsx", on)
    _budgets(folder / "budget par direction.csv", on)
    _kpis(folder / "tableau de bord.xlsx", on)
    _lines(folder / "liste du personnel.csv", ["Matricule", "Nom", "Direction", "Fonction", "Date d'entrée"], _people(on))
    _lines(folder / "risques 2026.csv", ["N°", "Risque", "Direction", "Probabilité (%)", "Gravité", "Responsable"], _risks())
    _lines(folder / "plan d'actions.csv", ["Code", "Action", "Pilote", "Échéance", "Statut"], _actions(on), title="Relevé du comité")
    _lines(folder / "fournisseurs.csv", ["Fournisseur", "Montant annuel", "Critique O/N"], _suppliers())
    _lines(folder / "mesures qualité.csv", ["Indicateur", "Direction", "Date", "Valeur", "Cible"], _measures(on))
    return sorted(folder.iterdir())


def _projects(file: Path, on: date) -> None:
    """A workbook with a title, a line left blank, amounts as texts and a total under the table."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file)) as book:
        sheet, day = book.add_worksheet("Portefeuille"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "Suivi des projets – comité de direction")
        headers = [
            "N° projet",
            "Libellé",
            "Direction",
            "Pilote",
            "Date début",
            "Échéance",
            "Budget alloué",
            "Consommé",
            "% réalisé",
            "Météo",
        ]
        sheet.write_row(2, 0, headers)
        for at, name in enumerate(WORKS):
            row, length = 3 + at, 200 + 60 * at
            sheet.write_row(row, 0, [f"P-{at + 1:02d}", name, UNITS[at % len(UNITS)], PEOPLE[at]])
            sheet.write_datetime(row, 4, _moment(on - timedelta(days=length)), day)
            sheet.write_datetime(row, 5, _moment(on + timedelta(days=30 * at)), day)
            sheet.write_row(row, 6, [f"{40 + 15 * at} k€", 1000 * (30 + 9 * at), f"{15 + 8 * at} %", ("Vert", "Vert", "Orange")[at % 3]])
        sheet.write_row(4 + len(WORKS), 0, ["TOTAL", "", "", "", "", "", f"{sum(40 + 15 * at for at in range(len(WORKS)))} k€"])


def _budgets(file: Path, on: date) -> None:
    rows = [[unit, str(on.year), _french(120_000 + 1000 * at), _french(97_500.5 + 5000 * at)] for at, unit in enumerate(UNITS)]
    _lines(file, ["Direction", "Exercice", "Budget", "Réalisé"], rows)


def _kpis(file: Path, on: date) -> None:
    """A workbook with one column per month; the last five months are lower."""
    import xlsxwriter

    months = [_month(on, back) for back in range(30, 0, -1)]
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("KPI")
        sheet.write_row(0, 0, ["Indicateur", "Unité", "Cible", *(f"{month.month:02d}/{month.year}" for month in months)])
        sheet.write_row(1, 0, ["Taux de service", "%", 95, *((93.5 if at < 25 else 88.0) + 0.4 * (at * 7 % 5) for at in range(30))])
        sheet.write_row(2, 0, ["Délai de livraison", "jours", 12, *(14 + 0.5 * (at * 3 % 4) for at in range(30))])


def _people(on: date) -> list[list[str]]:
    posts = ("Cheffe de projet", "Acheteur", "Ingénieure", "Contrôleur de gestion")
    return [
        [f"{at + 101:05d}", name, UNITS[at % len(UNITS)], posts[at % 4], _day(on - timedelta(days=400 * (at + 1)))]
        for at, name in enumerate(PEOPLE)
    ]


def _risks() -> list[list[str]]:
    names = ("Départ d'un expert", "Panne du serveur", "Retard du fournisseur de cartes")
    return [[f"R{at + 1:02d}", name, UNITS[at], str(20 + 15 * at), str(2 + at), PEOPLE[at]] for at, name in enumerate(names)]


def _actions(on: date) -> list[list[str]]:
    names = ("Relancer la mairie", "Chiffrer la variante", "Former les chefs d'équipe", "Clore le marché", "Revoir le contrat")
    due = [_day(on + timedelta(days=20 * at - 45)) for at in range(len(names))]
    return [[f"A-{at + 1}", name, PEOPLE[at], due[at], ("En cours", "Fait")[at % 2]] for at, name in enumerate(names)]


def _suppliers() -> list[list[str]]:
    return [[name, _french(48_000.0 * (at + 1)), "ON"[at % 2]] for at, name in enumerate(("Dupont & Fils", "TransAlpes", "Électro Midi"))]


def _measures(on: date) -> list[list[str]]:
    weeks = [on - timedelta(days=7 * back) for back in range(40, 0, -1)]
    return [["Taux de rebut", "Production", _day(day), f"{_french(2.4 + 0.1 * (at % 4))} %", "2 %"] for at, day in enumerate(weeks)]


def _lines(file: Path, headers: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    with file.open("w", encoding="cp1252", newline="") as out:
        sheet = csv.writer(out, delimiter=";")
        if title:
            sheet.writerows([[title], []])
        sheet.writerows([headers, *rows])


def _month(on: date, back: int) -> date:
    at = on.year * 12 + on.month - 1 - back
    return date(at // 12, at % 12 + 1, 1)


def _moment(day: date) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a spreadsheet knows no zone


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _french(amount: float) -> str:
    return f"{amount:.2f}".replace(".", ",")
