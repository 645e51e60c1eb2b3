"""Logs opened where they stand: what each column is, how times are read, what is counted and what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.logs.making import at, case, event, xes

from pupitre.kernel import InputError
from pupitre.maths.process.engine import duck
from pupitre.sources.logs.opening import open_log

LOGS = Path(__file__).parents[2] / "examples" / "logs"


@pytest.fixture
def opened(tmp_path):
    engines = []

    def read(text, name="log.csv", **other):
        path = tmp_path / name
        if isinstance(text, Path):
            path = text
        elif isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text)
        engines.append(duck())
        log = open_log(path, engines[-1], **other)
        return log, engines[-1].duck.sql(f"SELECT * FROM {log.table}").to_arrow_table().to_pylist()

    yield read
    for engine in engines:
        engine.close()


def lines(*rows, header="Case ID;Activity;Timestamp"):
    return "\n".join([header, *rows]) + "\n"


def counted(log):
    return {one.kind: (one.count, one.rows) for one in log.defects}


def hours(rows, name="ts"):
    return [None if row[name] is None else row[name] // 3_600_000_000 % 24 for row in rows]


def test_an_export_as_an_erp_writes_it_is_opened_with_its_faults_counted(opened):
    log, rows = opened(LOGS / "atelier.csv")
    assert dict(log.fields) == {
        "case": "N° OF", "activity": "Opération", "time": "Fin", "start": "Début", "resource": "Opérateur", "unit": "Atelier",
    }  # fmt: skip
    assert len(rows) == 67
    told = counted(log)
    assert told["missing_time"] == (1, (67,))
    assert told["absurd_time"] == (1, (68,))
    assert told["duplicate"] == told["tied_times"] == (1, (9,))
    assert told["missing_resource"][0] == sum(row["resource"] is None for row in rows if row["ts"])
    assert "unknown_mark" not in told


def test_a_question_mark_is_a_step_but_no_resource(opened):
    log, rows = opened(lines("1;?;2026-03-01 08:00;?", "1;Pay;2026-03-01 09:00;Ann", header="Case ID;Activity;Timestamp;User"))
    assert [(row["activity"], row["resource"]) for row in rows] == [("?", None), ("Pay", "Ann")]
    assert counted(log) == {"unknown_mark": (1, (2,)), "missing_resource": (1, (2,))}


def test_each_line_left_out_is_counted_with_its_reason(opened):
    log, _ = opened(
        lines(
            "1;Ask;2026-03-01 08:00", ";Ask;2026-03-01 08:00", "2;;2026-03-01 08:00", "3;Ask;", "4;Ask;NA", "5;Ask;soon", "6;Ask;2026-02-30"
        )
    )
    assert counted(log) == {
        "missing_case": (1, (3,)),
        "missing_activity": (1, (4,)),
        "missing_time": (2, (5, 6)),
        "unreadable_time": (2, (7, 8)),
    }
    assert all(one.is_left_out for one in log.defects)


@pytest.mark.parametrize(
    ("first", "second", "remark"),
    [
        ("31/03/2026 08:00", "1/4/2026 09:05:30", False),
        ("03/31/2026 8:00 AM", "04/01/2026 9:05 AM", False),
        ("2026-03-31T08:00:00.250", "2026-04-01 09:05", False),
        ("2026-03-31T08:00:00Z", "2026-04-01T11:05:00+02:00", False),
        ("31 mars 2026 à 8h00", "1er avril 2026 à 9h05", False),
        ("46112.33333333", "46113.375", False),
        ("1774944000", "1775034000", False),
        ("03/04/2026 08:00", "04/04/2026 09:05", True),
    ],
)
def test_times_are_read_in_every_usual_form(opened, first, second, remark):
    log, rows = opened(lines(f"1;Ask;{first}", f"1;Pay;{second}"))
    assert hours(rows) == [8, 9]
    assert 24 <= (rows[1]["ts"] - rows[0]["ts"]) / 3_600_000_000 <= 26
    assert bool(log.remarks) is remark


def test_one_date_in_a_long_file_proves_the_order_of_day_and_month(opened):
    rows = [f"{n};Ask;03/0{1 + n % 9}/2026 08:00" for n in range(20_500)]
    log, _ = opened(lines(*rows, "20501;Ask;03/25/2026 08:00"))
    assert log.remarks == ()
    assert counted(log) == {}


def test_mixed_forms_are_read_one_by_one(opened):
    _, rows = opened(lines("1;Ask;31/03/2026 08:00", "1;Try;2026-03-31 09:00", "1;Pay;31 mars 2026 10:00", "1;End;n/a"))
    assert hours(rows) == [8, 9, 10, None]


def test_what_stays_the_same_all_along_a_case_is_not_its_time(opened):
    made = [f"{n};{step};true;2026-03-01 08:00;2026-03-0{k} 09:00" for n in range(9) for k, step in enumerate(("New", "Done"), 2)]
    log, _ = opened(lines(*made, header="Number;State;Active;Closed at;Sys updated at"))
    assert dict(log.fields) == {"case": "Number", "activity": "State", "time": "Sys updated at"}


def test_columns_are_those_that_a_person_names(opened):
    text = lines("1;Ask;2026-03-01 08:00;X", "1;Pay;2026-03-01 09:00;Y", header="Order;What;When;Étape réelle")
    log, rows = opened(text, told={"case": "Order", "activity": "etape reelle", "time": "When"})
    assert [row["activity"] for row in rows] == ["X", "Y"]
    assert log.reasons["activity"].msgid == "you said so"
    with pytest.raises(LookupError):
        opened(text, told={"case": "Nothing"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (lines("Ask;2026-03-01 08:00", "Pay;2026-03-01 09:00", header="Activity;Timestamp"), "which case"),
        (lines("1;2026-03-01 08:00", "1;2026-03-01 09:00", header="Case ID;Timestamp"), "which step"),
        (lines("1;Ask", "1;Pay", header="Case ID;Activity"), "when each step"),
        (lines(";;", ";;"), "holds no event"),
        (lines("1;Ask;never", "2;Ask;never"), "when each step"),
        (
            lines(
                *(f"P{n};Site number {n};Anne Roy;0{n}/02/2026;1{n}/09/2026;{n}0000" for n in range(1, 8)),
                header="Project code;Project;Project manager;Start date;End date;Budget",
            ),
            "no log of events",
        ),
    ],
)
def test_what_is_no_log_is_refused_with_what_is_missing(opened, text, said):
    with pytest.raises(InputError) as refusal:
        opened(text)
    assert said in refusal.value.what.msgid
    assert refusal.value.mend.msgid


def test_beginnings_and_ends_on_lines_of_their_own_are_one_event(opened):
    made = [f"{n};{step};{life};2026-03-01 0{hour}:00" for n in (1, 2) for step, hour in (("Ask", 1), ("Pay", 4)) for life, hour in
            (("start", hour), ("complete", hour + 2))]  # fmt: skip
    log, rows = opened(lines(*made, header="case:concept:name;concept:name;lifecycle:transition;time:timestamp"))
    assert [(row["activity"], *hours([row], "start"), *hours([row])) for row in rows if row["case"] == "1"] == [
        ("Ask", 1, 3),
        ("Pay", 4, 6),
    ]
    assert log.fields["lifecycle"] == "lifecycle:transition"


def test_workbooks_parquet_archives_and_other_encodings_read_the_same(opened, tmp_path):
    rows = [("1", "Créer", "2026-03-30 08:00:00"), ("1", "Payer", "2026-03-31 09:30:15"), ("2", "Créer", "2026-03-31 10:00:00")]
    names = ("N° de dossier", "Étape", "Horodatage")
    text = "Journal des commandes;;\n\n" + lines(*(";".join(row) for row in rows), header=";".join(names))
    wanted = [(row["case"], row["activity"], row["ts"]) for row in opened(text)[1]]
    assert len(wanted) == 3
    book = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for at_row, row in enumerate([names, *rows]):
            sheet.write_row(at_row, 0, row)
    pq.write_table(
        pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))).set_column(
            2, names[2], pa.array([row[2] for row in rows]).cast(pa.timestamp("ms"))
        ),
        tmp_path / "log.parquet",
    )
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        archive.writestr("folder/log.csv", text)
    for other in (book, tmp_path / "log.parquet", tmp_path / "log.zip"):
        assert [(row["case"], row["activity"], row["ts"]) for row in opened(other)[1]] == wanted
    for codec in ("cp1252", "utf-16"):
        assert [(row["case"], row["activity"], row["ts"]) for row in opened(text.encode(codec))[1]] == wanted


def test_an_archive_of_several_files_is_refused(opened, tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    with pytest.raises(InputError) as refusal:
        opened(tmp_path / "two.zip")
    assert "archive" in refusal.value.what.msgid


def test_a_log_of_xes_and_one_of_objects_say_what_was_taken(opened):
    log, rows = opened(xes(case("1", event("Ask", at(8)), event("Pay", at(9)))), "log.xes")
    assert (log.form, log.name, len(rows), log.fields["time"]) == ("xes", "Claims", 2, "time:timestamp")
    log, rows = opened(LOGS / "purchases.ocel.json", kind="line")
    assert (log.form, log.objects, len(rows)) == ("ocel-json", ("line", "order"), 16)
    with pytest.raises(LookupError):
        opened(LOGS / "purchases.ocel.json", kind="nothing")
