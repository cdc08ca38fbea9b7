"""Edits are each photo's own, are pasted to many, and come back from the disk."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.gui.edits.edit import Edit, from_json, to_json
from mirstudio.gui.edits.edits import Edits
from mirstudio.gui.edits.store import MOST_RECENTS, EditStore

A, B, C = Path("/p/a.jpg"), Path("/p/b.jpg"), Path("/p/c.jpg")


@pytest.fixture
def edits(tmp_path: Path) -> Edits:
    return Edits(EditStore(tmp_path / "edits.sqlite"))


def test_an_edit_survives_json():
    edit = Edit("denoise-best", {"strength": 0.3, "masks": [{"kind": "brush"}]}, ticked=True)
    assert from_json(to_json(edit)) == edit


@pytest.mark.parametrize("text", ["", "[]", "{", '{"model": 3, "sliders": 4, "ticked": "yes"}'])
def test_what_makes_no_sense_is_a_fresh_edit(text: str):
    assert from_json(text) == Edit()


def test_adjustments_leave_out_what_they_do_not_know():
    edit = Edit(sliders={"strength": 0.5, "grain": 99, "magic": 1})
    assert edit.adjustments().strength == 0.5
    assert edit.adjustments().grain == 0


def test_a_slider_at_its_usual_place_is_not_kept():
    assert Edit().with_slider("grain", 0.2, 0).with_slider("grain", 0, 0) == Edit()


def test_each_photo_has_its_own(edits: Edits):
    edits.change([A], lambda edit: edit.with_slider("grain", 0.2, 0), "Grain")
    assert edits.of(A).sliders == {"grain": 0.2}
    assert edits.of(B) == Edit()


def test_a_photo_keeps_the_model_it_was_opened_with(edits: Edits):
    edits.usual = Edit("denoise-best")
    edits.begin(A)
    edits.usual = Edit("sr-x2")
    assert edits.of(A).model == "denoise-best"
    assert edits.begin(B).model == "sr-x2"


def test_a_paste_to_many_is_one_step(edits: Edits):
    edits.change([A], lambda edit: replace(edit, model="m", sliders={"grain": 0.5}), "Grain")
    edits.change([C], lambda edit: replace(edit, ticked=True), "Tick")
    edits.copy(A)
    assert edits.paste([A, B, C]) == {B, C}
    assert edits.of(B) == Edit("m", {"grain": 0.5})
    assert edits.of(C).ticked
    assert edits.undo() == {B, C}
    assert edits.of(B) == Edit()
    assert edits.redo() == {B, C}
    assert edits.ticked([A, B, C]) == [C]


def test_a_change_of_nothing_is_no_step(edits: Edits):
    assert edits.change([A], lambda edit: edit, "Nothing") == frozenset()
    assert edits.history.undo_words == ""


def test_saved_edits_are_back(tmp_path: Path):
    first = Edits(EditStore(tmp_path / "edits.sqlite"))
    first.change([A], lambda edit: edit.with_slider("grain", 0.2, 0), "Grain")
    first.save()
    first.store.close()
    second = Edits(EditStore(tmp_path / "edits.sqlite"))
    assert second.of(A).sliders == {"grain": 0.2}
    second.store.close()


def test_a_damaged_file_is_put_aside(tmp_path: Path):
    path = tmp_path / "edits.sqlite"
    path.write_text("this is no base of data" * 100)
    store = EditStore(path)
    store.save({A: Edit("m")})
    assert store.edit(A) == Edit("m")
    assert path.with_suffix(".broken").exists()
    store.close()


def test_where_nothing_can_be_kept_it_still_works(tmp_path: Path):
    (tmp_path / "file").touch()
    store = EditStore(tmp_path / "file" / "edits.sqlite")
    store.save({A: Edit("m")})
    assert store.edit(A) == Edit("m")
    store.close()


def test_a_base_that_refuses_is_no_catastrophe(tmp_path: Path):
    store = EditStore(tmp_path / "edits.sqlite")
    with sqlite3.connect(tmp_path / "edits.sqlite") as other:
        other.execute("DROP TABLE recents")
    other.close()
    store.add_recent(A)
    store.close()


def test_recents_are_the_last_ones_that_are_still_there(tmp_path: Path):
    store = EditStore(tmp_path / "edits.sqlite")
    photos = [tmp_path / f"{number}.jpg" for number in range(MOST_RECENTS + 3)]
    for photo in photos:
        photo.touch()
        store.add_recent(photo)
    photos[-1].unlink()
    assert store.recents() == photos[-2:1:-1]
    store.keep_strip(photos[:3])
    assert store.strip() == photos[:3]
    store.keep_strip([])
    assert store.strip() == []
    store.close()
