"""XMP: what people say about a photo, what is told of a restoration, what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mirstudio.imaging.codecs import exif
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.metadata import Kept, correct_xmp, keep
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.xmp import (
    ENHANCED,
    Description,
    mark_enhanced,
    read_description,
    undeveloped,
    write_description,
)
from tests.imaging.pictures import IPTC, XMP, described, exif_block, photo
from tests.imaging.raws import Sensor, bayer_dng, scene

SAID = Description("4", "Clock & tower", "© Ana <ana@example.org>", ("Ana",), ("clock", "sea"))
DARKTABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:darktable="http://darktable.sf.net/">
 <rdf:Description rdf:about="" xmp:Rating="3" darktable:history_end="4">
  <dc:subject><rdf:Seq><rdf:li>harbour</rdf:li><rdf:li>night</rdf:li></rdf:Seq></dc:subject>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Low tide</rdf:li></rdf:Alt></dc:title>
  <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY</rdf:li></rdf:Alt></dc:rights>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_a_description_survives_its_packet() -> None:
    assert read_description(write_description(SAID) or b"") == SAID
    assert write_description(Description()) is None


@pytest.mark.parametrize(
    "packet", [b"", b"<x", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a/>", b"\xff\0"]
)
def test_packets_without_sense_say_nothing(packet: bytes) -> None:
    assert read_description(packet) == Description()


@pytest.mark.parametrize("name", ["shot.xmp", "shot.dng.xmp"])
def test_what_stands_beside_a_raw_file_goes_into_the_result(tmp_path: Path, name: str) -> None:
    (tmp_path / "shot.dng").write_bytes(bayer_dng(scene(), Sensor()))
    (tmp_path / name).write_bytes(DARKTABLE)
    shot = read_photo(tmp_path / "shot.dng")
    for result in ("out.jpg", "out.tif", "out2.dng"):
        write_photo(shot, tmp_path / result)
        packet = read_photo(tmp_path / result).metadata.xmp or b""
        wanted = Description("3", "Low tide", "CC BY", (), ("harbour", "night"))
        assert read_description(packet) == wanted
        assert b"darktable" not in packet
    assert (tmp_path / name).read_bytes() == DARKTABLE


def test_how_others_would_develop_a_raw_file_stays_behind() -> None:
    settings = (
        b'<r xmlns:crs="c" xmlns:a="b" crs:Exposure2012="+1.0" a:b="1"><crs:Curve><i/></crs:Curve>'
        b"<crs:Flat/><a:kept/></r>"
    )
    wanted = b'<r xmlns:crs="c" xmlns:a="b" a:b="1"><a:kept/></r>'
    assert undeveloped(settings) == wanted
    assert undeveloped(wanted) == wanted
    nested = b'<r xmlns:crs="c"><crs:M><crs:M/><crs:M>1</crs:M></crs:M></r>'
    assert undeveloped(nested) is None


def test_a_restoration_is_told_of_when_asked(tmp_path: Path) -> None:
    for metadata in (Metadata(), Metadata(xmp=write_description(SAID))):
        before = replace(photo(metadata=metadata), restored_by="den<oise")
        options = WriteOptions(disclose=True, overwrite=True)
        write_photo(before, tmp_path / "a.jpg", options)
        packet = read_photo(tmp_path / "a.jpg").metadata.xmp or b""
        ET.fromstring(packet)
        assert ENHANCED.encode() in packet
        assert b'AISystemUsed="mirstudio den&lt;oise"' in packet
        assert read_description(packet) == read_description(metadata.xmp or b"")
    write_photo(photo(), tmp_path / "plain.jpg", WriteOptions(disclose=True))
    assert read_photo(tmp_path / "plain.jpg").metadata == Metadata()
    again = mark_enhanced(mark_enhanced(None, "one"), "two")
    assert again.count(b"DigitalSourceType=") == 1 and b"mirstudio one" not in again


def test_the_place_can_be_left_out() -> None:
    packet = b'<rdf:Description exif:GPSLatitude="48,1N" xmp:Rating="4"><exif:GPSAltitude>3'
    packet += b"</exif:GPSAltitude></rdf:Description>"
    block = exif_block(">")
    kept = keep(Metadata(block, packet, IPTC, (300.0, 300.0)), Kept.NO_GPS)
    assert kept.xmp == b'<rdf:Description xmp:Rating="4"></rdf:Description>'
    before, after = described(block), described(kept.exif)
    assert before.pop(exif.GPS_DIRECTORY) != {}
    assert after.pop(exif.GPS_DIRECTORY) == {}
    assert before == after
    assert len(kept.exif or b"") == len(block)


def test_of_all_metadata_the_owner_alone_can_be_kept() -> None:
    block = exif.pack_block(
        exif.Directory("<", {0x110: (2, 6, b"Box 3\0"), 0x8298: (2, 4, b"Ana\0")})
    )
    records = b"\x1c\x02\x69\x00\x03Sea\x1c\x02\x74\x00\x03Ana"
    kept = keep(Metadata(block, write_description(SAID), records, (72.0, 72.0)), Kept.COPYRIGHT)
    assert described(kept.exif) == {0x8298: (2, 4, b"Ana\0")}
    assert kept.iptc == b"\x1c\x02\x74\x00\x03Ana"
    assert read_description(kept.xmp or b"") == Description(
        copyright=SAID.copyright, creators=SAID.creators
    )
    assert keep(Metadata(exif_block(), XMP, IPTC), Kept.COPYRIGHT) == Metadata()
    assert keep(Metadata(block, XMP, records), Kept.NONE) == Metadata()


def test_what_promises_a_gain_map_or_a_video_goes() -> None:
    packet = b'<d hdrgm:Version="1.0" GCamera:MotionPhoto="1" xmp:Rating="4"/>'
    assert correct_xmp(packet, 3, 2) == b'<d xmp:Rating="4"/>'
    listed = b"<d><Container:Directory><Container:Item/></Container:Directory><x/></d>"
    assert correct_xmp(listed, 3, 2) == b"<d><x/></d>"
