"""What the page about Python shows can be done as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mirstudio.imaging.files import write_photo
from tests.cli.conftest import CARD, install
from tests.restoration.stand_ins import noisy_photo

PAGE = Path(__file__).resolve().parent.parent / "docs" / "python.md"


@pytest.fixture
def place(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the photos that the pages speak of, and a tiny default model."""
    models = own_home / "models"
    models.mkdir()
    install(models, "tiny", CARD)
    monkeypatch.setattr("mirstudio.restoration.library.models_folder", lambda: tmp_path / "none")
    (tmp_path / "photos" / "day").mkdir(parents=True)
    for path in ("sea.jpg", "photos/hill.jpg", "photos/day/sea.png"):
        write_photo(noisy_photo(96, 64), tmp_path / path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_page_runs(place: Path, capsys: pytest.CaptureFixture[str]):
    page = PAGE.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for number, snippet in enumerate(re.findall(r"```python\n(.*?)```", page, re.DOTALL)):
        exec(compile(snippet, f"python.md, snippet {number}", "exec"), names)
    told = capsys.readouterr().out
    assert "hill.jpg done restored/hill-denoise.jpg" in told
    assert "tile 0 of 1" in told or "tile 1 of" in told
    for result in ("clean.tif", "sea-denoise.jpg.mir.json", "night.html"):
        assert (place / result).is_file()
    assert (place / "restored" / "day" / "sea-denoise.png").is_file()
