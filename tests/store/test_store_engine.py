"""The engine reads in memory, keeps no file of its own and downloads nothing."""

from __future__ import annotations

import duckdb
import pytest

from pupitre.store.engine import connection, literal, quoted


def test_names_and_texts_are_written_as_sql_writes_them():
    assert quoted('a "b"') == '"a ""b"""'
    assert literal("l'usine") == "'l''usine'"


def test_a_text_comes_back_from_the_engine_as_it_was():
    text = 'it\'s 5 % "of" it'
    assert connection().sql(f"SELECT {literal(text)} AS {quoted(text)}").fetchall() == [(text,)]


def test_the_engine_has_no_file():
    assert connection().sql("SELECT database_name, path FROM duckdb_databases() WHERE NOT internal").fetchall() == [("memory", None)]


def test_nothing_is_downloaded():
    names = ("autoinstall_known_extensions", "autoload_known_extensions")
    told = dict(connection().sql("SELECT name, value FROM duckdb_settings()").fetchall())
    assert [told[name] for name in names] == ["false", "false"]


def test_each_caller_has_tables_of_its_own():
    one, other = connection(), connection()
    one.execute("CREATE TEMP TABLE mine AS SELECT 1")
    with pytest.raises(duckdb.CatalogException):
        other.execute("SELECT * FROM mine")
