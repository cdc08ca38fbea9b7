"""XMP packets: what a photo is called and rated, and what we did to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC, _XMP = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
ENHANCED = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced"
"""IPTC's word for a photo that an algorithm made better without adding to it."""
_DEFAULT = ' xml:lang="x-default"'
_LARGEST = 1 << 22
_MARK = rb"Iptc4xmpExt:(?:DigitalSourceType|AISystemUsed)"
_OLD_MARK = re.compile(
    rb"\s+" + _MARK + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(" + _MARK + rb")>[^<]*</\1>"
)
_GPS = re.compile(
    rb"\s+exif:GPS\w+\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(exif:GPS\w+)(?:\s[^>]*)?>.*?</\1>", re.DOTALL
)

_DEVELOPMENT = re.compile(
    rb"\s+crs:\w+\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(crs:\w+)(?:\s[^>]*)?(?:/>|>.*?</\1>)", re.DOTALL
)
"""Camera Raw Settings: what Adobe's programs would do to the photo."""


@dataclass(frozen=True)
class Description:
    """What people say about a photo."""

    rating: str = ""
    """-1 for rejected, 0–5 stars, empty for none."""
    title: str = ""
    copyright: str = ""
    creators: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def over(self, other: Description) -> Description:
        """Return this description, completed by another."""
        return Description(
            self.rating or other.rating,
            self.title or other.title,
            self.copyright or other.copyright,
            self.creators or other.creators,
            self.keywords or other.keywords,
        )


def read_description(packet: bytes) -> Description:
    """Read a packet; what makes no sense is nothing."""
    # Entities have no place in XMP, and are how small files become large.
    if len(packet) > _LARGEST or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return Description()
    try:
        tree = ET.fromstring(packet.strip(b"\0 \r\n\t"))
    except (ET.ParseError, ValueError):
        return Description()
    rating = next(iter(_values(tree, _XMP, "Rating")), "")
    return Description(
        rating if re.fullmatch(r"-1|[0-5]", rating) else "",
        next(iter(_values(tree, _DC, "title")), ""),
        next(iter(_values(tree, _DC, "rights")), ""),
        tuple(_values(tree, _DC, "creator")),
        tuple(_values(tree, _DC, "subject")),
    )


def _values(tree: ET.Element, space: str, name: str) -> list[str]:
    """Return a property's values, whether it is an attribute, a text or a list."""
    key = f"{{{space}}}{name}"
    found = [element.attrib[key] for element in tree.iter() if key in element.attrib]
    for element in tree.iter(key):
        items = [item.text or "" for item in element.iter(f"{{{_RDF}}}li")]
        found += items or [element.text or ""]
    return [value.strip() for value in found if value.strip()]


def write_description(about: Description) -> bytes | None:
    """Return a packet; None where there is nothing to say."""
    if about == Description():
        return None
    parts = [
        _list("dc:title", "Alt", [about.title] if about.title else [], _DEFAULT),
        _list("dc:rights", "Alt", [about.copyright] if about.copyright else [], _DEFAULT),
        _list("dc:creator", "Seq", about.creators),
        _list("dc:subject", "Bag", about.keywords),
    ]
    rating = f" xmp:Rating={quoteattr(about.rating)}" if about.rating else ""
    spaces = f'xmlns:xmp="{_XMP}" xmlns:dc="{_DC}"'
    body = f'<rdf:Description rdf:about="" {spaces}{rating}>{"".join(parts)}</rdf:Description>'
    return _packet(body)


def _list(name: str, kind: str, values: list[str] | tuple[str, ...], more: str = "") -> str:
    if not values:
        return ""
    items = "".join(f"<rdf:li{more}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _packet(body: str) -> bytes:
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">{body}</rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    )
    return text.encode()


def mark_enhanced(packet: bytes | None, model: str) -> bytes:
    """Return the packet with IPTC's word for such a picture, and the model that made it so."""
    body = (
        f'<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="{_EXT}"'
        f' Iptc4xmpExt:DigitalSourceType="{ENHANCED}"'
        f" Iptc4xmpExt:AISystemUsed={quoteattr('mirstudio ' + model)}/>"
    )
    end = b"</rdf:RDF>"
    if packet is None or end not in packet:
        return _packet(body)
    before, _, after = _OLD_MARK.sub(b"", packet).rpartition(end)
    return before + body.encode() + end + after


def without_place(packet: bytes) -> bytes:
    """Return the packet without GPS positions."""
    return _GPS.sub(b"", packet)


def undeveloped(packet: bytes) -> bytes | None:
    """Return the packet without how another program would develop the photo."""
    stripped = _DEVELOPMENT.sub(b"", packet)
    if stripped == packet or _is_sound(stripped):
        return stripped
    return write_description(read_description(packet))


def _is_sound(packet: bytes) -> bool:
    try:
        ET.fromstring(packet.strip(b"\0 \r\n\t"))
    except (ET.ParseError, ValueError):
        return False
    return True
