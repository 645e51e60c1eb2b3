"""OpenDocument spreadsheets."""

# ruff: noqa: E501 - XML reads in one piece

from __future__ import annotations

import datetime as dt
import zipfile

from pupitre.sources import read

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="Projets">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def cell(value: object) -> str:
    if isinstance(value, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        )
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def test_an_open_document_reads_like_any_workbook(tmp_path):
    lines = [
        ["Code projet", "Libellé", "Date de début", "Budget"],
        ["007", "Été", dt.date(2025, 3, 4), 1200.5],
        ["008", "Hiver", dt.date(2025, 4, 4), 10],
    ]
    body = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    path = tmp_path / "projets.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(rows=body))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    found = read(path)
    assert found.format == "ods"
    data = found.tables[0].data
    assert data["code"].to_pylist() == ["007", "008"]
    assert data["start"].to_pylist() == [dt.date(2025, 3, 4), dt.date(2025, 4, 4)]
    assert data["budget"].to_pylist() == [1200.5, 10.0]
