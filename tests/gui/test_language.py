"""The window speaks the language that was chosen; counts have the form that belongs to them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from mirstudio.gui.language import code_of, speak
from mirstudio.gui.translate import marked, plural, tr


def test_english_counts(language: QCoreApplication):
    assert speak(language, "en") == "en"
    assert plural("Add %n photo(s) to the batch", 1) == "Add 1 photo to the batch"
    assert plural("Add %n photo(s) to the batch", 3) == "Add 3 photos to the batch"
    assert tr("Restore") == "Restore"


def test_what_nobody_translated_stays_as_it_is(language: QCoreApplication):
    speak(language, "ko")
    assert tr(marked("Nobody says this.")) == "Nobody says this."


@pytest.mark.parametrize(
    ("system", "ours"),
    [
        ("ko_KR", "ko"),
        ("zh_CN", "zh_CN"),
        ("zh_SG", "zh_CN"),
        ("zh_TW", ""),
        ("de_DE", ""),
        ("en_GB", "en"),
    ],
)
def test_a_system_s_language_is_recognised(system: str, ours: str):
    assert code_of(QLocale(system)) == ours
