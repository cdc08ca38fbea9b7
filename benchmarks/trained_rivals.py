r"""Trained networks of other people beside ours, on the same photos: quality and speed.

    python benchmarks/rivals/install.py rivals/           # once, see there
    python benchmarks/trained_rivals.py rivals/ denoise=polyu deblur=levin derain=rain \
        lowlight=lol sr=set14 [--limit N] [--classical] [--markdown FILE]

A folder is what `mirstudio evaluate --task TASK --data FOLDER` takes. MAXIM stands for denoise,
deblur, derain and lowlight, Real-ESRGAN for sr (×4), which it does to please the eye, not PSNR.
Rivals run in float32 in a process of their own; handing a picture over counts as theirs, and is
a hundredth of it. Ours run as `--precision auto` settles.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.rivals.install import REAL_ESRGAN_FOLDER, python_of
from mirstudio.errors import MirStudioError
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import run
from mirstudio.restoration.preset import Task
from mirstudio.training.evaluate import Evaluation, Row, evaluate
from mirstudio.training.request import EvaluationRequest
from mirstudio.training.rivals import Method

WORKERS = Path(__file__).parent / "rivals"
SCALE = 4
"""Of Real-ESRGAN."""


@dataclass(frozen=True)
class Rival:
    """A trained network of other people."""

    name: str
    worker: str
    """Script that runs it."""
    folder: str
    """Its weights, below the rivals' folder."""


RIVALS = {
    Task.DENOISE: Rival("MAXIM", "maxim.py", "maxim-denoising"),
    Task.DEBLUR: Rival("MAXIM", "maxim.py", "maxim-deblurring"),
    Task.DERAIN: Rival("MAXIM", "maxim.py", "maxim-deraining"),
    Task.LOWLIGHT: Rival("MAXIM", "maxim.py", "maxim-enhancement"),
    Task.SR: Rival("Real-ESRGAN", "realesrgan.py", REAL_ESRGAN_FOLDER),
}
HEAD = ("| set | photos | method | PSNR, SSIM | s/MP |", "|---|---|---|---|---|")


def main() -> None:
    """Measure set after set and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rivals", type=Path)
    parser.add_argument("sets", nargs="+", type=task_and_folder, metavar="TASK=FOLDER")
    parser.add_argument("--limit", type=int, help="only so many photos of each set")
    parser.add_argument("--classical", action="store_true", help="rivals without weights, too")
    parser.add_argument("--markdown", type=Path, help="write the table there")
    options = parser.parse_args()
    lines = [*HEAD]
    for task, folder in options.sets:
        request = EvaluationRequest(
            task,
            folder,
            scale=SCALE if task is Task.SR else 1,
            limit=options.limit,
            rivals=options.classical,
        )
        try:
            lines += table_rows(measure(request, options.rivals))
        except MirStudioError as error:
            say(f"{task} on {folder}: {error}")
    say("\n".join(lines))
    if options.markdown is not None:
        options.markdown.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(request: EvaluationRequest, rivals: Path) -> Evaluation:
    """Evaluate our model and the rival on one set."""
    rival = RIVALS[request.task]
    command = [python_of(rivals), str(WORKERS / rival.worker), str(rivals / rival.folder)]
    with running(rival.name, command) as method:
        work = evaluate(request, further=[method])
        return run(work, lambda p: say(f"{p.done} of {p.total}: {p.note}", sys.stderr.isatty()))


@contextmanager
def running(name: str, command: list[str]) -> Generator[Method]:
    """Start a rival and hand it pictures; see `benchmarks/rivals/serve.py`."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process,
    ):
        source, result = Path(folder, "source.npy"), Path(folder, "result.npy")
        asked = json.dumps({"source": str(source), "result": str(result)}) + "\n"

        def listen() -> None:
            assert process.stdout is not None
            answer = process.stdout.readline()
            problem = json.loads(answer)["problem"] if answer else "it ended without a word"
            if problem:
                raise SystemExit(f"{name} failed: {problem}.")

        def restore(photo: Photo) -> Pixels:
            assert process.stdin is not None
            np.save(source, photo.pixels)
            process.stdin.write(asked.encode())
            process.stdin.flush()
            listen()
            return np.load(result)

        # Loading is not what is to be timed.
        listen()
        yield Method(name, restore)


def table_rows(evaluation: Evaluation) -> list[str]:
    """Return a row of the table for each method."""
    folder = evaluation.request.data.name
    return [
        f"| {' '.join((folder, row.condition)).strip()} | {evaluation.photos} | {row.method} "
        f"| {scores(row)} | {row.seconds_per_mp:.2f} |"
        for row in evaluation.rows
    ]


def scores(row: Row) -> str:
    """Return "36.80 dB, 0.951", by view where there are several."""
    told = {view: f"{score.psnr:.2f} dB, {score.ssim:.4f}" for view, score in row.means.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{view} {figures}" for view, figures in told.items())


def task_and_folder(text: str) -> tuple[Task, Path]:
    """Read TASK=FOLDER."""
    name, _, folder = text.partition("=")
    if name not in list(RIVALS) or not folder:
        raise argparse.ArgumentTypeError(f"{text} is no TASK=FOLDER; TASK: {', '.join(RIVALS)}")
    return Task(name), Path(folder)


def say(text: str, wanted: bool = True) -> None:
    """Print a line at once."""
    if wanted:
        print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
