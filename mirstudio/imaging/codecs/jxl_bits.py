"""Bits of a JPEG XL codestream, lowest first, and the forms in which it writes numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mirstudio.imaging.codecs.picture import CodecError

Choices = tuple[tuple[int, int], ...]
"""Four forms of a number: so many bits, and what is added to them."""


class Bits:
    """Reads bits one after the other."""

    def __init__(self, data: bytes, position: int = 0) -> None:
        """`position` is the bit to begin at."""
        self._data = data
        self.position = position

    def take(self, count: int) -> int:
        """Return the next bits as a number; raises CodecError behind the end."""
        start, self.position = self.position, self.position + count
        if self.position > 8 * len(self._data):
            raise CodecError("its header is damaged")
        whole = int.from_bytes(self._data[start // 8 : (self.position + 7) // 8], "little")
        return whole >> start % 8 & ((1 << count) - 1)

    def flag(self) -> bool:
        """Return the next bit."""
        return bool(self.take(1))

    def choice(self, choices: Choices) -> int:
        """Return a number of one of four forms."""
        count, base = choices[self.take(2)]
        return base + self.take(count)

    def counted(self, width: int) -> int:
        """Return a number whose number of bits stands before it, in `width` bits."""
        if not self.flag():
            return 0
        count = self.take(width)
        return (1 << count) + self.take(count)

    def long(self) -> int:
        """Return a number of up to 64 bits."""
        form = self.take(2)
        if form < 3:
            return (0, 1, 17)[form] + self.take((0, 4, 8)[form])
        value, shift = self.take(12), 12
        while self.flag():
            count = 8 if shift < 60 else 4
            value |= self.take(count) << shift
            if shift == 60:
                break
            shift += 8
        return value


@dataclass(frozen=True)
class Written:
    """Bits to be written, lowest first."""

    value: int = 0
    count: int = 0

    def __add__(self, behind: Written) -> Written:
        return Written(self.value | behind.value << self.count, self.count + behind.count)

    def to_bytes(self) -> bytes:
        """Return the bits in whole bytes, filled up with zeros."""
        return self.value.to_bytes((self.count + 7) // 8, "little")


def write_long(value: int) -> Written:
    """Return a number in the form that `Bits.long` reads; at most 60 bits."""
    written = Written(3, 2) + Written(value & 0xFFF, 12)
    value >>= 12
    while value:
        written += Written(1, 1) + Written(value & 0xFF, 8)
        value >>= 8
    return written + Written(0, 1)
