"""Files of rows, written whole or not at all."""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pytest

from pupitre import store

ROWS = pa.table({"kpi": ["K1", "K2"], "value": [1.0, 2.0]})


def test_a_segment_says_where_it_stands_and_what_it_weighs(tmp_path):
    segment = store.write_segment(tmp_path, "measure", "a1", ROWS)
    content = (tmp_path / "measure/a1.parquet").read_bytes()
    assert segment == store.Segment("measure/a1.parquet", 2, len(content), hashlib.sha256(content).hexdigest())


def test_a_segment_never_replaces_another(tmp_path):
    store.write_segment(tmp_path, "measure", "a1", ROWS)
    with pytest.raises(FileExistsError):
        store.write_segment(tmp_path, "measure", "a1", ROWS)


def test_a_file_reads_as_it_was_written(tmp_path):
    store.write_file(tmp_path / "x" / "y.parquet", ROWS)
    assert store.read_file(tmp_path / "x" / "y.parquet") == ROWS


def test_a_file_that_fails_half_way_does_not_appear(tmp_path, monkeypatch):
    def half(rows, out, **_):
        out.write(b"PAR1")
        raise OSError("disk full")

    monkeypatch.setattr("pyarrow.parquet.write_table", half)
    with pytest.raises(OSError, match="disk full"):
        store.write_file(tmp_path / "y.parquet", ROWS)
    assert not (tmp_path / "y.parquet").exists()


def test_strangers_are_removed_and_the_known_are_kept(tmp_path):
    kept = store.write_segment(tmp_path, "measure", "a1", ROWS).file
    (tmp_path / "measure/b2.parquet").write_bytes(b"left over")
    (tmp_path / "measure/c3.parquet.part").write_bytes(b"half")
    (tmp_path / "measure/notes.txt").write_text("not ours")
    assert store.remove_strangers(tmp_path, {kept}) == ("measure/b2.parquet", "measure/c3.parquet.part")
    assert sorted(p.name for p in (tmp_path / "measure").iterdir()) == ["a1.parquet", "notes.txt"]


def test_writing_makes_the_folder_and_leaves_no_half_file(tmp_path):
    store.write_file(tmp_path / "a" / "b" / "y.parquet", ROWS)
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["y.parquet"]


def test_the_digest_of_a_file_is_its_sha256(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    # FIPS 180-2, appendix B.1: the message "abc"
    assert store.sha256_of(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_strangers_are_told_without_touching_them(tmp_path):
    (tmp_path / "measure").mkdir()
    (tmp_path / "measure/b2.parquet").write_bytes(b"left over")
    assert store.strangers(tmp_path, ()) == ("measure/b2.parquet",)
    assert (tmp_path / "measure/b2.parquet").exists()


def test_a_folder_named_like_a_file_is_no_stranger(tmp_path):
    (tmp_path / "odd.parquet").mkdir()
    assert store.strangers(tmp_path, ()) == ()


def test_a_stranger_that_somebody_else_removed_is_no_fault(tmp_path, monkeypatch):
    (tmp_path / "a.parquet").write_bytes(b"")
    monkeypatch.setattr("pupitre.store.segments.strangers", lambda root, known: ("a.parquet", "gone.parquet"))
    assert store.remove_strangers(tmp_path, ()) == ("a.parquet", "gone.parquet")
