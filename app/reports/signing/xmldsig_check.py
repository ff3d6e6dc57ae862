"""One XML signature of a package, whoever wrote it: does it hold, and does it name every part?

Sources: XML Signature Syntax and Processing 1.1; ECMA-376 part 2, 13.2; [MS-OFFCRYPTO] 2.5.2.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from app.models.signers import Role
from app.reports.signing import opc
from app.reports.signing.algorithms import signature_holds
from app.reports.signing.certificates import require_readable
from app.reports.signing.manifest_check import check_manifest
from app.reports.signing.signature_xml import C14N, MDSSI, OFFICE, SEAL_WORDS, XADES, compose, in_place
from app.reports.signing.verdicts import Signature, changed, strange_algorithm, unreadable
from app.reports.signing.xml_tools import D, canonical, check_digest, one_child

M, OFFICE_1, X = f"{{{MDSSI}}}", f"{{{OFFICE}}}", f"{{{XADES}}}"
METHOD = re.compile(r"http://www\.w3\.org/(?:2000/09/xmldsig#|2001/04/xmldsig-more#)(rsa|ecdsa)-(sha\d+)")
REFERENCES_LIMIT = 50  # Excel writes three, four with a picture of a signature line
MARK = re.compile("_[0-9]{1,2}")
SEAL = re.compile(f"{SEAL_WORDS}([0-9A-F]{{64}})(?: (.*))?")


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
    check_manifest(package[0].findall(f"{D}Manifest/{D}Reference"), parts)
    _check_certificate(signed, certificate)
    seal, words = _seal(signed)
    own = seal is not None and _recomposed(root, certificate) == raw
    return PackageSignature(Signature(certificate, _time(signed), *_as_whom(words)), seal, own)


def _check_value(root: etree._Element) -> x509.Certificate:
    """The signer's certificate, after the signature value was held against SignedInfo."""
    info = one_child(root, f"{D}SignedInfo")
    encoded = root.findtext(f"{D}KeyInfo/{D}X509Data/{D}X509Certificate")
    if root.tag != f"{D}Signature" or not encoded:
        raise unreadable("文件中没有签名人的证书。")
    certificate = x509.load_der_x509_certificate(b64decode(encoded))
    require_readable(certificate)
    method = METHOD.fullmatch(one_child(info, f"{D}SignatureMethod").get("Algorithm", ""))
    if method is None:
        raise strange_algorithm()
    message = canonical(info, one_child(info, f"{D}CanonicalizationMethod").get("Algorithm", ""))
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
    references = root.findall(f"{D}SignedInfo/{D}Reference")
    if len(references) > REFERENCES_LIMIT:
        raise unreadable("签名的写法异常。")
    for reference in references:
        named = by_id.get(reference.get("URI", "").removeprefix("#"), [])
        if len(named) != 1 or not reference.get("URI", "").startswith("#"):
            raise changed("签名已不完整")
        methods = [one.get("Algorithm", "") for one in reference.findall(f"{D}Transforms/{D}Transform")]
        if len(methods) > 1:
            raise strange_algorithm()
        check_digest(reference, canonical(named[0], methods[0] if methods else C14N))
        signed.append(named[0])
    return signed


def _check_certificate(signed: list[etree._Element], certificate: x509.Certificate) -> None:
    """The certificate must be the one that was meant at signing, where the signature says which it was."""
    for one in signed:
        for meant in one.iterfind(f".//{X}SigningCertificate/{X}Cert/{X}CertDigest"):
            check_digest(meant, certificate.public_bytes(Encoding.DER))
            return


def _seal(signed: list[etree._Element]) -> tuple[str | None, str]:
    """Our seal and what is said behind it: role and name."""
    for one in signed:
        for comment in one.iterfind(f".//{OFFICE_1}SignatureComments"):
            if match := SEAL.fullmatch(comment.text or ""):
                return match[1], match[2] or ""
    return None, ""


def _as_whom(words: str) -> tuple[Role | None, str]:
    first, _, rest = words.partition(" ")
    role = next((one for one in Role if one.words == first), None)
    return (role, rest) if role else (None, words)


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
        return in_place(canonical(one_child(root, path), C14N).decode())

    value = b64encode(b64decode(root.findtext(f"{D}SignatureValue") or "")).decode()
    encoded = b64encode(certificate.public_bytes(Encoding.DER)).decode()
    mark = root.get("Id", "").removeprefix("idPackageSignature")
    if mark and not MARK.fullmatch(mark):
        return b""
    package = piece(f"{D}Object[@Id='idPackageObject{mark}']")
    office = piece(f"{D}Object[@Id='idOfficeObject{mark}']")
    properties = piece(f"{D}Object/{X}QualifyingProperties/{X}SignedProperties")
    return compose(piece(f"{D}SignedInfo"), value, encoded, package, office, properties, mark)
