"""Logs as other systems and other languages write them: what each column is taken for, and the moments that are read."""

from __future__ import annotations

import gzip
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.logs.making import at, case, event, xes

from pupitre.kernel import InputError
from pupitre.maths.process.engine import duck
from pupitre.sources.logs.opening import open_log
from pupitre.sources.reader import read
from pupitre.sources.reading import ReadOptions

WANTED = [("10", "Ask", "08:00:00"), ("10", "Pay", "09:30:15"), ("20", "Ask", "10:00:00"), ("20", "Pay", "11:45:30")]
"""Case, step and time of the 25th of March 2026."""


@pytest.fixture
def both(tmp_path):
    """Return how a file is read where it stands, and when it is imported: the same two ways for every log."""
    engines = []

    def reading(content, name="log.csv", **told):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        engines.append(duck())
        log = open_log(path, engines[-1], **told)
        rows = engines[-1].duck.sql(f"SELECT * FROM {log.table} ORDER BY row").to_arrow_table().to_pylist()
        return log, [(row["case"], row["activity"], clock(row["ts"])) for row in rows], path

    yield reading
    for engine in engines:
        engine.close()


def clock(moment):
    seconds = moment // 1_000_000 % 86_400
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def imported(path, **answers):
    (table,) = [one for one in read(path, options=ReadOptions(answers=answers)).tables if one.kind == "events"]
    rows = table.data.to_pylist()
    return table, [(row["case"], row["activity"], row["at"].strftime("%H:%M:%S")) for row in rows]


def written(header, *line, separator=";"):
    """Return a table of the four events: `{case}`, `{step}`, `{time}`, and the time in other forms."""
    rows = []
    for name, step, time in WANTED:
        hour, minute, second = map(int, time.split(":"))
        half = f"{(hour - 1) % 12 + 1}:{minute:02d}:{second:02d} {'AM' if hour < 12 else 'PM'}"
        digits = f"{hour:02d}{minute:02d}{second:02d}"
        values = {"case": name, "step": step, "time": time, "half": half, "digits": digits}
        rows.append(separator.join(cell.format(**values) for cell in line))
    return "\n".join([separator.join(header), *rows]) + "\n"


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (("Fallnummer", "Aktivität", "Zeitstempel"), ("{case}", "{step}", "25.03.2026 {time}")),
        (("Vorgangsnummer", "Arbeitsschritt", "Datum", "Uhrzeit"), ("{case}", "{step}", "25.03.2026", "{time}")),
        (("N° de dossier", "Étape", "Date", "Heure", "Agent"), ("{case}", "{step}", "25/03/2026", "{time}", "Roy")),
        (("Numéro", "Libellé de l'étape", "Jour", "Heure de fin"), ("{case}", "{step}", "2026-03-25", "{time}")),
        (("Order Number", "Status", "Date", "Time"), ("{case}", "{step}", "03/25/2026", "{half}")),
        (("VBELN", "TCODE", "UDATE", "UTIME"), ("{case}", "{step}", "20260325", "{digits}")),
        (("VBELN", "VORGANG", "ERDAT", "ERZET", "ERNAM"), ("{case}", "{step}", "25.03.2026", "{time}", "ROY")),
        (("Issue key", "From", "To", "Author", "Changed"), ("{case}", "Old", "{step}", "Ann", "25/Mar/26 {half}")),
        (("Case Number", "Edit Date", "Edited By", "Field / Event", "Old Value", "New Value"),
         ("{case}", "3/25/2026 {half}", "Ann", "Status", "Old", "{step}")),
        (("Número de expediente", "Actividad", "Fecha y hora", "Usuario"), ("{case}", "{step}", "25/03/2026 {time}", "Ana")),
        (("_CASE_KEY", "ACTIVITY_EN", "EVENTTIME"), ("{case}", "{step}", "2026-03-25 {time}")),
        (("case", "activity", "timestamp"), ("{case}", "{step}", "Wed Mar 25 {time} 2026")),
        (("k1", "k2", "k3"), ("{case}", "{step}", "2026-03-25 {time}")),
    ],
)  # fmt: skip
def test_the_same_events_are_found_under_the_names_of_many_systems(both, header, line):
    text = written(header, *line) if header[0] != "k1" else long_enough()
    log, rows, path = both(text)
    if header[0] == "k1":
        assert dict(log.fields) == {"case": "k1", "activity": "k2", "time": "k3"}
        return
    assert rows == WANTED
    assert imported(path)[1] == WANTED


def long_enough():
    """Return a log whose headers say nothing, with what is needed to see that its steps follow each other."""
    steps = ("Ask", "Check", "Approve", "Pay")
    rows = [f"C{n};{step};2026-03-{1 + n:02d} 0{8 + k // 2}:0{k}:00" for n in range(20) for k, step in enumerate(steps)]
    return "\n".join(["k1;k2;k3", *rows]) + "\n"


def test_a_day_may_serve_two_times_and_a_person_may_name_either_column(both):
    header, line = ("N° OF", "Opération", "Date", "Heure début", "Heure fin"), ("{case}", "{step}", "25/03/2026", "{time}", "{time}")
    log, rows, _ = both(written(header, *line))
    assert rows == WANTED
    assert (log.fields["time"], log.fields["start"]) == ("Date + Heure fin", "Date + Heure début")
    header, line = ("a", "b", "c", "d"), ("{case}", "{step}", "25/03/2026", "{time}")
    log, rows, _ = both(written(header, *line), told={"case": "a", "activity": "b", "time": "c"})
    assert (log.fields["time"], rows) == ("c + d", WANTED)


def test_beginnings_and_ends_under_any_header_are_one_event(both):
    rows = [f"{name};{step};{word};25/03/2026 {time}" for name, step, time in WANTED for word in ("Début", "Fin")]
    log, found, path = both("\n".join(["Dossier;Étape;Statut;Horodatage", *rows]) + "\n")
    assert found == WANTED
    assert log.fields["lifecycle"] == "Statut"
    assert {one.kind: one.count for one in log.defects} == {"pair": 4}
    table, again = imported(path)
    assert again == WANTED
    assert [one.code for one in table.warnings if one.code.startswith("log.")] == ["log.pair"]


def test_a_file_without_headers_is_read_by_the_place_of_its_columns(both):
    text = "\n".join(f"{name};{step};2026-03-25 {time}" for name, step, time in WANTED) + "\n"
    told = {"case": "column 1", "activity": "column 2", "time": "column 3"}
    assert both(text, told=told)[1] == WANTED


def test_a_cell_may_hold_a_line_break(both):
    text = "".join(f'{name},"{step}",2026-03-25 {time},"said\nso"\n' for name, step, time in WANTED)
    assert both("Case ID,Activity,Timestamp,Note\n" + text)[1] == WANTED


def test_one_row_per_case_is_told_and_read_when_a_person_says_so(both):
    text = "Order;Client;Asked;Checked;Paid\nC1;x;2026-03-25 08:00;2026-03-25 09:00;\n"
    text += "C2;y;2026-03-25 10:00;2026-03-25 12:00;2026-03-25 11:00\n"
    with pytest.raises(InputError) as refusal:
        both(text)
    assert "columns of their own" in refusal.value.what.msgid
    assert "--wide" in refusal.value.mend.msgid
    log, rows, _ = both(text, is_wide=True)
    assert sorted(rows) == [
        ("C1", "Asked", "08:00:00"), ("C1", "Checked", "09:00:00"),
        ("C2", "Asked", "10:00:00"), ("C2", "Checked", "12:00:00"), ("C2", "Paid", "11:00:00"),
    ]  # fmt: skip
    assert "became a step" in log.remarks[0].msgid


def test_sheets_of_the_same_headers_are_one_log(both, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "log.xlsx") as book:
        for half in (WANTED[:2], WANTED[2:]):
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ("Case", "Activity", "Timestamp"))
            for place, (name, step, time) in enumerate(half, 1):
                sheet.write_row(place, 0, (name, step, f"2026-03-25 {time}"))
    assert sorted(both(None, "log.xlsx")[1]) == sorted(WANTED)


@pytest.mark.parametrize(
    "kind", [pa.timestamp("ns", tz="Europe/Paris"), pa.timestamp("us"), pa.timestamp("ms"), pa.timestamp("s", tz="UTC")]
)
def test_moments_of_parquet_keep_their_time_whatever_their_type(both, tmp_path, kind):
    moments = pa.array([f"2026-03-25 {time}" for _, _, time in WANTED]).cast(pa.timestamp("us"))
    moments = moments.cast(pa.timestamp("us", tz="UTC")).cast(kind) if kind.tz else moments.cast(kind)
    names = [pa.array(column).dictionary_encode() for column in ([one[0] for one in WANTED], [one[1] for one in WANTED])]
    tags = pa.array([["a"]] * 4)
    pq.write_table(pa.table({"Case": names[0], "Activity": names[1], "Timestamp": moments, "Tags": tags}), tmp_path / "log.parquet")
    _, rows, path = both(None, "log.parquet")
    assert rows == WANTED
    assert imported(path)[1] == WANTED


def test_packed_tables_and_logs_are_opened_and_imported(both, tmp_path):
    plain = written(("Case ID", "Activity", "Timestamp"), "{case}", "{step}", "2026-03-25 {time}")
    packed = both(gzip.compress(plain.encode()), "log.csv.gz")
    log = xes(*(case(n, *(event(s, f"2026-03-25T{t}Z") for c, s, t in WANTED if c == n)) for n in ("10", "20")))
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        archive.writestr("inside.xes", log)
    for _, rows, path in (packed, both(None, "log.zip")):
        assert rows == WANTED
        assert imported(path)[1] == WANTED


def test_xes_without_the_usual_names_is_read_by_its_classifier(both):
    head = '<classifier name="Step" keys="\'my task\' lifecycle:transition"/>\n<trace>'
    log = xes(*(case(n, *(event(s, f"2026-03-25T{t}Z") for c, s, t in WANTED if c == n)) for n in ("10", "20")))
    body = log[log.index("<trace>") :].replace('<event>\n<string key="concept:name"', '<event>\n<string key="my task"')
    text = log[: log.index("<trace>")] + body.replace("time:timestamp", "when").replace("<trace>", head, 1)
    read_log, rows, _ = both(text, "log.xes")
    assert rows == WANTED
    assert (read_log.fields["activity"], read_log.fields["time"]) == ("my task", "when")


def test_xes_under_a_prefix_of_its_own_reads_the_same(both):
    text = xes(*(case(n, *(event(s, f"2026-03-25T{t}Z") for c, s, t in WANTED if c == n)) for n in ("10", "20")))
    for name in ("log", "trace", "event", "string", "date"):
        text = text.replace(f"<{name}", f"<x:{name}").replace(f"</{name}", f"</x:{name}")
    assert both(text, "log.xes")[1] == WANTED


def test_attributes_of_xes_are_chosen_by_options_and_by_answers(both):
    def line(name, hour):
        return event(name, at(hour), more=f'<string key="Sub step" value="{name} bis"/><string key="Order" value="O1"/>')

    text = xes(case("1", line("A", 8)), case("2", line("B", 9)))
    _, rows, path = both(text, "log.xes", told={"activity": "sub step", "case": "Order"})
    assert rows == [("O1", "A bis", "08:00:00"), ("O1", "B bis", "09:00:00")]
    assert imported(path, **{"field:-:Sub step": "activity", "field:-:Order": "case"})[1] == rows
    with pytest.raises(LookupError):
        both(text, "log.xes", told={"activity": "nothing"})
