"""What the README and the pages tell a reader to type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
PROGRAMS = (
    ".ci/run",
    ".venv\\Scripts\\mirstudio.exe",
    "dask",
    "make",
    "mirstudio",
    "pip",
    "pipx",
    "py",
    "python",
    "sudo",
    "torchrun",
)
"""What lines of code on the pages begin with."""


@dataclass(frozen=True)
class Command:
    """A line to type, continuation lines joined and remarks behind # left out."""

    page: str
    line: int
    text: str

    @property
    def program(self) -> str:
        """The word that it begins with."""
        return self.text.split()[0]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.text}"


def commands() -> list[Command]:
    """Every command of every page, in blocks and in running text."""
    return [command for page in PAGES for command in commands_of(page)]


def commands_of(page: Path) -> list[Command]:
    """Return the commands of a page in their order."""
    name = page.relative_to(ROOT).as_posix()
    text = re.sub(r" *\\\n *", " ", page.read_text(encoding="utf-8"))
    found: list[Command] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r" {4,}\S", line):
            typed = [re.split(r"\s+#\s", line.strip())[0].strip()]
        else:
            spans: list[str] = re.findall(r"`([^`]+)`", line)
            typed = [span for span in spans if not re.fullmatch(r"mirstudio [\w-]+", span)]
        found += [Command(name, number, one) for one in typed if is_command(one)]
    return found


def is_command(text: str) -> bool:
    """Whether it is more than a program's name, as "mirstudio train" in a sentence is."""
    return text.split()[0] in PROGRAMS and (" " in text or text.startswith("."))


def indented_lines(page: Path) -> list[str]:
    """Lines of indented blocks, which a reader takes for something to type."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"(?:^|\n)\n((?: {4,}[^\n]+\n)+)", text)
    return [line.strip() for block in blocks for line in block.splitlines()]


def snippets(page: Path) -> list[str]:
    """The blocks of Python of a page."""
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
