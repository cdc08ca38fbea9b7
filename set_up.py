"""Make the virtual environment `.venv` with everything that mirstudio needs, quietly.

    python set_up.py            to run mirstudio
    python set_up.py test       to run its tests, too
    python set_up.py dev        to check its style and types, too

It needs Python 3.11 or newer and nothing else. A second run with nothing changed ends at once.
The build of torch for CPUs is taken on machines without an NVIDIA GPU.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
INPUTS = ("pyproject.toml", "constraints.txt", "set_up.py")
EXTRAS = ("", "test", "dev")
"""Each includes those before it."""
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (23, 2)
"""Older ones download whole packages only to say what they would install."""
CPU_TORCH_INDEX = os.environ.get("CPU_TORCH_INDEX", "https://download.pytorch.org/whl/cpu")
"""Asked for torch only where the usual index would bring CUDA to a machine without a GPU for it."""

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Debian's packages for what Qt loads, offscreen and on an X11 screen."""


class SetUpError(Exception):
    """Why the set-up cannot go on, and what to do."""


def main(arguments: list[str]) -> int:
    """Set up for the extra named, and return an exit code."""
    extra = arguments[0] if arguments else ""
    try:
        if extra not in EXTRAS:
            raise SetUpError(f"Unknown: {extra}. Known: test, dev.")
        if tuple(sys.version_info) < OLDEST_PYTHON:
            raise SetUpError(f"Python {platform.python_version()} is too old; 3.11 is needed.")
        provide_libraries(needed=extra != "" or has_screen())
        if not up_to_date(extra):
            set_up(extra)
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def set_up(extra: str) -> None:
    """Make the environment, install torch's right build and then the rest."""
    STAMP.unlink(missing_ok=True)
    make_environment()
    pins = ["--constraint", "constraints.txt"]
    if installed_version("torch") != pinned("torch").partition("==")[2]:
        say("Installing torch ...")
        install_torch(pins)
    say("Installing mirstudio ..." if not extra else f"Installing mirstudio, {extra} ...")
    pip("install", *pins, "--editable", f".[{extra}]" if extra else ".")
    STAMP.write_text(json.dumps({"inputs": digest(), "extra": extra}), encoding="utf-8")
    say("Set up in .venv.")


def up_to_date(extra: str) -> bool:
    """Whether the environment was made from the files as they are, with `extra` or more."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        enough = EXTRAS.index(stamp["extra"]) >= EXTRAS.index(extra)
        return enough and stamp["inputs"] == digest() and python().exists()
    except (OSError, ValueError, KeyError):
        return False


def digest() -> str:
    """Hash of everything that the environment depends on, its place included."""
    state = hashlib.sha256(f"{ROOT} {platform.python_version()}".encode())
    for name in INPUTS:
        state.update((ROOT / name).read_bytes())
    return state.hexdigest()


def make_environment() -> None:
    """Make `.venv` unless a working one of this Python is there."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    asks = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"
    if python().exists():
        answer = subprocess.run([python(), "-c", asks], capture_output=True, text=True)
        if answer.stdout.split(maxsplit=1) == [version, f"{VENV}\n"]:
            return
        shutil.rmtree(VENV)
    say(f"Making .venv with Python {platform.python_version()} ...")
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in made.stdout + made.stderr:
            provide([f"python{version}-venv"], needed=True)
            make_environment()
            return
        raise SetUpError(f"The virtual environment cannot be made: {complaint(made)}")
    if pip_version() < OLDEST_PIP:
        pip("install", "--upgrade", "pip")


def install_torch(pins: list[str]) -> None:
    """Install torch: as the usual index has it, or its CPU build where that would bring CUDA.

    Raises SetUpError where nothing but CUDA is to be had for a machine without an NVIDIA GPU.
    """
    torch = pinned("torch")
    if has_nvidia_gpu() or not brings_cuda(torch):
        pip("install", *pins, torch)
        return
    try:
        # What torch depends on comes from the usual index afterwards.
        pip("install", "--no-deps", "--retries=1", "--index-url", CPU_TORCH_INDEX, torch)
    except SetUpError:
        raise SetUpError(
            "There is no NVIDIA GPU here, and the CPU build of torch cannot be fetched from\n"
            f"    {CPU_TORCH_INDEX}\n"
            "Set CPU_TORCH_INDEX to another index that has it. (The usual one would bring\n"
            "gigabytes of CUDA; if you want that, install torch into .venv yourself.)"
        ) from None


def brings_cuda(torch: str) -> bool:
    """Whether installing `torch` from the usual index would bring CUDA."""
    wish = ["install", "--dry-run", "--report", "-", torch]
    answer = subprocess.run(
        [python(), "-m", "pip", "--quiet", "--disable-pip-version-check", *wish],
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        raise SetUpError(f"torch cannot be installed: {complaint(answer)}")
    names = [item["metadata"]["name"].lower() for item in json.loads(answer.stdout)["install"]]
    return any(name.startswith(("nvidia-", "cuda-", "triton")) for name in names)


def has_nvidia_gpu() -> bool:
    """Whether the NVIDIA driver lists a GPU."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return False
    answer = subprocess.run([tool, "-L"], capture_output=True, text=True)
    return answer.returncode == 0 and "GPU 0" in answer.stdout


def has_screen() -> bool:
    """Whether a window could be shown."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def provide_libraries(needed: bool) -> None:
    """Check for the libraries that Qt loads on Linux; macOS and Windows have what it needs."""
    if sys.platform != "linux":
        return
    wanted = {**QT_LIBRARIES, **SCREEN_LIBRARIES} if has_screen() else QT_LIBRARIES
    missing = {soname: package for soname, package in wanted.items() if not can_load(soname)}
    if not missing:
        return
    if shutil.which("apt-get"):
        provide(list(missing.values()), needed)
        return
    sentence = f"The window needs libraries that are missing: {', '.join(missing)}."
    if needed:
        raise SetUpError(sentence)
    say(sentence)


def can_load(soname: str) -> bool:
    """Whether the system has the shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def provide(packages: list[str], needed: bool) -> None:
    """Install Debian's `packages` when root and asked to, else say how."""
    root = os.geteuid() == 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if root and os.environ.get("SYSDEPS") == "1":
        say(f"Installing {' '.join(packages)} ...")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, capture_output=True)
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise SetUpError(f"That failed: {complaint(done)}")
        return
    sentence = (
        "System packages are missing. Install them with\n"
        f"    {'' if root else 'sudo '}{' '.join(command)}"
        + ("\nor run this again with SYSDEPS=1." if root else "")
    )
    if needed:
        raise SetUpError(sentence)
    say(f"For the window: {sentence[0].lower()}{sentence[1:]}")


def python() -> Path:
    """The environment's Python."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def pip_version() -> tuple[int, ...]:
    """Version of the environment's pip."""
    asks = "import pip; print(pip.__version__)"
    answer = subprocess.run([python(), "-c", asks], capture_output=True, text=True)
    return tuple(int(part) for part in answer.stdout.split(".")[:2])


def pip(*arguments: str) -> None:
    """Run pip, which speaks only if it fails."""
    done = subprocess.run(
        [python(), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SetUpError(f"pip failed: {complaint(done)}")


def installed_version(package: str) -> str:
    """Version of a package in the environment, without its build; empty if it is not there."""
    asks = f"from importlib.metadata import version; print(version({package!r}))"
    answer = subprocess.run([python(), "-c", asks], capture_output=True, text=True)
    return answer.stdout.strip().partition("+")[0]


def pinned(package: str) -> str:
    """The line of constraints.txt about `package`."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{package}=="))


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """What a program that failed said about it, without its chatter."""
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    told = [line for line in lines if not line.lower().startswith(("warning", "hint", "note"))]
    if any("connection broken by" in line for line in lines):
        told.append("(A package index could not be reached; is the machine online?)")
    return "\n".join((told or ["no reason was given."])[-8:])


def say(text: str) -> None:
    """Write a line at once, whatever reads it."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
