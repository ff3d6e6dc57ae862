"""What a package says about itself: content types and relationships (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
SIGNATURES = "_xmlsignatures/"
ROOT_RELS = "_rels/.rels"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
SIGNATURE_TYPE = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
ORIGIN_TYPE = "application/vnd.openxmlformats-package.digital-signature-origin"
ORIGIN_REL = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
SIGNATURE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature"
_PROPERTIES = ("coreproperties", "extendedproperties", "customproperties", "thumbnail")  # usual and strict form
XML_LIMIT = 20_000_000  # bytes
SAFE_IN_URI = "/!$&'()*+,;=:@~-._[]"


@dataclass(frozen=True)
class Relationship:
    """One link of a .rels part, as it is written."""

    id: str
    type: str
    target: str
    mode: str  # "Internal" where nothing is said


@dataclass(frozen=True)
class ContentTypes:
    """The content type of each part: by its own name, else by its extension (both folded to lower case)."""

    overrides: dict[str, str]
    defaults: dict[str, str]

    def of(self, part: str) -> str | None:
        """The content type of `part` (no leading slash), None where the package does not say."""
        extension = part.rpartition(".")[2].lower()
        return self.overrides.get(part.lower()) or self.defaults.get(extension)


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML part; no outside entity, no DTD, no network. Raises etree.XMLSyntaxError or ValueError."""
    if len(content) > XML_LIMIT:
        raise ValueError("far larger than any links, types or signature are")
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part may not have a document type")
    return root


def read_types(content: bytes) -> ContentTypes:
    """The content types that [Content_Types].xml lists."""
    root = parse_xml(content)
    overrides = {
        one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
        for one in root.findall(f"{{{TYPES_NS}}}Override")
    }
    defaults = {
        one.get("Extension", "").lower(): one.get("ContentType", "") for one in root.findall(f"{{{TYPES_NS}}}Default")
    }
    return ContentTypes(overrides, defaults)


def read_relationships(content: bytes) -> list[Relationship]:
    """The links of a .rels part in their order."""
    return [
        Relationship(one.get("Id", ""), one.get("Type", ""), one.get("Target", ""), one.get("TargetMode", "Internal"))
        for one in parse_xml(content).findall(f"{{{RELS_NS}}}Relationship")
    ]


def is_rels(part: str) -> bool:
    """Whether `part` is a relationships part."""
    return part.endswith(".rels") and posixpath.basename(posixpath.dirname(part)) == "_rels"


def is_vouched(part: str) -> bool:
    """Whether a signature names `part`: all but the types, the signatures and, as in Excel, the properties."""
    return part != CONTENT_TYPES and not part.startswith((SIGNATURES, "docProps/"))


def signed_links(links: list[Relationship]) -> list[Relationship]:
    """The links that a signature names: all but the one to the signatures, and those to properties as properties."""
    return [one for one in links if one.type != ORIGIN_REL and not _is_to_properties(one)]


def _is_to_properties(link: Relationship) -> bool:
    kind = link.type.rpartition("/")[2].replace("-", "").lower()
    return kind in _PROPERTIES and not is_vouched(link.target.lstrip("/"))


def transform(links: list[Relationship]) -> bytes:
    """The relationship transform of ECMA-376 part 2, 13.2.4.24, already in canonical XML: by Id, mode always told."""
    rows = "".join(
        f'<Relationship Id="{attribute(one.id)}" Target="{attribute(one.target)}" '
        f'TargetMode="{attribute(one.mode)}" Type="{attribute(one.type)}"></Relationship>'
        for one in sorted(links, key=lambda one: one.id)
    )
    return f'<Relationships xmlns="{RELS_NS}">{rows}</Relationships>'.encode()


def attribute(text: str) -> str:
    """`text` as canonical XML writes it in an attribute."""
    for plain, written in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ('"', "&quot;"),
        ("\t", "&#x9;"),
        ("\n", "&#xA;"),
        ("\r", "&#xD;"),
    ):
        text = text.replace(plain, written)
    return text


def part_uri(part: str, content_type: str) -> str:
    """How a manifest names `part`."""
    return f"/{quote(part, safe=SAFE_IN_URI)}?ContentType={content_type}"


def with_types(content: bytes, defaults: dict[str, str], overrides: dict[str, str]) -> bytes:
    """[Content_Types].xml with these extensions and parts added where they are missing."""
    root, known = parse_xml(content), read_types(content)
    for extension, kind in defaults.items():
        if extension not in known.defaults:
            root.insert(0, etree.Element(f"{{{TYPES_NS}}}Default", Extension=extension, ContentType=kind))
    for part, kind in overrides.items():
        if part.lower() not in known.overrides:
            etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{part}", ContentType=kind)
    return _write(root)


def with_link(content: bytes | None, kind: str, target: str) -> bytes:
    """A .rels part (a new one for None) with one more link, under a free Id."""
    root = (
        etree.Element(f"{{{RELS_NS}}}Relationships", nsmap={None: RELS_NS}) if content is None else parse_xml(content)
    )
    taken = {one.get("Id") for one in root}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    etree.SubElement(root, f"{{{RELS_NS}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return _write(root)


def without_spaces(content: bytes) -> bytes:
    """A .rels part without white space or comments between its links, the same bytes where there is none.

    The transform ignores them, but LibreOffice (xmlsec) counts each as an element named `text`.
    """
    root = parse_xml(content)
    if len(root) == len(root.findall("*")) and not root.text and not any(one.tail for one in root):
        return content
    root.text = None
    for one in list(root):
        one.tail = None
        if not isinstance(one.tag, str):
            root.remove(one)
    return _write(root)


def _write(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
