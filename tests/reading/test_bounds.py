"""What is refused: bombs before parsing, files that are no tables, children that pass their bounds."""

# ruff: noqa: E501 - the XML of a workbook reads in one piece

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pupitre.kernel import InputError
from pupitre.sources import read, read_safely
from pupitre.sources.limits import refuse_bombs

SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
BOOK = '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'


def workbook(path: Path, sheet: str | None = None, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet or SHEET.format(rows=""))
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def peak_of(path: Path) -> tuple[int, float, str]:
    """Run the check in a process of its own; return its peak memory in MiB beyond an idle one, its seconds of processor, and what it said."""
    code = (
        "import re, resource, sys\nfrom pathlib import Path\nfrom pupitre.kernel import InputError\n"
        "from pupitre.sources.limits import refuse_bombs\n"
        "def memory(name): return int(re.search(name + r':\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024\n"
        "idle, before = memory('VmHWM'), resource.getrusage(resource.RUSAGE_SELF)\n"
        "try:\n    refuse_bombs(Path(sys.argv[1])); said = 'passed'\nexcept InputError as e:\n    said = e.what.msgid\n"
        "after = resource.getrusage(resource.RUSAGE_SELF)\n"
        "seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime\n"
        "print(memory('VmHWM') - idle, seconds, said, sep='|')\n"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    peak, seconds, said = out.strip().split("|", 2)
    return int(peak), float(seconds), said


def many_cells(path: Path) -> Path:
    """Sixteen million cells that compress no better than those of a real sheet."""
    block = "".join(f'<c s="{i * 7919 % 99_991}"/>' for i in range(20_000)).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            stream.write(b"<worksheet><sheetData>")
            for row in range(800):
                stream.write(b'<row r="%d">' % row + block + b"</row>")
    return path


def entities(path: Path) -> Path:
    """A billion laughs: each entity holds ten of the one before."""
    lines = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return workbook(path, f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{lines}]><worksheet>&l9;</worksheet>')


@pytest.mark.parametrize(
    ("what", "make"),
    [
        ("grows", lambda p: workbook(p, **{"xl/media/zeros.bin": bytes(64 << 20)})),
        ("parts", lambda p: workbook(p, **{f"xl/x{i}.xml": b"<a/>" for i in range(5_000)})),
        ("document type", entities),
        ("grows", lambda p: workbook(p, SHEET.format(rows='<row r="1"><c r="A1"/></row>' * 1_000_000))),
        ("cells", many_cells),
        ("document type", lambda p: workbook(p, f'<?xml version="1.0"?><!--{" " * 400_000}--><!DOCTYPE a []><worksheet/>')),
        ("deep", lambda p: workbook(p, SHEET.format(rows="<row>" * 100_000))),
        (
            "document type",
            lambda p: workbook(p, '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'),
        ),
    ],
)
def test_a_bomb_is_refused_before_parsing_within_a_second_and_100_mib(tmp_path, what, make):
    peak, seconds, said = peak_of(make(tmp_path / "bombe.xlsx"))
    assert what in said
    assert seconds < 1
    assert peak < 100


def test_too_many_cells_are_counted_before_parsing(tmp_path, monkeypatch):
    from pupitre.sources import limits

    monkeypatch.setattr(limits, "CELLS_BOUND", 1_000)
    path = workbook(
        tmp_path / "large.xlsx", SHEET.format(rows="".join(f'<row r="{i}"><c r="A{i}"/><c r="B{i}"/></row>' for i in range(600)))
    )
    with pytest.raises(InputError, match="cells"):
        refuse_bombs(path)


def test_a_json_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "nid.json"
    path.write_text("[" * 300_000)
    peak, seconds, said = peak_of(path)
    assert "nested" in said
    assert seconds < 1
    assert peak < 100


def test_an_outside_entity_opens_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("jeton")
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        + SHEET.format(rows='<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')[21:]
    )
    path = workbook(tmp_path / "xxe.xlsx", sheet)
    opened: list[str] = []
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in ("open", "socket.connect") else None)
    with pytest.raises(InputError):
        refuse_bombs(path)
    with pytest.raises(InputError):
        read(path)
    assert not [name for name in opened if "secret" in name]


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("vide.csv", b"", "empty"),
        ("blanc.csv", b"\xef\xbb\xbf  \r\n", "empty"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "not a table"),
        ("note.xlsx", b"%PDF-1.7 ...", "not a table"),
        ("casse.xlsx", b"PK\x03\x04 this is no archive", "damaged"),
        ("coupe.json", b'[{"a": 1}, {"a":', "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path, name, body, said):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(InputError) as refusal:
        read(path)
    assert said in refusal.value.what.msgid % dict(refusal.value.what.values)
    assert refusal.value.where.file == name


def test_a_protected_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "secret.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    with pytest.raises(InputError, match="password"):
        read(path)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_safely(tmp_path / "absent.csv")


def test_the_bounded_child_reads_the_same(tmp_path):
    path = tmp_path / "projets.csv"
    path.write_text("Code projet;Libellé;Budget;Début\nP1;A;12,5 k€;31/02/2025\nP2;B;3;13/01/2025\n", encoding="cp1252")
    assert read_safely(path) == read(path)


def test_a_child_that_wants_more_memory_than_allowed_is_refused_and_the_desk_stays_small(tmp_path):
    path = tmp_path / "gros.csv"
    with path.open("w") as stream:
        stream.write("Code projet;Libellé;Budget\n")
        stream.writelines(f"P{i};Projet numéro {i} {'x' * 300};{i}\n" for i in range(400_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError, match="memory"):
        read_safely(path, memory=700 << 20)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < 100


def test_a_child_that_takes_too_long_is_stopped(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w") as stream:
        stream.write("Code projet;Libellé;Budget\n")
        stream.writelines(f"P{i};Projet {i};{i},5\n" for i in range(1_500_000))
    with pytest.raises(InputError, match="too long"):
        read_safely(path, seconds=2)


def test_records_of_json_read_as_rows(tmp_path):
    path = tmp_path / "projets.json"
    path.write_text(
        json.dumps({"data": [{"project_id": "007", "name": "A", "budget": 12.5}, {"project_id": "008", "name": "B", "budget": None}]})
    )
    found = read(path)
    assert found.format == "json"
    assert found.tables[0].data["code"].to_pylist() == ["007", "008"]


def test_features_of_geojson_read_as_rows(tmp_path):
    path = tmp_path / "lieux.geojson"
    features = [
        {"type": "Feature", "geometry": None, "properties": {"project_id": f"P{i}", "project_name": f"Site {i}", "budget": i * 10}}
        for i in (1, 2)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    found = read(path)
    assert found.format == "geojson"
    assert found.tables[0].data["budget"].to_pylist() == [10.0, 20.0]


def test_parquet_reads_with_its_types(tmp_path):
    import datetime as dt

    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "projets.parquet"
    pq.write_table(
        pa.table({"project_id": ["01", "02"], "name": ["A", "B"], "start": [dt.date(2025, 1, 2), None], "budget": [1.5, 2.0]}), path
    )
    found = read(path).tables[0]
    assert found.data["start"].to_pylist() == [dt.date(2025, 1, 2), None]
    assert found.data["code"].to_pylist() == ["01", "02"]
