"""Our signatures under other eyes: XML digests counted anew by C14N of another implementation, PDFs by pyHanko."""

from __future__ import annotations

import zipfile
from base64 import b64decode
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.workbook import sign_workbook

NOW = datetime(2025, 11, 21, 9, 30)

DS = "{http://www.w3.org/2000/09/xmldsig#}"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"


def canonical(raw: bytes, path: str) -> bytes:
    """Inclusive C14N 1.0 of a part of the signature, by libxml2, of a document that holds only that part."""
    element = etree.fromstring(raw).find(path)
    assert element is not None
    return etree.tostring(etree.fromstring(etree.tostring(element, with_tail=False)), method="c14n")


def transformed(content: bytes, ids: set[str]) -> bytes:
    """The relationship transform, as ECMA-376 part 2 tells it, by the standard library."""
    kept = [one for one in ElementTree.fromstring(content) if one.get("Id") in ids]
    fresh = etree.Element(f"{{{RELS}}}Relationships", nsmap={None: RELS})
    for one in sorted(kept, key=lambda one: one.get("Id") or ""):
        etree.SubElement(fresh, f"{{{RELS}}}Relationship", {"TargetMode": "Internal", **one.attrib})
    return etree.tostring(fresh, method="c14n")


def check_package(data: bytes, signature: str) -> set[str]:
    """Verify one signature by the standard's own steps; the names of the parts that it covers."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    raw = parts[signature]
    root = etree.fromstring(raw)
    certificate = x509.load_der_x509_certificate(b64decode(root.findtext(f".//{DS}X509Certificate") or ""))
    value = b64decode(root.findtext(f"{DS}SignatureValue") or "")
    info = canonical(raw, f"{DS}SignedInfo")
    certificate.public_key().verify(value, info, padding.PKCS1v15(), hashes.SHA256())
    for reference in root.findall(f"{DS}SignedInfo/{DS}Reference"):
        name = reference.get("URI").removeprefix("#")
        digest = sha256(canonical(raw, f".//*[@Id='{name}']")).digest()
        assert b64decode(reference.findtext(f"{DS}DigestValue")) == digest, name
    covered = set()
    for reference in root.findall(f"{DS}Object/{DS}Manifest/{DS}Reference"):
        name = reference.get("URI").partition("?")[0].removeprefix("/")
        content = parts[name]
        if reference.find(f"{DS}Transforms/{DS}Transform[@Algorithm='{TRANSFORM}']") is not None:
            content = transformed(content, {one.get("SourceId") for one in reference.iter() if one.get("SourceId")})
        assert b64decode(reference.findtext(f"{DS}DigestValue")) == sha256(content).digest(), name
        covered.add(name)
    return covered


@pytest.mark.parametrize("signers", [1, 2])
def test_workbook_by_the_letter_of_the_standard(any_workbook, branch: SigningIdentity, other, signers: int) -> None:
    data = sign_workbook(any_workbook, branch, signed_at=NOW)
    if signers == 2:
        data = sign_workbook(data, other, signed_at=NOW)
    with zipfile.ZipFile(BytesIO(any_workbook)) as archive:
        wanted = {name for name in archive.namelist() if not name.startswith(("[", "docProps/"))}
        contents = {name: archive.read(name) for name in wanted if name != "_rels/.rels"}
    for number in range(1, signers + 1):
        assert check_package(data, f"_xmlsignatures/sig{number}.xml") == wanted
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert all(archive.read(name) == content for name, content in contents.items())


def test_signed_workbook_opens_as_before(any_workbook: bytes, branch: SigningIdentity) -> None:
    import openpyxl

    signed = sign_workbook(any_workbook, branch, signed_at=NOW)
    before, after = (openpyxl.load_workbook(BytesIO(data)) for data in (any_workbook, signed))
    assert before.sheetnames == after.sheetnames
    assert [cell.value for cell in before.worksheets[0][1]] == [cell.value for cell in after.worksheets[0][1]]


def test_workbook_signature_is_the_same_each_time(any_workbook: bytes, branch: SigningIdentity) -> None:
    once, again = (sign_workbook(any_workbook, branch, signed_at=NOW) for _ in range(2))
    assert once == again


@pytest.mark.filterwarnings("default")
def test_pdf_by_pyhanko_itself(twice_signed_pdf: bytes, branch: SigningIdentity, other: SigningIdentity) -> None:
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [Certificate.load(one.certificate_der) for one in (branch, other)]
    context = ValidationContext(trust_roots=roots, moment=None, allow_fetching=False)
    found = PdfFileReader(BytesIO(twice_signed_pdf)).embedded_signatures
    first, last = (validate_pdf_signature(one, context) for one in found)
    assert first.intact
    assert first.valid
    assert first.trusted
    assert last.bottom_line
    assert last.coverage is SignatureCoverageLevel.ENTIRE_FILE


def test_importing_does_not_bring_pyhanko(pytestconfig: pytest.Config) -> None:
    import subprocess
    import sys

    modules = "certificates, pdf, workbook, verify"
    program = f"import sys; from app.reports.signing import {modules}; sys.exit('pyhanko' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=pytestconfig.rootpath, check=False).returncode == 0
