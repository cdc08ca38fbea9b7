"""Numbers that JPEG XL stores in fewer bits the more often they occur (ISO/IEC 18181-1, annex C).

Read by prefix codes, with repetitions: the way in which libjxl stores profiles. The other way of
the format, asymmetric numeral systems, is for pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mirstudio.imaging.codecs.jxl_bits import Bits
from mirstudio.imaging.codecs.picture import CodecError

_DAMAGED = "its compressed header is damaged"
_ALPHABET_BITS = 15
_LONGEST_PREFIX = 15
_MOST_CLUSTERS = 256
_COPY_SYMBOLS = ((0, 224), (0, 512), (0, 4096), (15, 8))
_COPY_LENGTHS = ((0, 3), (0, 4), (2, 5), (8, 9))

PrefixCode = Mapping[tuple[int, int], int]
"""Length and bits, the first bit highest, of each symbol."""


def _spelled(words: Mapping[int, str]) -> PrefixCode:
    return {(len(word), int(word, 2)): symbol for symbol, word in words.items()}


_LENGTH_LENGTHS = _spelled({0: "00", 1: "1110", 2: "110", 3: "01", 4: "10", 5: "1111"})
_LENGTH_ORDER = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_REPEAT_LAST, _REPEAT_ZERO = 16, 17


@dataclass(frozen=True)
class _Form:
    """How a symbol and bits behind it make a number."""

    split: int
    """Numbers below two to this power are symbols themselves."""
    high: int
    low: int
    """Bits of the number that are in the symbol, besides its length."""

    def number(self, symbol: int, bits: Bits) -> int:
        """Return the number, taking what follows the symbol."""
        if symbol < 1 << self.split:
            return symbol
        inside = self.high + self.low
        behind = self.split - inside + (symbol - (1 << self.split) >> inside)
        if behind > 32:
            raise CodecError(_DAMAGED)
        low = symbol & ((1 << self.low) - 1)
        high = symbol >> self.low & ((1 << self.high) - 1) | 1 << self.high
        return (high << behind | bits.take(behind)) << self.low | low


def _read_form(bits: Bits, alphabet_bits: int) -> _Form:
    split = bits.take(alphabet_bits.bit_length())
    if split == alphabet_bits:
        return _Form(split, 0, 0)
    high = bits.take(split.bit_length())
    low = bits.take((split - high).bit_length()) if high <= split else split
    if high + low > split:
        raise CodecError(_DAMAGED)
    return _Form(split, high, low)


class Numbers:
    """Reads numbers, each of a context, which tells what numbers to expect."""

    def __init__(self, bits: Bits, contexts: int, *, may_copy: bool = True) -> None:
        """Read the codes of all contexts. Raises CodecError when they make no sense."""
        self._bits = bits
        self._copies = bits.flag()
        if self._copies:
            if not may_copy:
                raise CodecError(_DAMAGED)
            self._first_copy = bits.choice(_COPY_SYMBOLS)
            self._shortest_copy = bits.choice(_COPY_LENGTHS)
            self._copy_form = _read_form(bits, 8)
            contexts += 1
        self._clusters = _read_clusters(bits, contexts) if contexts > 1 else [0]
        if not bits.flag():
            raise CodecError("its header is compressed in a way that is not supported")
        count = len(set(self._clusters))
        if max(self._clusters) >= count:
            raise CodecError(_DAMAGED)
        self._forms = [_read_form(bits, _ALPHABET_BITS) for _ in range(count)]
        sizes = [1 + bits.counted(4) for _ in range(count)]
        if max(sizes) > 1 << _ALPHABET_BITS:
            raise CodecError(_DAMAGED)
        self._codes = [_read_prefixes(bits, size) for size in sizes]
        self._past: list[int] = []
        self._copied_from = self._left_to_copy = 0

    def take(self, context: int) -> int:
        """Return the next number; raises CodecError where the data is damaged."""
        value = self._copied() if self._left_to_copy else self._decoded(context)
        if self._copies:
            self._past.append(value)
        return value

    def _decoded(self, context: int) -> int:
        cluster = self._clusters[context]
        symbol = self._symbol(cluster)
        if not self._copies or symbol < self._first_copy:
            return self._forms[cluster].number(symbol, self._bits)
        length = self._copy_form.number(symbol - self._first_copy, self._bits)
        back = self._clusters[-1]
        distance = 1 + self._forms[back].number(self._symbol(back), self._bits)
        self._left_to_copy = length + self._shortest_copy
        self._copied_from = max(0, len(self._past) - distance)
        return self._copied()

    def _copied(self) -> int:
        value = self._past[self._copied_from] if self._past else 0
        self._copied_from += 1
        self._left_to_copy -= 1
        return value

    def _symbol(self, cluster: int) -> int:
        return _take_symbol(self._bits, self._codes[cluster])


def _read_clusters(bits: Bits, contexts: int) -> list[int]:
    """Read which code each context uses."""
    if bits.flag():
        width = bits.take(2)
        return [bits.take(width) for _ in range(contexts)]
    moved = bits.flag()
    numbers = Numbers(bits, 1, may_copy=contexts > 2)
    clusters = [numbers.take(0) for _ in range(contexts)]
    if max(clusters) >= _MOST_CLUSTERS:
        raise CodecError(_DAMAGED)
    if not moved:
        return clusters
    # Each was told by its place in a row whose front is what was used last.
    row = list(range(_MOST_CLUSTERS))
    for i, place in enumerate(clusters):
        clusters[i] = row.pop(place)
        row.insert(0, clusters[i])
    return clusters


def _take_symbol(bits: Bits, code: PrefixCode) -> int:
    word = length = 0
    while (length, word) not in code:
        word, length = word << 1 | bits.take(1), length + 1
        if length > _LONGEST_PREFIX:
            raise CodecError(_DAMAGED)
    return code[length, word]


def _code_of(lengths: Sequence[int]) -> PrefixCode:
    """Give words to symbols, shorter ones first; a single symbol needs no bits."""
    used = [symbol for symbol, length in enumerate(lengths) if length]
    if len(used) == 1:
        return {(0, 0): used[0]}
    code: dict[tuple[int, int], int] = {}
    word = last = 0
    for symbol in sorted(used, key=lambda symbol: lengths[symbol]):
        word, last = word << lengths[symbol] - last, lengths[symbol]
        code[last, word] = symbol
        word += 1
    if word != 1 << last:
        raise CodecError(_DAMAGED)
    return code


def _read_prefixes(bits: Bits, size: int) -> PrefixCode:
    """Read a prefix code for symbols below `size`."""
    if size == 1:
        return {(0, 0): 0}
    skipped = bits.take(2)
    if skipped == 1:
        return _read_few_prefixes(bits, size)
    lengths = [0] * len(_LENGTH_ORDER)
    space = 32
    for place in _LENGTH_ORDER[skipped:]:
        lengths[place] = _take_symbol(bits, _LENGTH_LENGTHS)
        space -= 32 >> lengths[place] if lengths[place] else 0
        if space <= 0:
            break
    return _code_of(_read_lengths(bits, _code_of(lengths), size))


def _read_few_prefixes(bits: Bits, size: int) -> PrefixCode:
    """Read a code of one to four symbols."""
    count = bits.take(2) + 1
    width = (size - 1).bit_length()
    symbols = [bits.take(width) for _ in range(count)]
    if len(set(symbols)) < count or max(symbols) >= size:
        raise CodecError(_DAMAGED)
    words = ((1,), (1, 1), (1, 2, 2), (2, 2, 2, 2))[count - 1]
    if count == 4 and bits.flag():
        words = (1, 2, 3, 3)
    lengths = [0] * size
    for symbol, length in zip(symbols, words, strict=True):
        lengths[symbol] = length
    return _code_of(lengths)


def _read_lengths(bits: Bits, code: PrefixCode, size: int) -> list[int]:
    """Read the lengths of a code's words; zeros at the end are left out."""
    lengths: list[int] = []
    last, repeated, repetitions = 8, 0, 0
    space = 1 << _LONGEST_PREFIX
    while len(lengths) < size and space > 0:
        symbol = _take_symbol(bits, code)
        if symbol < _REPEAT_LAST:
            last, repetitions, added = symbol or last, 0, [symbol]
        else:
            width, length = symbol - 14, last if symbol == _REPEAT_LAST else 0
            before = repetitions if length == repeated else 0
            repeated = length
            # Repetitions that follow each other are digits of one number.
            repetitions = (before - 2 << width if before else 0) + bits.take(width) + 3
            added = [length] * (repetitions - before)
        lengths += added
        space -= sum(1 << _LONGEST_PREFIX >> length for length in added if length)
    if space or len(lengths) > size:
        raise CodecError(_DAMAGED)
    return lengths
