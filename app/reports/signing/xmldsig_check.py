"""One XML signature of a package, whoever wrote it: does it hold, and does it name every part?

Sources: XML Signature Syntax and Processing 1.1; ECMA-376 part 2, 13.2; [MS-OFFCRYPTO] 2.5.2.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from app.reports.signing import opc
from app.reports.signing.algorithms import digest, signature_holds
from app.reports.signing.signature_xml import C14N, DSIG, LINKS, MDSSI, OFFICE, SEAL_WORDS, XADES, compose, in_place
from app.reports.signing.verdicts import Signature, changed, strange_algorithm, unreadable

D, M, O, X = f"{{{DSIG}}}", f"{{{MDSSI}}}", f"{{{OFFICE}}}", f"{{{XADES}}}"  # noqa: E741
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
CANONICAL = {C14N: (False, False), f"{C14N}#WithComments": (False, True), EXCLUSIVE: (True, False)}
METHOD = re.compile(r"http://www\.w3\.org/(?:2000/09/xmldsig#|2001/04/xmldsig-more#)(rsa|ecdsa)-(sha\d+)")
DIGEST = re.compile(r"http://www\.w3\.org/(?:2000/09/xmldsig#|2001/04/xmlenc#|2001/04/xmldsig-more#)(sha\d+)")
SEAL = re.compile(f"{SEAL_WORDS}([0-9A-F]{{64}})")


@dataclass(frozen=True)
class PackageSignature:
    """A signature that holds over every part. `seal`: our digest of the container, None when others signed.

    `own_form`: each byte of the part follows from what is signed, its value and its certificate.
    """

    signature: Signature
    seal: str | None
    own_form: bool


def examine_signature(raw: bytes, parts: Mapping[str, bytes]) -> PackageSignature:
    """Judge the signature part `raw` of a package with `parts`; a Refusal when it does not hold or leaves parts out.

    Damaged XML comes out as etree.XMLSyntaxError, ValueError or TypeError.
    """
    root = opc.parse_xml(raw)
    certificate = _check_value(root)
    signed = _signed_elements(root)
    package = [one for one in signed if one.find(f"{D}Manifest") is not None]
    if len(package) != 1:
        raise changed("签名已不完整")
    _check_manifest(package[0].findall(f"{D}Manifest/{D}Reference"), parts)
    _check_certificate(signed, certificate)
    seal = _seal(signed)
    own = seal is not None and _recomposed(root, certificate) == raw
    return PackageSignature(Signature(certificate, _time(signed)), seal, own)


def _check_value(root: etree._Element) -> x509.Certificate:
    """The signer's certificate, after the signature value was held against SignedInfo."""
    info = _one(root, f"{D}SignedInfo")
    encoded = root.findtext(f"{D}KeyInfo/{D}X509Data/{D}X509Certificate")
    if root.tag != f"{D}Signature" or not encoded:
        raise unreadable("文件中没有签名人的证书。")
    certificate = x509.load_der_x509_certificate(b64decode(encoded))
    method = METHOD.fullmatch(_one(info, f"{D}SignatureMethod").get("Algorithm", ""))
    if method is None:
        raise strange_algorithm()
    message = _canonical(info, _one(info, f"{D}CanonicalizationMethod").get("Algorithm", ""))
    value = b64decode(root.findtext(f"{D}SignatureValue") or "")
    if not signature_holds(certificate, value, message, method[2], raw_ec=True):
        raise changed("签名与签名人不符")
    return certificate


def _signed_elements(root: etree._Element) -> list[etree._Element]:
    """The elements that SignedInfo names, each with its digest checked."""
    by_id: dict[str, list[etree._Element]] = {}
    for element in root.iter(etree.Element):
        if (name := element.get("Id")) is not None:
            by_id.setdefault(name, []).append(element)
    signed = []
    for reference in root.findall(f"{D}SignedInfo/{D}Reference"):
        named = by_id.get(reference.get("URI", "").removeprefix("#"), [])
        if len(named) != 1 or not reference.get("URI", "").startswith("#"):
            raise changed("签名已不完整")
        methods = [one.get("Algorithm", "") for one in reference.findall(f"{D}Transforms/{D}Transform")]
        if len(methods) > 1:
            raise strange_algorithm()
        _check_digest(reference, _canonical(named[0], methods[0] if methods else C14N))
        signed.append(named[0])
    return signed


def _check_manifest(references: list[etree._Element], parts: Mapping[str, bytes]) -> None:
    """Every part must be named, under its own content type, and be as it was."""
    types = opc.read_types(parts[opc.CONTENT_TYPES])
    named = set()
    for reference in references:
        path, _, kind = reference.get("URI", "").partition("?ContentType=")
        part = unquote(path).lstrip("/")
        if part not in parts:
            raise changed("签过名的内容缺少了一部分")
        if kind != types.of(part):
            raise changed("内容的类型与签名时不一致")
        _check_digest(reference, *_referenced(reference, parts[part]))
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
        return [_canonical(opc.parse_xml(content), methods[0])]
    raise strange_algorithm()


def _named_links(transform: etree._Element, content: bytes) -> list[bytes]:
    """The relationship transform; the links left out may only be those that no signature names.

    The second form is LibreOffice's (xmlsec): each piece of white space comes out as an element `text`, ahead.
    """
    ids = {one.get("SourceId") for one in transform.findall(f"{M}RelationshipReference")}
    kinds = {one.get("SourceType") for one in transform.findall(f"{M}RelationshipsGroupReference")}
    links = opc.read_relationships(content)
    chosen = [one for one in links if one.id in ids or one.type in kinds]
    if any(one not in chosen for one in opc.signed_links(links)):
        raise changed("文件中有签名没有覆盖的内容")
    standard = opc.transform(chosen)
    root = opc.parse_xml(content)
    spaces = sum(1 for text in (root.text, *(one.tail for one in root)) if text)
    head = standard.index(b">") + 1
    return [standard, standard[:head] + b"<text></text>" * spaces + standard[head:]]


def _check_digest(reference: etree._Element, *forms: bytes) -> None:
    method = DIGEST.fullmatch(_one(reference, f"{D}DigestMethod").get("Algorithm", ""))
    if method is None:
        raise strange_algorithm()
    expected = b64decode(reference.findtext(f"{D}DigestValue") or "")
    if all(digest(method[1], form) != expected for form in forms):
        raise changed("内容与签名时不一致")


def _check_certificate(signed: list[etree._Element], certificate: x509.Certificate) -> None:
    """The certificate must be the one that was meant at signing, where the signature says which it was."""
    for one in signed:
        for meant in one.iterfind(f".//{X}SigningCertificate/{X}Cert/{X}CertDigest"):
            _check_digest(meant, certificate.public_bytes(Encoding.DER))
            return


def _seal(signed: list[etree._Element]) -> str | None:
    for one in signed:
        for comment in one.iterfind(f".//{O}SignatureComments"):
            if match := SEAL.fullmatch(comment.text or ""):
                return match[1]
    return None


def _time(signed: list[etree._Element]) -> datetime | None:
    for one in signed:
        for tag in (f".//{M}SignatureTime/{M}Value", f".//{X}SigningTime"):
            if text := one.findtext(tag):
                found = datetime.fromisoformat(text.strip())
                return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _recomposed(root: etree._Element, certificate: x509.Certificate) -> bytes:
    """What our own signer would have written for the same signed pieces, value and certificate."""

    def piece(path: str) -> str:
        return in_place(_canonical(_one(root, path), C14N).decode())

    value = b64encode(b64decode(root.findtext(f"{D}SignatureValue") or "")).decode()
    encoded = b64encode(certificate.public_bytes(Encoding.DER)).decode()
    package, office = piece(f"{D}Object[@Id='idPackageObject']"), piece(f"{D}Object[@Id='idOfficeObject']")
    properties = piece(f"{D}Object/{X}QualifyingProperties/{X}SignedProperties")
    return compose(piece(f"{D}SignedInfo"), value, encoded, package, office, properties)


def _one(parent: etree._Element, path: str) -> etree._Element:
    found = parent.findall(path)
    if len(found) != 1:
        raise changed("签名已不完整")
    return found[0]


def _canonical(element: etree._Element, method: str) -> bytes:
    if method not in CANONICAL:
        raise strange_algorithm()
    exclusive, comments = CANONICAL[method]
    # lxml loses name spaces when it canonicalises below the root, so the element becomes a root first
    alone = opc.parse_xml(etree.tostring(element, with_tail=False))
    return bytes(etree.tostring(alone, method="c14n", exclusive=exclusive, with_comments=comments))
