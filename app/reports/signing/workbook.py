"""An OOXML package signature in a workbook: valid for Excel and LibreOffice, and sealed to the last byte for us."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from hashlib import sha256
from zipfile import BadZipFile

from lxml import etree

from app.base.errors import UserFault
from app.models.signers import Role
from app.reports.signing import opc
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.container import Entry, deflated, read_entries, stored, write_container, write_locals
from app.reports.signing.signature_xml import links_reference, part_reference, sign_manifest
from app.reports.signing.verdicts import Refusal

ORIGIN = f"{opc.SIGNATURES}origin.sigs"
ORIGIN_RELS = f"{opc.SIGNATURES}_rels/origin.sigs.rels"


def sign_workbook(
    data: bytes, identity: SigningIdentity, *, signed_at: datetime, role: Role | None = None, name: str = ""
) -> bytes:
    """`data` (.xlsx) with one more signature of `identity` over every part; earlier signatures stay valid.

    The zip around it is written anew in canonical form. `signed_at` is local when naive; `role` and `name` say as what
    and as whom. Raises UserFault when `data` is not a workbook that can be signed.
    """
    try:
        entries = read_entries(data)
        body, number = _with_signature_place(entries)
        return _seal(body, number, identity, signed_at, signed_as(role, name))
    except Refusal as refusal:
        raise UserFault(f"这个工作簿不能签名:{refusal.reason}", "请检查是否选错了文件。") from refusal
    except (BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError, ValueError, KeyError, EOFError) as error:
        raise UserFault("这个文件不是完好的 Excel 工作簿(.xlsx),不能签名。", "请重新生成文件,再试一次。") from error


def signed_as(role: Role | None, name: str) -> str:
    """Role and name on one line, as they stand in the comment of a signature."""
    return " ".join(f"{role.words if role else ''} {name}".split())


def manifest(entries: list[Entry]) -> str:
    """The References over every part that a signature names, links first in each folder as Excel sorts them."""
    parts = {entry.name: entry for entry in entries}
    types = opc.read_types(parts[opc.CONTENT_TYPES].content)
    return "".join(_reference(parts[name], types) for name in sorted(parts) if opc.is_vouched(name))


def _reference(part: Entry, types: opc.ContentTypes) -> str:
    kind = types.of(part.name)
    if kind is None:
        raise ValueError(f"no content type for {part.name}")
    uri = opc.part_uri(part.name, kind)
    if not opc.is_rels(part.name):
        return part_reference(uri, part.content)
    links = opc.signed_links(opc.read_relationships(part.content))
    return links_reference(uri, [one.id for one in links], opc.transform(links))


def _seal(body: list[Entry], number: int, identity: SigningIdentity, signed_at: datetime, words: str) -> bytes:
    """The finished file: the signature stands last and unpacked, its seal covers all that stands before it."""
    seal = sha256(write_locals(body)).hexdigest().upper()
    signature = sign_manifest(manifest(body), seal, identity, signed_at, words, mark=f"_{number}" if number > 1 else "")
    return write_container([*body, stored(f"{opc.SIGNATURES}sig{number}.xml", signature)])


def _with_signature_place(entries: list[Entry]) -> tuple[list[Entry], int]:
    """The entries with types and links made ready for signature number n, and n."""
    parts = {entry.name: entry for entry in entries}
    if len(parts) != len(entries):
        raise ValueError("a part occurs twice")
    number = 1
    while f"{opc.SIGNATURES}sig{number}.xml" in parts:
        number += 1
    name = f"{opc.SIGNATURES}sig{number}.xml"
    kinds = {"sigs": opc.ORIGIN_TYPE, "rels": opc.RELS_TYPE}
    types = opc.with_types(parts[opc.CONTENT_TYPES].content, kinds, {name: opc.SIGNATURE_TYPE})
    origin_links = parts[ORIGIN_RELS].content if ORIGIN_RELS in parts else None
    parts[opc.CONTENT_TYPES] = deflated(opc.CONTENT_TYPES, types)
    parts[ORIGIN_RELS] = deflated(ORIGIN_RELS, opc.with_link(origin_links, opc.SIGNATURE_REL, f"sig{number}.xml"))
    if ORIGIN not in parts:
        parts[ORIGIN] = stored(ORIGIN, b"")
        parts |= _tidied_links(parts)  # only where no earlier signature can rest on them
        root = opc.with_link(parts[opc.ROOT_RELS].content, opc.ORIGIN_REL, ORIGIN)
        parts[opc.ROOT_RELS] = deflated(opc.ROOT_RELS, root)
    return list(parts.values()), number


def _tidied_links(parts: dict[str, Entry]) -> dict[str, Entry]:
    """The .rels parts that hold white space between their links, anew without it."""
    tidy = {name: opc.without_spaces(part.content) for name, part in parts.items() if opc.is_rels(name)}
    return {name: deflated(name, content) for name, content in tidy.items() if content != parts[name].content}
