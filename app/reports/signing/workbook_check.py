"""Is a workbook still what was signed? Its signatures must hold, name every part, and, if ours, seal the container."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from zipfile import BadZipFile

from app.reports.signing import opc
from app.reports.signing.container import Entry, read_entries, write_container, write_locals
from app.reports.signing.verdicts import Signature, changed, unreadable, unsigned
from app.reports.signing.xmldsig_check import PackageSignature, examine_signature

SIGNATURES_LIMIT = 20  # each costs a pass over all parts


@dataclass(frozen=True)
class Package:
    """A workbook taken apart: its entries in order, and each part's content."""

    entries: list[Entry]
    parts: dict[str, bytes]


def examine_workbook(data: bytes) -> list[Signature]:
    """The signatures of `data`, oldest first, all of them valid; a Refusal when any byte is not vouched for.

    Damage may also come out as BadZipFile, ValueError, struct.error, zlib.error or an XML error.
    """
    package = _take_apart(data)
    names = _signature_parts(package)
    if not names:
        if opc.SIGNATURES.encode() in data:
            raise changed("签名已不完整")
        raise unsigned()
    if len(names) > SIGNATURES_LIMIT:
        raise unreadable("签名多得异常。")
    found = [examine_signature(package.parts[name], package.parts) for name in names]
    if all(one.seal for one in found):
        _check_seal(data, package.entries, names[-1], found[-1])
    return [one.signature for one in found]


def _take_apart(data: bytes) -> Package:
    try:
        entries = read_entries(data)
        parts = {entry.name: entry.content for entry in entries}
    except (BadZipFile, NotImplementedError) as error:
        if opc.SIGNATURES.encode() in data:
            raise changed("文件内容已损坏或不完整") from error
        raise unreadable("文件已损坏,打不开。") from error
    if opc.CONTENT_TYPES not in parts or opc.ROOT_RELS not in parts:
        raise unreadable("这不是 Excel 工作簿(.xlsx)。")
    if len(parts) != len(entries):
        raise changed("文件中有重复的内容")
    return Package(entries, parts)


def _signature_parts(package: Package) -> list[str]:
    """The signatures that the package's own links lead to, oldest first; they must be all that there are."""
    if not any(one.type == opc.ORIGIN_REL for one in opc.read_relationships(package.parts[opc.ROOT_RELS])):
        return []
    types = opc.read_types(package.parts[opc.CONTENT_TYPES])
    kinds = {name: types.of(name) for name in package.parts if name.startswith(opc.SIGNATURES)}
    listed = [name for name, kind in kinds.items() if kind == opc.SIGNATURE_TYPE]
    rels = next((name for name in kinds if opc.is_rels(name)), "")
    links = opc.read_relationships(package.parts[rels]) if rels else []
    linked = [one.target.rpartition("/")[2] for one in links if one.type == opc.SIGNATURE_REL]
    if sorted(linked) != sorted(name.rpartition("/")[2] for name in listed):
        raise changed("签名已不完整")
    if any(kind not in (opc.SIGNATURE_TYPE, opc.ORIGIN_TYPE, opc.RELS_TYPE) for kind in kinds.values()):
        raise changed("签名之外夹带了其他内容")
    return sorted(listed, key=lambda name: (len(name), name))


def _check_seal(data: bytes, entries: list[Entry], last: str, signature: PackageSignature) -> None:
    """Our own files are held to the byte: canonical zip, the last signature last, its seal over all before it."""
    if not signature.own_form or entries[-1].name != last or write_container(entries) != data:
        raise changed("文件的封装与签名时不一致")
    if sha256(write_locals(entries[:-1])).hexdigest().upper() != signature.seal:
        raise changed("文件的封装与签名时不一致")
