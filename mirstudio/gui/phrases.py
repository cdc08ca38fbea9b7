"""Sentences of other rooms, which know no Qt: recognised here, told in the user's language.

`{…}` stands for what changes from case to case. What is not listed is told as it was said, in
English: it concerns the command line, or is so rare that nobody translated it yet.
"""

from __future__ import annotations

import re
from functools import cache

from mirstudio.gui.translate import marked, tr

PHRASES = (
    # What sliders do: imaging/adjustments.py.
    marked("how much of the result is laid over the original"),
    marked("how much of the noise in brightness is kept"),
    marked("how much of the noise in colour is kept"),
    marked("fine texture, softened or brought out"),
    marked("sharpening of edges"),
    marked("film grain laid over the result"),
    marked("mean brightness to reach; 0 leaves it as it is"),
    marked("exposure values brighter or darker"),
    marked("dark parts, deepened or lifted"),
    marked("colourfulness; -100 is black and white"),
    marked("white balance from blue to amber"),
    marked("white balance from green to magenta"),
    # What the blur assumed for an enlargement is: restoration/chain.py.
    marked("blur of the photo in its own pixels; the network runs again for it"),
    # What the autopilot finds: restoration/autopilot.py.
    marked("It is dark: {exposure} exposure values below mid-grey."),
    marked("It is noisy: sigma {sigma} of 255."),
    marked("It is blurred: its sharpest edges are {width} pixels wide."),
    # Notes beside progress, and what happened on the way.
    marked("preview"),
    marked("coarse"),
    marked("coarse, {note}"),
    marked("fine"),
    marked("fine, {note}"),
    marked("comparing"),
    marked("Memory ran out; tiles are cut to {side} pixels."),
    marked("{device} is not used in {precision}: {reason} in its self-test."),
    marked("memory ran out"),
    marked("it failed"),
    marked("{device} is not used in {precision}: in its self-test {finding}."),
    marked("it returns values that are no numbers"),
    marked("it is {difference} off the CPU in fp32, {allowed} allowed"),
    marked("A tile {flaw}, even on the CPU in fp32."),
    marked("Try another model."),
    marked("{device} failed: {reason}"),
    marked("Try a smaller tile or another device."),
    marked("step {step} of {steps}"),
    marked("step {step} of {steps}, {note}"),
    # What a file does not hold of a result: imaging/read_back.py.
    marked("{before} bits became {after}"),
    marked("grey became colour"),
    marked("no transparency"),
    marked("no colour profile; its colours are sRGB all the same"),
    marked("colours converted to {space}"),
    marked("no EXIF"),
    marked("{missing} of {all} EXIF entries are missing"),
    marked("no XMP"),
    marked("other XMP"),
    marked("no IPTC"),
    marked("other IPTC"),
    marked("no resolution for print"),
    # Photos: imaging/files.py, imaging/disk.py, jobs/names.py.
    marked("{path} is not a photo in any format that mirstudio knows."),
    marked("{path} cannot be opened: there is not enough memory for it."),
    marked("{path} cannot be opened: its data is damaged."),
    marked(
        "{path} cannot be opened: its {megapixels} megapixels need {gigabytes} GB of memory, "
        "which is not free."
    ),
    marked("{path} cannot be opened: it claims {megapixels} megapixels, and {most} are the most."),
    marked("{path} cannot be opened: {reason}."),
    marked("{path} is a folder and not a photo."),
    marked("{path} is not a file."),
    marked("{path} is empty."),
    marked("{path} does not exist."),
    marked("{path} may not be read: permission is denied."),
    marked("{path} cannot be read: {reason}."),
    marked("{path} is a camera's original and is not overwritten."),
    marked("{path} is an original and is not overwritten."),
    marked("{path} already exists."),
    marked("Choose another name, or allow overwriting."),
    marked("{path} cannot be written: there is not enough memory."),
    marked("{path} cannot be written: the encoder failed ({reason})."),
    marked("{path} cannot be written: {format} holds at most {side} pixels along a side."),
    marked("{path} cannot be written: {reason}."),
    marked("{path} was written, but does not read back: {reason}"),
    marked("The folder {folder} cannot be made: {reason}."),
    marked("The name is empty."),
    marked("Try {template}."),
    marked("The settings could not be saved in {path}: {reason}."),
    # Pairs: restoration/views.py.
    marked("The model “{model}” needs two aligned views of one photo."),
    marked("The model “{model}” takes single photos, no pair."),
    marked("The two views differ in size: {left} on the left, {right} on the right."),
    # Models: restoration/checkpoint.py, importing.py, library.py; networks/.
    marked("The checkpoint “{name}” is a folder, not a checkpoint."),
    marked("The checkpoint “{name}” does not exist."),
    marked("The checkpoint “{name}” is empty."),
    marked("The checkpoint “{name}” holds no weights."),
    marked("The checkpoint “{name}” cannot be read ({reason})."),
    marked("The checkpoint “{name}” is damaged, cut short or no checkpoint."),
    marked("The checkpoint “{name}” is damaged or cut short."),
    marked("The checkpoint “{name}” is cut short."),
    marked("The checkpoint “{name}” holds values that are not finite, in “{key}”."),
    marked("The checkpoint {path} is missing or cannot be read."),
    marked("This checkpoint {finding}."),
    marked("is of a network that mirstudio does not know"),
    marked("seems to be {title}"),
    marked("looks like {title}, but {problem}"),
    marked("{titles} can be loaded."),
    marked("This looks like {title}, but its tensors do not fit together."),
    marked("“{name}” cannot be the name of a model."),
    marked("Use letters, digits, hyphens and dots."),
    marked("There is another model called “{name}”."),
    marked("The model could not be written to {folder}: {reason}."),
    marked("The file of the model “{name}” is damaged: its checksum is another."),
    marked("Install it anew."),
    marked("The model card {path} makes no sense: {reason}."),
    marked("There is no device “{device}” on this machine."),
    marked("There is: {devices}."),
    # Batches: jobs/journal.py.
    marked("Another batch is at work with {path}."),
    marked("The journal {path} is damaged: {reason}."),
    marked("The journal {path} cannot be opened: {reason}."),
    # Cards of the models that come with the program.
    marked("Denoise"),
    marked("Deblur"),
    marked("Derain"),
    marked("Low light"),
    marked("Enlarge ×{scale}"),
    marked("best"),
    marked("fast"),
    marked("clean"),
    marked("medium"),
    marked("camera"),
    marked("Takes out noise of any strength from none to sigma 60, without being told how much."),
    marked(
        "Takes out noise as cameras and phones leave it in a JPEG, and white noise, without being "
        "told how much."
    ),
    marked(
        "Brings a photo taken with far too little light to the brightness of a usual one, with "
        "less of its noise and colour cast."
    ),
    marked("Takes rain streaks and the thin veil behind them out of a photo."),
    marked("The same network as {model}, stopped after its first stage: quicker, not as good."),
    marked("The same network as {model}, stopped after its second stage: quicker, not as good."),
    marked("Enlarges sharp, clean photos {scale} times, sharper than bicubic enlargement."),
)

PLACEHOLDER = re.compile(r"\{(\w+)\}")
SENTENCES = re.compile(r"(?<=[.]) (?=[A-Z“])")
"""Between a sentence and a hint of what to do."""


def told(words: str) -> str:
    """Tell in the user's language what another room said: a phrase, a sentence, or several."""
    return " ".join(_told(one) for one in SENTENCES.split(words))


def told_title(title: str) -> str:
    """Tell the title of a model, such as "Denoise · best"."""
    return " · ".join(told(part) for part in title.split(" · "))


def _told(sentence: str) -> str:
    for pattern, phrase in _patterns():
        if found := pattern.fullmatch(sentence):
            values = {name: told(value) for name, value in found.groupdict().items()}
            return tr(phrase).format(**values)
    return sentence


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Those that say most come first: they would fit others, too."""
    longest = sorted(PHRASES, key=lambda phrase: len(PLACEHOLDER.sub("", phrase)), reverse=True)
    return [(_pattern(phrase), phrase) for phrase in longest]


def _pattern(phrase: str) -> re.Pattern[str]:
    """Any text in the place of each `{name}`."""
    pieces = [re.escape(piece) for piece in PLACEHOLDER.split(phrase)]
    pieces[1::2] = [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    return re.compile("".join(pieces), re.DOTALL)
