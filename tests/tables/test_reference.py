"""The reference page says what the declarations say."""

from pathlib import Path

from pupitre.tables.reference import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"


def test_the_reference_page_is_the_one_written_from_the_declarations():
    assert PAGE.read_text() == page(), "run: python -m pupitre.tables.reference > docs/reference/tables.md"
