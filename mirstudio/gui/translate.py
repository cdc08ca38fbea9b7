"""The words of the window in the user's language.

What the window says stands in the sources in English, inside `tr`; `tools/translations.py` collects
it for translators, whose work lies in `resources/translations`. What is written down before the
language is known, such as a table at the top of a file, is only `marked` there, and `tr` is called
where it is shown. Values come after: `tr("{done} of {total}").format(done=3, total=9)`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "mirstudio"


def tr(text: str, comment: str = "") -> str:
    """Return `text` in the user's language; `comment` tells apart what English says alike."""
    return QCoreApplication.translate(CONTEXT, text, comment or None)


def plural(text: str, count: int) -> str:
    """Return `text` with its "%n" replaced by `count`, in the form that the language has for it."""
    return QCoreApplication.translate(CONTEXT, text, None, count)


def marked(text: str) -> str:
    """Return `text` as it is, known to translators; `tr` translates it later."""
    return text
