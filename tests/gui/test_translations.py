"""Nothing that the window says is untranslated, and no translation has lost a value or a key."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

from mirstudio.gui.language import LANGUAGES
from mirstudio.gui.translate import CONTEXT
from mirstudio.paths import resources_folder

FOLDER = resources_folder() / "translations"
SOURCES = Path(__file__).parents[2] / "mirstudio" / "gui"
TRANSLATED = [code for code in LANGUAGES if code not in ("", "en")]
KEPT = re.compile(r"\{[^}]*\}|%n|\t|\n|(?:(?:Ctrl|Shift|Alt)\+)+\S|;;|\*\.\w+")
"""What must stand in a translation as often as in the text: values, keys, kinds of files."""
UPDATE = "make translations brings the .ts files up to date"


def said() -> dict[str, bool]:
    """Every text in the sources, and whether it counts."""
    texts: dict[str, bool] = {}
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                known = node.func.id in ("tr", "marked", "plural")
                if known and isinstance(first, ast.Constant):
                    texts[str(first.value)] = node.func.id == "plural"
    return texts


def translations(code: str) -> dict[str, list[str]]:
    """The finished forms of each text."""
    found: dict[str, list[str]] = {}
    for message in ET.parse(FOLDER / f"mirstudio_{code}.ts").iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        finished = translation.get("type") is None
        words = forms or [translation.text or ""]
        found[message.findtext("source", "")] = words if finished else []
    return found


@pytest.mark.parametrize("code", TRANSLATED)
def test_everything_is_translated(code: str):
    there = translations(code)
    assert there.keys() == said().keys(), UPDATE
    assert [text for text, forms in there.items() if not all(forms) or not forms] == []


def test_english_has_both_forms_of_what_counts():
    there = translations("en")
    assert there.keys() == {text for text, counts in said().items() if counts}, UPDATE
    assert all(len(forms) == 2 and all(forms) for forms in there.values())


@pytest.mark.parametrize("code", TRANSLATED)
def test_values_and_keys_are_kept(code: str):
    for text, forms in translations(code).items():
        for form in forms:
            assert sorted(KEPT.findall(form)) == sorted(KEPT.findall(text)), text


@pytest.mark.parametrize("code", [*TRANSLATED, "en"])
def test_what_was_translated_was_compiled(code: str):
    translator = QTranslator()
    assert translator.load(f"mirstudio_{code}", str(FOLDER))
    for text, forms in translations(code).items():
        counts = len(forms) > 1 or "%n" in text
        compiled = translator.translate(CONTEXT, text, None, 2 if counts else -1)
        assert compiled == forms[-1], f"{UPDATE}: {text}"
