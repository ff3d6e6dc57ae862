"""The zip around a workbook, in one canonical form: from the entries follows every byte of the file.

Source of the layout: PKWARE APPNOTE 6.3.3, sections 4.3 and 4.4.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from app.reports.signing.verdicts import unreadable

UNPACKED_LIMIT = 200_000_000  # bytes, all parts together
SUSPECT_SIZE, SUSPECT_RATIO = 50_000_000, 300  # a workbook packs to a twentieth, not to a three-hundredth
ENTRIES_LIMIT = 20_000
STORED, DEFLATED = 0, 8
NEW_YEAR_1980 = 0x0021  # the earliest date that the format knows: no clock in the bytes


@dataclass(frozen=True)
class Entry:
    """One part as it is packed; `size` and `crc` are those of the unpacked content."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes

    @cached_property
    def content(self) -> bytes:
        """The unpacked bytes, checked for size and CRC; raises ValueError or zlib.error when they are not right."""
        if self.method == STORED:
            found = self.packed
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            found = inflater.decompress(self.packed, self.size + 1)
            if not inflater.eof or inflater.unused_data:
                raise ValueError("the deflate stream does not end where it should")
        if len(found) != self.size or zlib.crc32(found) != self.crc:
            raise ValueError("size or CRC differs")
        return found


def stored(name: str, content: bytes) -> Entry:
    """An entry that holds its content as it is."""
    return Entry(name, STORED, zlib.crc32(content), len(content), content)


def deflated(name: str, content: bytes) -> Entry:
    """An entry that holds its content packed."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Entry(name, DEFLATED, zlib.crc32(content), len(content), packed)


def read_entries(data: bytes) -> list[Entry]:
    """The entries of a zip in the order of its directory, folders left out; nothing is unpacked yet.

    Raises a Refusal for what is too large, packed in another way or under a password; BadZipFile, ValueError or
    struct.error for damage.
    """
    if data.count(b"PK\x01\x02") > ENTRIES_LIMIT:
        raise unreadable("文件中的内容项多得异常,为安全起见没有打开。")
    with ZipFile(BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    bomb = total > SUSPECT_SIZE and total > SUSPECT_RATIO * len(data)
    if total > UNPACKED_LIMIT or packed > len(data) or bomb:  # more packed than there is: parts overlap
        raise unreadable("文件展开后异常庞大,为安全起见没有打开。")
    for info in infos:
        if info.flag_bits & 1:
            raise unreadable("文件带有密码。")
        if info.compress_type not in (STORED, DEFLATED):
            raise unreadable("文件的压缩方式不是 Excel 工作簿所用的。")
    return [
        Entry(
            info.filename,
            info.compress_type,
            info.CRC,
            info.file_size,
            _packed(data, info.header_offset, info.compress_size),
        )
        for info in infos
    ]


def _packed(data: bytes, offset: int, length: int) -> bytes:
    signature, names, extras = struct.unpack_from("<4s22xHH", data, offset)
    start = offset + 30 + names + extras
    if signature != b"PK\x03\x04" or start + length > len(data):
        raise BadZipFile("no local header where the directory says")
    return data[start : start + length]


def write_locals(entries: list[Entry]) -> bytes:
    """The first half of the canonical file: each entry's header and packed bytes, without a gap."""
    return b"".join(
        piece for entry in entries for piece in (b"PK\x03\x04", _fields(entry), b"\0\0", _name(entry), entry.packed)
    )


def write_container(entries: list[Entry]) -> bytes:
    """The canonical file of `entries`; a file is in this form exactly if writing what was read gives it back."""
    body, directory, offset = write_locals(entries), [], 0
    for entry in entries:
        tail = struct.pack("<HHHHII", 0, 0, 0, 0, 0, offset)
        directory += [b"PK\x01\x02", struct.pack("<H", 20), _fields(entry), tail, _name(entry)]
        offset += 30 + len(_name(entry)) + len(entry.packed)
    listing = b"".join(directory)
    count = len(entries)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listing), len(body), 0)
    return body + listing + end


def _name(entry: Entry) -> bytes:
    return entry.name.encode("utf-8")


def _fields(entry: Entry) -> bytes:
    """What local header and directory have in common: version, flags, method, time, date, CRC, sizes, name length."""
    name = _name(entry)
    flags = 0 if entry.name.isascii() else 0x0800
    return struct.pack(
        "<HHHHHIIIH", 20, flags, entry.method, 0, NEW_YEAR_1980, entry.crc, len(entry.packed), entry.size, len(name)
    )
