"""The manifest of a package signature: every part must be named in it, and be as it was (ECMA-376 part 2, 13.2)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from app.reports.signing import opc
from app.reports.signing.signature_xml import LINKS, MDSSI
from app.reports.signing.verdicts import changed, strange_algorithm
from app.reports.signing.xml_tools import CANONICAL, D, canonical, check_digest

M = f"{{{MDSSI}}}"


def check_manifest(references: list[etree._Element], parts: Mapping[str, bytes]) -> None:
    """Every part must be named, under its own content type, and be as it was."""
    types = opc.read_types(parts[opc.CONTENT_TYPES])
    named = set()
    for reference in references:
        path, _, kind = reference.get("URI", "").partition("?ContentType=")
        part = unquote(path).lstrip("/")
        if part not in parts:
            raise changed("签过名的内容缺少了一部分")
        if part in named:
            raise changed("签名中有重复的内容")
        if kind != types.of(part):
            raise changed("内容的类型与签名时不一致")
        check_digest(reference, *_referenced(reference, parts[part]))
        named.add(part)
    if any(opc.is_vouched(part) and part not in named for part in parts):
        raise changed("文件中有签名没有覆盖的内容")


def _referenced(reference: etree._Element, content: bytes) -> list[bytes]:
    """What `reference` may digest of a part with `content`: one form, or for links two."""
    transforms = reference.findall(f"{D}Transforms/{D}Transform")
    methods = [one.get("Algorithm", "") for one in transforms]
    if not methods:
        return [content]
    if methods[0] == LINKS and len(methods) == 2 and methods[1] in CANONICAL:
        return _named_links(transforms[0], content)
    if len(methods) == 1 and methods[0] in CANONICAL:
        return [canonical(opc.parse_xml(content), methods[0])]
    raise strange_algorithm()


def _named_links(transform: etree._Element, content: bytes) -> list[bytes]:
    """The relationship transform; the links left out may only be those that no signature names.

    The second form is LibreOffice's (xmlsec): each piece of white space comes out as an element `text`, ahead.
    """
    ids = {one.get("SourceId") for one in transform.findall(f"{M}RelationshipReference")}
    kinds = {one.get("SourceType") for one in transform.findall(f"{M}RelationshipsGroupReference")}
    links = opc.read_relationships(content)
    chosen = [one for one in links if one.id in ids or one.type in kinds]
    if not set(opc.signed_links(links)) <= set(chosen):
        raise changed("文件中有签名没有覆盖的内容")
    standard = opc.transform(chosen)
    root = opc.parse_xml(content)
    spaces = sum(1 for text in (root.text, *(one.tail for one in root)) if text)
    head = standard.index(b">") + 1
    return [standard, standard[:head] + b"<text></text>" * spaces + standard[head:]]
