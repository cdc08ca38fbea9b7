"""Collect what the window says for translators, and compile what they wrote.

    python tools/translations.py

Brings resources/translations/*.ts up to date with the sources: new texts come in as unfinished,
texts that are gone go. Then compiles each into the .qm beside it. A text is translated by hand or
with Qt Linguist; a new language is a new entry of LANGUAGES here and in mirstudio/gui/language.py.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "mirstudio" / "gui"
TRANSLATIONS = ROOT / "resources" / "translations"

LANGUAGES = {"en": ["-pluralonly"], "ko": [], "zh_CN": []}
"""What lupdate is told for each; English needs nothing but its plural forms."""

SIMPLE = re.compile(r"\b(?:tr|marked)\(")
PLURAL = re.compile(r'\bplural\(\s*("(?:[^"\\]|\\.)*"),')


def main() -> int:
    """Update and compile; the exit code says whether all is translated."""
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        write_readable(Path(folder))
        for language, options in LANGUAGES.items():
            update(language, options, Path(folder))
    unfinished = 0
    for language in LANGUAGES:
        path = TRANSLATIONS / f"mirstudio_{language}.ts"
        missing = path.read_text(encoding="utf-8").count('type="unfinished"')
        print(f"{path.name}: {missing} to translate")
        unfinished += missing
        run("lrelease", "-silent", "-compress", str(path))
    return 1 if unfinished else 0


def write_readable(folder: Path) -> None:
    """Copy the sources with our short names written out as lupdate knows them."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        text = SIMPLE.sub('translate("mirstudio", ', text)
        text = PLURAL.sub(r'translate("mirstudio", \1, "", 1)(', text)
        (folder / "_".join(path.relative_to(SOURCES).parts)).write_text(text, encoding="utf-8")


def update(language: str, options: list[str], sources: Path) -> None:
    """Take what has changed into a language's file."""
    usual = ["-silent", "-no-obsolete", "-locations", "none", "-sort-messages"]
    languages = ["-source-language", "en", "-target-language", language]
    files = [str(path) for path in sorted(sources.glob("*.py"))]
    target = TRANSLATIONS / f"mirstudio_{language}.ts"
    run("lupdate", *usual, *languages, *options, *files, "-ts", str(target))


def run(tool: str, *arguments: str) -> None:
    """Call a tool of Qt Linguist as it comes with PySide6."""
    script = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(script), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
