"""Which language the window speaks: the one that was chosen, else the first of the system's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from mirstudio.gui.translate import marked
from mirstudio.paths import resources_folder

ENGLISH = "en"
LANGUAGES = {"": marked("The system's"), ENGLISH: "English", "ko": "한국어", "zh_CN": "简体中文"}
"""By their codes, each in its own words; the empty one follows the system."""


def speak(app: QCoreApplication, wished: str) -> str:
    """Let `app` speak a language of `LANGUAGES`, Qt's dialogs included; return which it is.

    To be called before the first widget, which keeps the words it was made with.
    """
    code = wished if wished in LANGUAGES and wished else system_language()
    ours = str(resources_folder() / "translations")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # English comes first and lies below: it has the plural forms.
    _install(app, f"mirstudio_{ENGLISH}", ours)
    if code != ENGLISH:
        _install(app, f"qtbase_{code}", qt)
        _install(app, f"mirstudio_{code}", ours)
    return code


def system_language() -> str:
    """The first of the system's languages that there is; English where there is none of them."""
    for name in QLocale.system().uiLanguages():
        if code := code_of(QLocale(name)):
            return code
    return ENGLISH


def code_of(locale: QLocale) -> str:
    """Our code for the language of `locale`; empty for one that the window does not speak."""
    for code in LANGUAGES:
        ours = QLocale(code)
        if code and (ours.language(), ours.script()) == (locale.language(), locale.script()):
            return code
    return ""


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)
