"""Photos of a folder are found, told apart and get names and places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mirstudio.errors import PhotoError, UsageError
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import WriteOptions
from mirstudio.jobs.folder import Found, Pairs, Search, find_photos
from mirstudio.jobs.planning import Setting, make_folders, make_jobs, suffix_for
from mirstudio.jobs.template import NameFacts, fill_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.jpg",
        "a.PNG",
        "notes.txt",
        ".hidden.png",
        "out.tif.mir.json",
        "day/c.jpg",
        "day/c.NEF",
        "day/d.nef",
        "day/deep/a.png",
        ".cache/e.png",
        "out/old.png",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "in"


def found(folder: Path, search: Search | None = None) -> list[str]:
    photos = find_photos(folder, search, out=folder / "out")
    assert all((folder / photo.folder / photo.path.name) == photo.path for photo in photos)
    return [photo.path.relative_to(folder).as_posix() for photo in photos]


def test_photos_are_found_by_name(folder: Path):
    assert found(folder) == ["a.PNG", "b.jpg"]
    everything = ["a.PNG", "b.jpg", "day/c.NEF", "day/c.jpg", "day/d.nef", "day/deep/a.png"]
    assert found(folder, Search(recursive=True)) == everything
    with pytest.raises(UsageError, match="no folder"):
        find_photos(folder / "nowhere")


def test_patterns_choose(folder: Path):
    assert found(folder, Search(recursive=True, only=["*.png"])) == ["a.PNG", "day/deep/a.png"]
    assert found(folder, Search(recursive=True, but=["day/*"])) == ["a.PNG", "b.jpg"]
    assert found(folder, Search(recursive=True, only=["day/*"], but=["*.nef", "deep/*"])) == [
        "day/c.jpg",
        "day/deep/a.png",
    ]


def test_of_twins_one_can_be_chosen(folder: Path):
    search = {pairs: Search(recursive=True, only=["day/*.*"], pairs=pairs) for pairs in Pairs}
    rest = ["day/d.nef", "day/deep/a.png"]
    assert found(folder, search[Pairs.RAW]) == ["day/c.NEF", *rest]
    assert found(folder, search[Pairs.JPEG]) == ["day/c.jpg", *rest]
    assert found(folder, search[Pairs.BOTH]) == ["day/c.NEF", "day/c.jpg", *rest]


def test_results_may_go_into_the_folder_itself(folder: Path):
    assert [p.path.name for p in find_photos(folder, out=folder)] == ["a.PNG", "b.jpg"]


def test_folders_that_cannot_be_read_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.scandir

    def closed(path: str):
        if str(path).endswith("day"):
            raise PermissionError(13, "closed", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    told: list[PhotoError] = []
    photos = find_photos(folder, Search(recursive=True), folder / "out", told.append)
    assert [p.path.name for p in photos] == ["a.PNG", "b.jpg"]
    assert "day cannot be read: permission is denied" in str(told[0])


def test_the_tree_is_kept_and_names_are_told_apart(folder: Path, tmp_path: Path):
    photos = find_photos(folder, Search(recursive=True, but=["*.nef"]), folder / "out")
    setting = Setting(("tiny",), "denoise", options=WriteOptions("tiff"), template="{name}")
    out = tmp_path / "new"
    jobs = make_jobs(photos, out, [setting] * len(photos))
    targets = [one.job.target.relative_to(out).as_posix() for one in jobs]
    assert targets == ["a.tif", "b.tif", "day/c.tif", "day/deep/a.tif"]
    make_folders(jobs)
    assert (out / "day" / "deep").is_dir()
    flat = [Found(photo.path) for photo in photos]
    jobs = make_jobs(flat, out, [setting] * len(photos))
    assert [one.job.target.name for one in jobs] == ["a.tif", "b.tif", "c.tif", "a-2.tif"]


def test_a_folder_that_cannot_be_made_is_told(folder: Path):
    jobs = make_jobs([Found(folder / "b.jpg")], folder / "b.jpg" / "x", [Setting(("tiny",))])
    with pytest.raises(UsageError, match="cannot be made"):
        make_folders(jobs)


def test_a_template_knows_the_photo_and_the_work(folder: Path, tmp_path: Path):
    os.utime(folder / "day" / "c.jpg", (1_000_000_000, 1_000_000_000))
    template = "{parent}_{name}_{task}_{model}_x{scale}_{strength}_{date}_{seq:4}"
    setting = Setting(("tiny",), "sr", 2, Adjustments(strength=0.7), template=template)
    [one] = make_jobs([Found(folder / "day" / "c.jpg")], tmp_path, [setting], first=12)
    assert one.job.target.name == "day_c_sr_tiny_x2_70_2001-09-09_0012.jpg"


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "Ünïcode 光"),
        ("a/b:{seq}", "a_b_7"),
        (" {task}. ", "denoise"),
        ("{seq:3}{seq}", "0077"),
    ],
)
def test_templates_become_names(template: str, name: str):
    assert fill_name(template, NameFacts("Ünïcode 光", "denoise", seq=7)) == name


@pytest.mark.parametrize("template", ["", " . ", "{nome}", "{name:4}", "{seq:x}", "{}"])
def test_templates_without_sense_are_refused(template: str):
    with pytest.raises(UsageError):
        fill_name(template, NameFacts("sea", "denoise"))


def test_results_keep_the_format_that_can_be_written():
    names = ("a.JPG", "a.heic", "a.nef", "a.webp")
    assert [suffix_for(Path(n), None) for n in names] == [".JPG", ".tif", ".tif", ".webp"]
    assert suffix_for(Path("a.heic"), "jpeg") == ".jpg"
