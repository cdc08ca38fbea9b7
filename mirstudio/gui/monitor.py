"""Which colours the screen shows: the profile that was chosen, or the one that the system names.

An X11 desktop hands it to programs as a property of the root window. Wayland and other systems do
not tell by this way, and sRGB is assumed there until a profile is chosen.
"""

from __future__ import annotations

import ctypes
import logging
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QScreen

logger = logging.getLogger(__name__)

_MOST_BYTES = 1 << 24
_BYTES_OF_ITEM = 8


def monitor_profile(chosen: str, screen: QScreen | None) -> bytes | None:
    """Return the profile of `screen`, that of the file `chosen` where one is; None means sRGB."""
    profile = _read(Path(chosen)) if chosen else _system_profile(screen)
    if not profile:
        return None
    from mirstudio.imaging.screen import is_monitor_profile

    if not is_monitor_profile(profile):
        logger.warning("The monitor's profile is none of an RGB screen and is not used.")
        return None
    return profile


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        logger.warning("The monitor's profile cannot be read: %s", error)
        return None


def _system_profile(screen: QScreen | None) -> bytes | None:
    """Ask the system; screens after the first have their number in the property's name."""
    if QGuiApplication.platformName() != "xcb":
        return None
    screens = QGuiApplication.screens()
    number = screens.index(screen) if screen in screens else 0
    return read_root_property(f"_ICC_PROFILE_{number}" if number else "_ICC_PROFILE")


def read_root_property(name: str) -> bytes | None:
    """Read a property of bytes from the X11 root window; None where there is none."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        # The last argument makes no new atom: an unknown name is no property.
        atom = x11.XInternAtom(display, name.encode(), 1)
        return _read_property(x11, display, ctypes.c_ulong(atom)) if atom else None
    finally:
        x11.XCloseDisplay(display)


def _read_property(
    x11: ctypes.CDLL, display: ctypes.c_void_p, atom: ctypes.c_ulong
) -> bytes | None:
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    kind, count, left = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
    bits, data = ctypes.c_int(), ctypes.c_void_p()
    x11.XGetWindowProperty(
        display, root, atom, ctypes.c_long(0), ctypes.c_long(_MOST_BYTES // 4), 0,
        ctypes.c_ulong(0), ctypes.byref(kind), ctypes.byref(bits), ctypes.byref(count),
        ctypes.byref(left), ctypes.byref(data),
    )  # fmt: skip
    if not data:
        return None
    value = ctypes.string_at(data, count.value) if bits.value == _BYTES_OF_ITEM else None
    x11.XFree(data)
    return value
