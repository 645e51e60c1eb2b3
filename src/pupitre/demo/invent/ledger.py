"""Three years of ledger lines, balanced to the cent, that add up to the budgets' actuals and the projects' spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.demo.company import Company
from pupitre.demo.invent.money import PROJECT_ACCOUNTS
from pupitre.demo.spans import closed_months, month_end
from pupitre.demo.streams import stream

VAT = 0.2
ACCOUNTS = {
    "401000": ("Fournisseurs", "Trade payables"),
    "411000": ("Clients", "Trade receivables"),
    "421000": ("Personnel, rémunérations dues", "Wages payable"),
    "431000": ("Sécurité sociale", "Social security payable"),
    "445660": ("TVA déductible", "Input tax"),
    "445710": ("TVA collectée", "Output tax"),
    "512000": ("Banque", "Bank"),
    "627000": ("Frais bancaires", "Bank charges"),
    "701000": ("Ventes de produits finis", "Sales of finished goods"),
    "231500": ("Immobilisations en cours", "Assets under construction"),
    "617000": ("Études et recherches", "Studies and research"),
}
JOURNALS = {"AC": ("Achats", "Purchases"), "VE": ("Ventes", "Sales"), "BQ": ("Banque", "Bank"), "OD": ("Opérations diverses", "General")}


@dataclass(frozen=True, slots=True)
class Cells:
    """What was spent, one entry per department, account, project and month."""

    cents: np.ndarray
    month: np.ndarray
    account: np.ndarray
    unit: np.ndarray
    project: np.ndarray


def ledger(company: Company, spent: dict[tuple[str, str, date], int]) -> pa.Table:
    """Return the ledger lines in the order of their dates.

    Returns:
        Columns `journal`, `entry`, `at`, `account`, `auxiliary`, `party`, `document`, `label`, `debit`, `credit` (both in
        cents), `paid_on`, `unit`, `project`.
    """
    months = closed_months(company.profile.on)
    end = np.datetime64(month_end(months[-1]))
    rng = stream(company.profile.seed, "ledger")
    payroll = {key: cents for key, cents in spent.items() if key[1].startswith("64")}
    bought = _cells(company, {key: cents for key, cents in spent.items() if key not in payroll})
    parts = [_purchases(company, bought, end, rng), _payroll(company, payroll)]
    lines = sum(len(part) for part in parts)
    parts += _sales(company, company.profile.scale.ledger_lines - lines, months, end, rng)
    return _numbered(pa.concat_tables(parts))


def _cells(company: Company, spent: dict[tuple[str, str, date], int]) -> Cells:
    codes = {unit.role: unit.code for unit in company.units if unit.parent is None}
    rows = [(cents, month, account, codes[role], "") for (role, account, month), cents in spent.items()]
    for project in company.projects:
        for month, cents in project.spend.items():
            halves = (cents // 2, cents - cents // 2)
            rows += [
                (half, month, account, codes[project.role], project.code)
                for half, account in zip(halves, PROJECT_ACCOUNTS, strict=True)
                if half
            ]
    columns = list(zip(*rows, strict=True))
    return Cells(
        cents=np.array(columns[0], dtype=np.int64),
        month=np.array(columns[1], dtype="datetime64[D]"),
        account=np.array(columns[2]),
        unit=np.array(columns[3]),
        project=np.array(columns[4]),
    )


def _split(cells: Cells, counts: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell of each invoice and its cents; the invoices of a cell add up to it exactly."""
    which = np.repeat(np.arange(len(counts)), counts)
    weights = rng.uniform(0.5, 1.5, len(which))
    running = np.cumsum(weights)
    starts = np.cumsum(counts) - counts
    base = np.where(starts > 0, running[starts - 1], 0.0)
    totals = running[starts + counts - 1] - base
    edges = np.round((running - base[which]) / totals[which] * cells.cents[which]).astype(np.int64)
    first = np.zeros(len(which), dtype=bool)
    first[starts] = True
    before = np.where(first, 0, np.roll(edges, 1))
    return which, edges - before


def _purchases(company: Company, cells: Cells, end: np.datetime64, rng: np.random.Generator) -> pa.Table:
    """Return supplier invoices and, once due, their payment."""
    most = 5 if company.profile.scale.people > 100 else 1
    counts = np.where(cells.project != "", rng.integers(1, 3, len(cells.cents)), rng.integers(min(2, most), most + 1, len(cells.cents)))
    which, net = _split(cells, counts, rng)
    last_days = (cells.month.astype("datetime64[M]") + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    day = cells.month[which] + (rng.random(len(which)) * ((last_days - cells.month)[which].astype(int) + 1)).astype(int)
    party = np.minimum(rng.geometric(8 / len(company.suppliers), len(which)) - 1, len(company.suppliers) - 1)
    names = np.array([supplier.name for supplier in company.suppliers])[party]
    auxiliary = np.array([f"F{number:04d}" for number in range(len(company.suppliers))])[party]
    tax = np.round(net * VAT).astype(np.int64)
    number = np.arange(len(which))
    paid = day + rng.integers(30, 61, len(which))
    label = "Facture " if company.profile.lexicon.lang == "fr" else "Invoice "
    zero, blank = np.zeros_like(net), np.full(len(net), "")
    unit, project = cells.unit[which], cells.project[which]
    codes = np.char.add("FA", np.char.zfill(number.astype(str), 6))
    invoice = _entry(
        "AC",
        number,
        day,
        codes,
        np.char.add(label, names),
        accounts=[cells.account[which], np.full(len(net), "445660"), np.full(len(net), "401000")],
        debit=[net, tax, zero],
        credit=[zero, zero, net + tax],
        party=[(blank, blank), (blank, blank), (auxiliary, names)],
        analytic=[(unit, project), (blank, blank), (blank, blank)],
        paid=np.where(paid <= end, paid, np.datetime64("NaT")),
    )
    return pa.concat_tables([invoice, _settled(company, number, paid, end, codes, net + tax, (auxiliary, names), "401000")])


def _settled(
    company: Company,
    number: np.ndarray,
    paid: np.ndarray,
    end: np.datetime64,
    codes: np.ndarray,
    gross: np.ndarray,
    party: tuple[np.ndarray, np.ndarray],
    account: str,
) -> pa.Table:
    """Return the bank entries of the invoices that are paid by the last closed day."""
    kept = paid <= end
    amount, zero, blank = gross[kept], np.zeros_like(gross[kept]), np.full(int(kept.sum()), "")
    label = ("Règlement " if account == "401000" else "Encaissement ") if company.profile.lexicon.lang == "fr" else "Payment "
    ours = account == "401000"
    who = (party[0][kept], party[1][kept])
    return _entry(
        "BQ", number[kept], paid[kept], codes[kept], np.char.add(label, who[1]),
        accounts=[np.full(len(amount), account), np.full(len(amount), "512000")],
        debit=[amount if ours else zero, zero if ours else amount], credit=[zero if ours else amount, amount if ours else zero],
        party=[who, (blank, blank)], analytic=[(blank, blank), (blank, blank)], paid=paid[kept],
    )  # fmt: skip


def _payroll(company: Company, spent: dict[tuple[str, str, date], int]) -> pa.Table:
    """Return one payroll entry per department and month, and its payment."""
    codes = {unit.role: unit.code for unit in company.units if unit.parent is None}
    keys = sorted({(role, month) for role, _, month in spent})
    day = np.array([month_end(month) for _, month in keys], dtype="datetime64[D]")
    wages, charges = (np.array([spent[role, account, month] for role, month in keys], dtype=np.int64) for account in ("641100", "645100"))
    unit, blank, zero = np.array([codes[role] for role, _ in keys]), np.full(len(keys), ""), np.zeros(len(keys), dtype=np.int64)
    word = "Paie " if company.profile.lexicon.lang == "fr" else "Payroll "
    label = np.array([f"{word}{month:%m/%Y} {codes[role]}" for role, month in keys])
    number, nobody, paid = np.arange(len(keys)), (blank, blank), np.full(len(keys), np.datetime64("NaT", "D"))
    entry = _entry(
        "OD", number, day, blank, label,
        accounts=[np.full(len(keys), a) for a in ("641100", "645100", "421000", "431000")],
        debit=[wages, charges, zero, zero], credit=[zero, zero, wages, charges],
        party=[nobody] * 4, analytic=[(unit, blank), (unit, blank), nobody, nobody], paid=paid,
    )  # fmt: skip
    bank = _entry(
        "BQ", number + 500_000, day, blank, label, accounts=[np.full(len(keys), "421000"), np.full(len(keys), "512000")],
        debit=[wages, zero], credit=[zero, wages], party=[nobody] * 2, analytic=[nobody] * 2, paid=paid,
    )  # fmt: skip
    return pa.concat_tables([entry, bank])


def _sales(company: Company, lines: int, months: tuple[date, ...], end: np.datetime64, rng: np.random.Generator) -> list[pa.Table]:
    """Return customer invoices and receipts that bring the ledger to its exact number of lines, the last ones as bank charges."""
    # Five lines per invoice, all of them settled; five to nine lines are left for the bank's charges.
    count = lines // 5 - 1
    day = np.sort(np.datetime64(months[0]) + rng.integers(0, int((end - np.datetime64(months[0])).astype(int)) - 70, count))
    net = (rng.lognormal(0, 0.6, count) * company.profile.scale.revenue * 3 * 100 / count / np.exp(0.18)).astype(np.int64)
    tax = np.round(net * VAT).astype(np.int64)
    clients = np.array(company.profile.lexicon.of_kind("places", "client"))
    party = rng.integers(0, len(clients), count)
    who = (np.array([f"C{i:03d}" for i in range(len(clients))])[party], clients[party])
    word = "Facture client " if company.profile.lexicon.lang == "fr" else "Customer invoice "
    number, zero, blank, paid = np.arange(count), np.zeros_like(net), np.full(count, ""), day + rng.integers(40, 70, count)
    codes = np.char.add("VT", np.char.zfill(number.astype(str), 6))
    nobody = (blank, blank)
    invoices = _entry(
        "VE", number, day, codes, np.char.add(word, who[1]),
        accounts=[np.full(count, a) for a in ("411000", "701000", "445710")],
        debit=[net + tax, zero, zero], credit=[zero, net, tax], party=[who, nobody, nobody], analytic=[nobody] * 3, paid=paid,
    )  # fmt: skip
    receipts = _settled(company, number + 1_000_000, paid, end, codes, net + tax, who, "411000")
    return [invoices, receipts, *_charges(company, lines - len(invoices) - len(receipts), end)]


def _charges(company: Company, lines: int, end: np.datetime64) -> list[pa.Table]:
    """Return bank charges in two-line entries, and a three-line one when the lines left are odd."""
    entries = lines // 2
    label = "Frais de tenue de compte" if company.profile.lexicon.lang == "fr" else "Account charges"
    tables = []
    two = [("627000", 4_250, 0), ("512000", 0, 4_250)]
    three = [("627000", 3_400, 0), ("445660", 850, 0), ("512000", 0, 4_250)]
    for size, legs, base in ((entries - lines % 2, two, 2_000_000), (lines % 2, three, 3_000_000)):
        blank, nobody = np.full(size, ""), (np.full(size, ""), np.full(size, ""))
        entry = _entry(
            "BQ", np.arange(size) + base, np.full(size, end), blank, np.full(size, label),
            accounts=[np.full(size, account) for account, _, _ in legs], debit=[np.full(size, cents) for _, cents, _ in legs],
            credit=[np.full(size, cents) for _, _, cents in legs], party=[nobody] * len(legs), analytic=[nobody] * len(legs),
            paid=np.full(size, np.datetime64("NaT", "D")),
        )  # fmt: skip
        if size:
            tables.append(entry)
    return tables


Pair = tuple[np.ndarray, np.ndarray]


def _entry(
    journal: str,
    number: np.ndarray,
    day: np.ndarray,
    document: np.ndarray,
    label: np.ndarray,
    *,
    accounts: list[np.ndarray],
    debit: list[np.ndarray],
    credit: list[np.ndarray],
    party: list[Pair],
    analytic: list[Pair],
    paid: np.ndarray,
) -> pa.Table:
    """Return the lines of many entries of one shape: each argument in a list has one array per line of the entry."""
    legs = len(accounts)

    def woven(columns: list[np.ndarray]) -> np.ndarray:
        return np.stack([np.asarray(c) for c in columns], axis=1).ravel()

    return pa.table(
        {
            "journal": pa.array(np.full(len(number) * legs, journal)),
            "entry": pa.array(np.repeat(number, legs).astype(np.int64)),
            "at": pa.array(np.repeat(day, legs).astype("datetime64[D]")),
            "account": pa.array(woven(accounts)),
            "auxiliary": pa.array(woven([code for code, _ in party])),
            "party": pa.array(woven([name for _, name in party])),
            "document": pa.array(np.repeat(document, legs)),
            "label": pa.array(np.repeat(label, legs)),
            "debit": pa.array(woven(debit).astype(np.int64)),
            "credit": pa.array(woven(credit).astype(np.int64)),
            "paid_on": pa.array(np.repeat(paid, legs).astype("datetime64[D]")),
            "unit": pa.array(woven([unit for unit, _ in analytic])),
            "project": pa.array(woven([code for _, code in analytic])),
        }
    )


def _numbered(lines: pa.Table) -> pa.Table:
    """Return the lines by date, each entry with the number its journal gave it that year."""
    lines = lines.append_column("place", pa.array(np.arange(len(lines))))
    lines = lines.sort_by([("at", "ascending"), ("journal", "ascending"), ("entry", "ascending"), ("place", "ascending")])
    key = pc.binary_join_element_wise(lines["journal"], lines["entry"].cast(pa.string()), "|").combine_chunks().dictionary_encode()
    # Dictionary codes follow the order of first appearance, which is that of the dates.
    rank = pc.add(key.indices.cast(pa.int64()), 1).cast(pa.string())
    year = pc.year(lines["at"]).cast(pa.string())
    named = pc.binary_join_element_wise(year, lines["journal"], pc.utf8_lpad(rank, 6, "0"), "")
    return lines.set_column(lines.schema.get_field_index("entry"), "entry", named).drop_columns(["place"])
