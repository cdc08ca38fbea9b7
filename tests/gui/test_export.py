"""Names, formats and folders of exports; the original is never written to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mirstudio.errors import UsageError
from mirstudio.gui.engine import Engine, Restored
from mirstudio.gui.export_dialog import ExportDialog
from mirstudio.gui.export_plan import (
    FORMATS,
    LOSSY,
    ExportPlan,
    Subject,
    Where,
    example,
    plan_from_table,
    plan_to_table,
    size_words,
    usual_folder,
    usual_format,
    usual_plan,
    warnings_of,
    wished_target,
)
from mirstudio.gui.export_work import Export
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.words import exported_line
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import WRITABLE_FORMATS, WriteOptions, read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.template import NameFacts, fill_name
from mirstudio.paths import resources_folder
from mirstudio.progress import run
from mirstudio.settings import Settings
from tests.gui.fakes import BEST, LARGER, opened

FACTS = NameFacts("IMG_1", "denoise", "denoise-best", 1, 80)


def test_tokens_are_filled():
    assert fill_name("{name}-{task}", FACTS) == "IMG_1-denoise"
    assert fill_name("{name} {strength} x{scale}", FACTS) == "IMG_1 80 x1"


@pytest.mark.parametrize("template", ["{nam}", "", "  .", "{}"])
def test_names_that_make_no_sense_are_refused(template: str):
    with pytest.raises(UsageError):
        fill_name(template, FACTS)


def test_signs_that_no_file_name_may_hold_are_replaced():
    assert fill_name("a/b:{name}", FACTS) == "a_b_IMG_1"


def test_the_format_is_the_photos_own_where_it_can_be_written():
    assert usual_format(Path("a.JPEG")) == "jpeg"
    assert usual_format(Path("a.tiff")) == "tiff"
    assert usual_format(Path("a.nef")) == "tiff"


def test_every_format_offered_can_be_written():
    assert set(FORMATS) <= set(WRITABLE_FORMATS)
    assert set(FORMATS) >= LOSSY


def test_what_came_with_the_program_is_not_exported_beside_it(tmp_path: Path):
    assert usual_folder(resources_folder() / "samples" / "a.png", "") == Path.home()
    assert usual_folder(tmp_path / "a.png", "") == tmp_path
    assert usual_folder(Path("b.png"), str(tmp_path)) == tmp_path


def test_the_example_says_what_would_happen(tmp_path: Path):
    source, target = tmp_path / "a.jpg", tmp_path / "a-denoise.jpg"
    source.touch()
    assert example(target, OnConflict.UNIQUE, source) == "a-denoise.jpg"
    target.touch()
    assert example(target, OnConflict.UNIQUE, source) == "a-denoise-2.jpg"
    assert "left alone" in example(target, OnConflict.SKIP, source)
    assert "replaced" in example(target, OnConflict.OVERWRITE, source)
    assert "original" in example(source, OnConflict.OVERWRITE, source)


def dialog(qtbot: QtBot, folder: Path) -> ExportDialog:
    source = folder / "IMG_1.tif"
    subject = Subject(source, FACTS, 16, 4000, 3000)
    plan = usual_plan(source, "", "tiff", 92)
    made = ExportDialog(subject, plan, NamedStore("export-presets"))
    qtbot.addWidget(made)
    return made


def test_the_dialog_offers_what_the_format_holds(qtbot: QtBot, tmp_path: Path):
    asked = dialog(qtbot, tmp_path)
    export = asked.export()
    assert export.target == tmp_path / "IMG_1-denoise.tif"
    assert export.options == WriteOptions(format="tiff", bit_depth=16, quality=92)
    asked.format.setCurrentIndex(asked.format.findData("jpeg"))
    assert asked.export().options.bit_depth == 8
    assert asked.export().target.suffix == ".jpg"
    assert not asked.bit_depth.isEnabled()
    assert not asked.quality.isHidden()


def test_the_recipe_is_written_where_it_is_wished_and_always_in_a_batch(
    qtbot: QtBot, tmp_path: Path
):
    asked = dialog(qtbot, tmp_path)
    assert not asked.export().sidecar
    asked.sidecar.setChecked(True)
    assert asked.export().sidecar
    assert plan_from_table(plan_to_table(asked.plan())) == asked.plan()
    subject = replace(asked.subject, count=2)
    many = ExportDialog(subject, asked.plan(), NamedStore("export-presets"))
    qtbot.addWidget(many)
    assert many.sidecar.isHidden() and not asked.sidecar.isHidden()


def test_a_wrong_name_is_said_in_the_dialog(qtbot: QtBot, tmp_path: Path):
    asked = dialog(qtbot, tmp_path)
    asked.name.setText("{what}")
    assert "{what}" in asked.preview.text()
    assert not asked.export_button.isEnabled()
    asked.name.setText("{name}")
    assert asked.preview.text() == "IMG_1.tif"
    assert asked.export_button.isEnabled()


def restored(photo: Photo, value: float) -> Restored:
    pixels = np.full_like(photo.pixels, value)
    return Restored(photo.with_pixels(pixels), Pyramid.of(pixels), (BEST,), "CPU")


def test_the_engine_writes_the_adjusted_photo(tmp_path: Path):
    shown = opened(tmp_path / "a.png", 40, 30)
    export = Export(tmp_path / "new" / "a-denoise.png", WriteOptions(format="png"))
    work = Engine(Settings()).export(shown, restored(shown.photo, 0.75), Adjustments(0.5), export)
    exported = run(work)
    assert exported is not None and exported.path == export.target
    assert exported.difference.largest <= 1 / 255 and not exported.difference.changes
    written = read_photo(export.target)
    np.testing.assert_allclose(written.pixels, 0.5, atol=1 / 255)


def test_what_the_file_does_not_hold_is_told(tmp_path: Path):
    shown = opened(tmp_path / "a.png", 40, 30)
    deep = replace(shown, photo=replace(shown.photo, bit_depth=16))
    size = WriteOptions(format="jpeg", size="long-edge 20", sharpening="screen")
    work = Engine(Settings()).export(
        deep, restored(deep.photo, 0.75), Adjustments(), Export(tmp_path / "b.jpg", size)
    )
    exported = run(work)
    assert exported is not None
    assert exported.difference.changes[0] == "16 bits became 8"
    assert "16 bits became 8" in exported_line(exported)
    assert read_photo(exported.path).width == 20


@pytest.mark.parametrize("rule", list(OnConflict))
def test_the_original_survives_every_rule(tmp_path: Path, rule: OnConflict):
    source = tmp_path / "a.png"
    shown = opened(source, 40, 30)
    write_photo(shown.photo, source)
    before = source.read_bytes()
    export = Export(source, WriteOptions(format="png"), rule)
    work = Engine(Settings()).export(shown, restored(shown.photo, 0.9), Adjustments(), export)
    if rule is OnConflict.OVERWRITE:
        with pytest.raises(UsageError, match="original"):
            run(work)
    else:
        exported = run(work)
        assert exported is None or exported.path == tmp_path / "a-2.png"
    assert source.read_bytes() == before


def test_the_wish_is_one_file(tmp_path: Path):
    assert wished_target(tmp_path, "{name}", FACTS, "avif") == tmp_path / "IMG_1.avif"


def test_the_right_view_of_a_pair_survives_too(tmp_path: Path):
    source, second = tmp_path / "a.png", tmp_path / "b.png"
    single = opened(source, 40, 30)
    for path in (source, second):
        write_photo(single.photo, path)
    pair = replace(single, second_path=second, second=single.photo)
    before = second.read_bytes()
    export = Export(second, WriteOptions(format="png"), OnConflict.OVERWRITE)
    work = Engine(Settings()).export(pair, restored(pair.photo, 0.9), Adjustments(), export)
    with pytest.raises(UsageError, match="original"):
        run(work)
    assert second.read_bytes() == before


def test_what_a_format_cannot_hold_is_said(tmp_path: Path):
    source = tmp_path / "a.tif"
    subject = Subject.of(source, (BEST,), bit_depth=16, width=70_000, height=10, transparent=True)
    said = " ".join(warnings_of(subject, WriteOptions(format="jpeg")))
    for word in ("8 bit", "transparency", "65"):
        assert word in said
    assert warnings_of(subject, WriteOptions(format="tiff", bit_depth=16)) == []
    assert warnings_of(subject, WriteOptions(format="jpeg", size="long-edge 900"))
    only = Subject.of(source, (LARGER,))
    assert "not for paid work" in warnings_of(only, WriteOptions(format="tiff"))[0]


def test_sizes_are_told_before():
    subject = Subject(Path("a.tif"), FACTS, 8, 6000, 4000)
    assert size_words(subject, "long-edge 3000") == "3000 × 2000 · 6.0 MP"
    assert size_words(subject, "factor 3") == "6000 × 4000 · 24.0 MP"
    assert size_words(Subject(Path("a.tif"), FACTS), "factor 3") == ""


def test_size_sharpening_and_metadata_are_chosen(qtbot: QtBot, tmp_path: Path):
    asked = dialog(qtbot, tmp_path)
    asked.sizing.mode.setCurrentIndex(asked.sizing.mode.findData("print"))
    asked.sizing.value.setValue(25.4)
    asked.sizing.dpi.setValue(100)
    asked.sharpening.setCurrentIndex(2)
    asked.metadata.setCurrentIndex(1)
    options = asked.plan().options
    assert (options.size, options.sharpening, str(options.metadata)) == (
        "print 25.4 100",
        "print",
        "no-gps",
    )
    assert asked.size_words.text().startswith("1000 × 750")


def test_presets_are_kept(qtbot: QtBot, tmp_path: Path):
    asked = dialog(qtbot, tmp_path)
    asked.sizing.mode.setCurrentIndex(asked.sizing.mode.findData("megapixels"))
    asked.presets.saveWanted.emit("Web")
    asked.presets.show_names("Web")
    asked.sizing.show_wish("")
    other = dialog(qtbot, tmp_path)
    assert other.presets.choice.findText("Web") == 1
    other.presets.chosen.emit("Web")
    assert other.plan().options.size == "megapixels 12"
    other.presets.choice.setCurrentIndex(1)
    other.presets.remove_button.setEnabled(True)
    other.presets.remove_button.click()
    assert NamedStore("export-presets").names() == []


def test_a_plan_survives_the_way_through_json(tmp_path: Path):
    plan = ExportPlan(Where.CHOSEN, tmp_path, "{name}", WriteOptions("png", size="factor 0.5"))
    assert plan_from_table(plan_to_table(plan)) == plan
    assert plan_from_table({"where": "moon"}) is None
