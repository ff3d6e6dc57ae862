"""Signatures by other programs: another prefix, another digest, line breaks, another zip."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from datetime import datetime
from hashlib import sha512
from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.verify import Verdict, verify_bytes
from app.reports.signing.workbook import sign_workbook

NOW = datetime(2025, 11, 21, 9, 30)

DS = "http://www.w3.org/2000/09/xmldsig#"
SIGNED = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def digest_of(content: bytes) -> str:
    value = b64encode(sha512(content).digest()).decode()
    method = "http://www.w3.org/2001/04/xmlenc#sha512"
    return f'<ds:DigestMethod Algorithm="{method}"/>\n<ds:DigestValue>{value}</ds:DigestValue>'


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(etree.fromstring(etree.tostring(element, with_tail=False)), method="c14n")


def foreign_signature(parts: dict[str, str], contents: dict[str, bytes], identity: SigningIdentity) -> bytes:
    """A signature as some other program might write it: parts whole (the .rels too), sha512, line breaks."""
    references = "\n".join(
        f'<ds:Reference URI="/{name}?ContentType={kind}">\n{digest_of(contents[name])}</ds:Reference>'
        for name, kind in parts.items()
    )
    certificate = b64encode(identity.certificate_der).decode()
    template = f"""<ds:Signature xmlns:ds="{DS}" Id="s"><ds:SignedInfo>
      <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
      <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"/>
      <ds:Reference URI="#o" Type="{DS}Object">DIGEST</ds:Reference></ds:SignedInfo>
      <ds:SignatureValue>VALUE</ds:SignatureValue>
      <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
      <ds:Object Id="o"><ds:Manifest>{references}</ds:Manifest></ds:Object></ds:Signature>"""
    with_digest = template.replace("DIGEST", digest_of(canonical(etree.fromstring(template).find(f"{{{DS}}}Object"))))
    info = etree.fromstring(with_digest).find(f"{{{DS}}}SignedInfo")
    message = etree.tostring(etree.fromstring(etree.tostring(info, with_tail=False)), method="c14n", exclusive=True)
    value = identity.key.sign(message, padding.PKCS1v15(), hashes.SHA512())
    return with_digest.replace("VALUE", b64encode(value).decode()).encode()


def foreign_workbook(plain: bytes, identity: SigningIdentity, leave_out: str = "") -> bytes:
    """`plain`, signed and zipped by other hands; the part `leave_out` is not named in the manifest."""
    with zipfile.ZipFile(BytesIO(plain)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    link = f'<Relationship Id="rIdS" Type="{PACKAGE}/relationships/digital-signature/XX" Target="YY"/></Relationships>'
    origin = link.replace("XX", "origin").replace("YY", "_xmlsignatures/origin.sigs").encode()
    contents["_rels/.rels"] = contents["_rels/.rels"].replace(b"</Relationships>", origin)
    ending = (
        '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
        f'<Override PartName="/_xmlsignatures/s.xml" ContentType="{SIGNED}"/></Types>'
    )
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(b"</Types>", ending.encode())
    types = etree.fromstring(contents["[Content_Types].xml"])
    named = {one.get("PartName", "").lstrip("/"): one.get("ContentType") for one in types}
    extensions = {one.get("Extension"): one.get("ContentType") for one in types}
    parts = {
        name: named.get(name) or extensions[name.rpartition(".")[2]]
        for name in contents
        if not name.startswith(("[", "docProps/")) and name != leave_out
    }
    contents["_xmlsignatures/s.xml"] = foreign_signature(parts, contents, identity)
    contents["_xmlsignatures/origin.sigs"] = b""
    links = f'<Relationships xmlns="{PACKAGE}/relationships">{link.replace("XX", "signature").replace("YY", "s.xml")}'
    contents["_xmlsignatures/_rels/origin.sigs.rels"] = links.encode()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_foreign_signature_over_all_parts_is_whole(any_workbook: bytes, other: SigningIdentity) -> None:
    found = verify_bytes(foreign_workbook(any_workbook, other), "外来.xlsx", [other.cert_pem])
    assert (found.verdict, found.known, found.signed_at) == (Verdict.WHOLE, True, None)


def test_foreign_signature_that_leaves_a_part_out_is_not(plain_workbook: bytes, other: SigningIdentity) -> None:
    partial = foreign_workbook(plain_workbook, other, leave_out="xl/styles.xml")
    found = verify_bytes(partial, "外来.xlsx", [other.cert_pem])
    assert found.verdict is Verdict.CHANGED
    assert "没有覆盖" in found.reason


def test_ours_upon_foreign(plain_workbook: bytes, branch: SigningIdentity, other: SigningIdentity) -> None:
    """A strict foreign signature names the links to signatures too, and they stay: ours joins the same origin."""
    both = sign_workbook(foreign_workbook(plain_workbook, other), branch, signed_at=NOW)
    found = verify_bytes(both, "外来.xlsx", [branch.cert_pem, other.cert_pem])
    assert (found.verdict, found.known) == (Verdict.WHOLE, True)


@pytest.mark.parametrize("subfilter", ["PADES", "ADOBE_PKCS7_DETACHED"])
def test_pdf_signed_by_another_program(plain_pdf: bytes, other: SigningIdentity, subfilter: str) -> None:
    """pyHanko's own signer, with its own envelope, reserved room and padding."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, fields, sign_pdf, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    raw = other.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        x509.Certificate.load(other.certificate_der), keys.PrivateKeyInfo.load(raw), SimpleCertificateStore()
    )
    meta = PdfSignatureMetadata("S", md_algorithm="sha512", subfilter=fields.SigSeedSubFilter[subfilter])
    data = sign_pdf(IncrementalPdfFileWriter(BytesIO(plain_pdf)), meta, signer).getvalue()
    assert verify_bytes(data, "外来.pdf", [other.cert_pem]).verdict is Verdict.WHOLE
    padded = data.index(b"0" * 200) + 100
    assert verify_bytes(data[:padded] + b"1" + data[padded + 1 :], "外来.pdf", []).verdict is Verdict.CHANGED
