"""Pages say what cards say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import model_pages


def test_every_page_is_what_its_card_says(capsys: pytest.CaptureFixture[str]):
    assert model_pages.main(["--check"]) == 0, capsys.readouterr().out


def test_stale_and_surplus_pages_are_told_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(model_pages, "ROOT", tmp_path)
    monkeypatch.setattr(model_pages, "PAGES", tmp_path / "pages")
    assert model_pages.main([]) == 0
    (tmp_path / "pages" / "gone.md").write_text("# Gone\n")
    (tmp_path / "pages" / "README.md").write_text("# Old\n")
    assert model_pages.main(["--check"]) == 1
    out = capsys.readouterr().out
    assert "gone.md" in out and "README.md" in out
    assert model_pages.main([]) == 0
    assert model_pages.main(["--check"]) == 0


def test_a_page_has_the_figures_of_its_card():
    card = {
        "title": "Net",
        "summary": "Does it.",
        "architecture": "mprnet",
        "stage": 2,
        "file": "other.safetensors",
        "parameters": 1234567,
        "licence": "CC0",
        "commercial": False,
        "data": [{"name": "photos", "licence": "CC0"}],
        "metrics": {"Set": {"sigma15": {"psnr": 30.123, "ssim": 0.9}, "sigma25": {"psnr": 28.0}}},
        "evaluation": [{"set": "Set", "options": "--task denoise --data set"}],
        "known_failures": ["Fails."],
        "training": {
            "command": "mirstudio train",
            "seed": 1,
            "steps": 1200,
            "crops": "8 of 64x64",
            "minutes": 3,
            "machine": "a machine",
        },
    }
    text = model_pages.page("net", card)
    assert "| Set | result, dB | SSIM |\n|---|---|---|\n| sigma15 | 30.12 | 0.9000 |" in text
    assert "| sigma25 | 28.00 | – |" in text
    assert "mprnet, stage 2, 1,234,567 parameters" in text
    assert "`other.safetensors`" in text and "research only" in text
