"""Links that sign one person in, once; everything else needs one."""

from __future__ import annotations

import pytest

from pupitre.web.sign_in import FOLDER, LIFE_SECONDS, new_token, spend


def test_a_link_works_once(tmp_path):
    token = new_token(tmp_path, name="Claire")
    assert spend(tmp_path, token) == "Claire"
    assert spend(tmp_path, token) is None


def test_a_link_dies_after_a_day(tmp_path):
    token = new_token(tmp_path, name="Claire", now=1000.0)
    assert spend(tmp_path, token, now=1000.0 + LIFE_SECONDS) is None


def test_an_unknown_link_signs_nobody_in(tmp_path):
    new_token(tmp_path, name="Claire")
    assert spend(tmp_path, "../secret.key") is None


def test_the_home_keeps_a_hash_and_not_the_link(tmp_path):
    token = new_token(tmp_path, name="Claire")
    kept = [file.name + file.read_text() for file in (tmp_path / FOLDER).iterdir()]
    assert len(kept) == 1
    assert token not in kept[0]


@pytest.mark.parametrize("address", ["/fr/", "/en/", "/fr/findings/", "/fr/findings/abc/", "/fr/findings/abc/decide/", "/fr/undo/1/"])
def test_a_page_needs_someone_signed_in(client, home, address):
    answer = client.get(address)
    assert answer.status_code == 401
    assert "pupitre serve --link" in answer.content.decode()


def test_writing_needs_someone_signed_in(client, home):
    assert client.post("/fr/findings/abc/decide/", {"question": "x"}).status_code == 401


def test_a_page_that_refreshes_a_part_reloads_when_the_session_is_gone(client, home):
    assert client.get("/fr/watch/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_used_link_says_how_to_get_another(client, home):
    token = new_token(home, name="Claire")
    client.get(f"/sign-in/{token}/")
    client.post("/sign-out/")
    answer = client.get(f"/sign-in/{token}/", headers={"Accept-Language": "fr"})
    assert answer.status_code == 401
    assert "Ce lien a déjà servi" in answer.content.decode()


def test_signing_in_opens_the_desk_and_signing_out_closes_it(signed_in):
    assert signed_in.get("/fr/").status_code == 200
    signed_in.post("/sign-out/")
    assert signed_in.get("/fr/").status_code == 401


def test_signing_out_by_a_mere_link_is_refused(signed_in):
    assert signed_in.get("/sign-out/").status_code == 405
