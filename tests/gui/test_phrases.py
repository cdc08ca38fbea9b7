"""What other rooms say is recognised, and still said there as it is listed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from mirstudio.gui.language import speak
from mirstudio.gui.phrases import PHRASES, PLACEHOLDER, told, told_title
from mirstudio.gui.words import TASKS
from mirstudio.imaging.adjustments import SLIDERS

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "mirstudio"


@pytest.mark.parametrize("words", PHRASES)
def test_each_is_recognised_as_itself(words: str):
    said = PLACEHOLDER.sub("7", words)
    assert told(said) == said


def test_sentence_and_hint_are_told(korean: QCoreApplication):
    said = "a.tif already exists. Choose another name, or allow overwriting."
    assert told(said) == (
        "a.tif: 이미 있는 파일입니다. 다른 이름을 선택하거나 덮어쓰기를 허용하세요."
    )


def test_the_sentence_that_says_most_is_taken(korean: QCoreApplication):
    assert told("The checkpoint “a.pth” is empty.") == "체크포인트 ‘a.pth’이(가) 비어 있습니다."


def test_what_is_inside_a_sentence_is_told_too(korean: QCoreApplication):
    said = "CPU is not used in bf16: in its self-test it returns values that are no numbers."
    assert "숫자가 아닌 값을 반환함" in told(said)


def test_titles_are_told_by_their_parts(korean: QCoreApplication):
    assert told_title("Enlarge ×2 · clean") == "확대 ×2 · 깨끗한 사진"
    assert told_title("My own model") == "My own model"


def test_what_nobody_listed_stays_as_it_was(korean: QCoreApplication):
    assert told("Nobody has listed this.") == "Nobody has listed this."


def test_what_sliders_do_is_listed():
    assert {slider.meaning for slider in SLIDERS.values()} <= set(PHRASES)


def test_nothing_is_listed_that_nobody_says():
    said = "\n".join(said_elsewhere())
    for phrase in PHRASES:
        for piece in PLACEHOLDER.split(phrase)[::2]:
            assert piece.strip(" .,:(“”)") in said, phrase


def said_elsewhere() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        if PACKAGE / "gui" not in path.parents:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from (
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
    # Models are called after their tasks, also those to come.
    yield from (words for words, _, _ in TASKS.values())
    for path in (ROOT / "models").glob("*.toml"):
        yield re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))


@pytest.fixture
def korean(language: QCoreApplication) -> QCoreApplication:
    speak(language, "ko")
    return language
