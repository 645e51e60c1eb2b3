"""The ledger files: one per financial year, in the format of the country."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.demo.company import Company
from pupitre.demo.files.office import Office
from pupitre.demo.invent.ledger import ACCOUNTS, JOURNALS
from pupitre.demo.invent.money import NATURES
from pupitre.demo.spans import closed_months, month_end

FEC = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
"""The eighteen columns that French tax law asks for."""
ANALYTIC = ("Section", "Affaire")
ENGLISH = (
    "Journal",
    "Journal name",
    "Entry",
    "Posting date",
    "Account",
    "Account name",
    "Party",
    "Party name",
    "Document",
    "Description",
    "Debit",
    "Credit",
    "Cost centre",
    "Project",
)


def write_ledger(company: Company, lines: pa.Table, office: Office, folder: Path) -> None:
    """Write one file per calendar year; the running one ends with its last closed month."""
    end = month_end(closed_months(company.profile.on)[-1])
    years = pc.year(lines["at"])
    for year in sorted(set(years.to_pylist())):
        kept = lines.filter(pc.equal(years, year))
        last = min(end, date(year, 12, 31))
        if office.lang == "fr":
            siren = company.suppliers[0].code[:9]
            name, text = f"{siren}FEC{last:%Y%m%d}.txt", _fec(kept, office)
            encoding = "cp1252"
        else:
            name, text, encoding = f"General ledger {year}.csv", _english(kept, office), "utf-8"
        (folder / name).write_bytes(text.encode(encoding))


def _fec(lines: pa.Table, office: Office) -> str:
    """Return the ledger as tab-separated text, decimals after a comma, in the order of the entries."""
    day = pc.strftime(lines["at"], format="%Y%m%d")
    paid = pc.fill_null(pc.strftime(lines["paid_on"], format="%Y%m%d"), "")
    settled = pc.and_(pc.is_in(lines["account"], value_set=pa.array(["401000", "411000"])), pc.not_equal(paid, ""))
    blank = pa.array([""] * len(lines))
    letters = pc.if_else(settled, pc.utf8_slice_codeunits(lines["document"], 2), "")
    columns = [
        lines["journal"], _named(lines["journal"], {k: v[0] for k, v in JOURNALS.items()}), lines["entry"], day, lines["account"],
        _named(lines["account"], accounts(0)), lines["auxiliary"], lines["party"], lines["document"], day, lines["label"],
        _amount(lines["debit"], ","), _amount(lines["credit"], ","), letters, pc.if_else(settled, paid, ""), day, blank, blank,
        lines["unit"], lines["project"],
    ]  # fmt: skip
    return _joined((*FEC, *ANALYTIC), columns, "\t")


def _english(lines: pa.Table, office: Office) -> str:
    """Return the ledger as comma-separated text."""
    pattern = "%m/%d/%Y" if office.month_first else "%Y-%m-%d" if office.dates == 1 else "%d/%m/%Y"
    columns = [
        lines["journal"], _named(lines["journal"], {k: v[1] for k, v in JOURNALS.items()}), lines["entry"],
        pc.strftime(lines["at"], format=pattern), lines["account"], _named(lines["account"], accounts(1)), lines["auxiliary"],
        lines["party"], lines["document"], lines["label"], _amount(lines["debit"], "."), _amount(lines["credit"], "."),
        lines["unit"], lines["project"],
    ]  # fmt: skip
    return _joined(ENGLISH, columns, ",")


def accounts(language: int) -> dict[str, str]:
    """Return the name of each account, in French (0) or English (1)."""
    return {code: names[language] for code, names in ACCOUNTS.items()} | {n.account: (n.fr, n.en)[language] for n in NATURES}


def _named(codes: pa.ChunkedArray, names: dict[str, str]) -> pa.ChunkedArray:
    encoded = codes.combine_chunks().dictionary_encode()
    return pa.array([names[code] for code in encoded.dictionary.to_pylist()]).take(encoded.indices)


def _amount(cents: pa.ChunkedArray, mark: str) -> pa.ChunkedArray:
    whole = pc.divide(cents, 100)
    rest = pc.utf8_lpad(pc.subtract(cents, pc.multiply(whole, 100)).cast(pa.string()), 2, "0")
    return pc.binary_join_element_wise(whole.cast(pa.string()), rest, mark)


def _joined(headers: tuple[str, ...], columns: list[pa.ChunkedArray], separator: str) -> str:
    """Return the whole text, joined by column."""
    lines = pc.binary_join_element_wise(*(pa.chunked_array([c]) if isinstance(c, pa.Array) else c for c in columns), separator)
    return "\r\n".join([separator.join(headers), *lines.to_pylist(), ""])
