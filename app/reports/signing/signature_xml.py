"""The signature part of a workbook as Excel writes it, in strings that are canonical XML as they stand.

Whoever composes the pieces again gets the same bytes: that is how `workbook_check` holds the bytes to account which
the signature itself does not cover. Sources: ECMA-376 part 2, 13.2.4; [MS-OFFCRYPTO] 2.5.2.4 to 2.5.2.6; XAdES 1.3.2.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from app.reports.signing.certificates import SigningIdentity, issuer_name
from app.reports.signing.opc import attribute

DSIG = "http://www.w3.org/2000/09/xmldsig#"
MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE = "http://schemas.microsoft.com/office/2006/digsig"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
LINKS = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
SEAL_WORDS = "七彩台账签发 封印 "  # stands in the comment that Excel shows as the purpose of signing


def compose(
    signed_info: str, value: str, certificate: str, package: str, office: str, properties: str, mark: str = ""
) -> bytes:
    """The whole part from its pieces; the first three and the last may change from file to file, nothing else.

    `mark` stands behind every Id of it: LibreOffice holds a third signature with the Ids of another for broken.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<Signature xmlns="{DSIG}" Id="idPackageSignature{mark}">{signed_info}'
        f"<SignatureValue>{value}</SignatureValue>"
        f"<KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo>"
        f"{package}{office}"
        f'<Object><xd:QualifyingProperties xmlns:xd="{XADES}" Target="#idPackageSignature{mark}">{properties}'
        "</xd:QualifyingProperties></Object></Signature>"
    ).encode()


def sign_manifest(
    manifest: str, seal: str, identity: SigningIdentity, signed_at: datetime, signed_as: str = "", mark: str = ""
) -> bytes:
    """The signature part over `manifest` (its References) and the container's `seal` (64 hex digits).

    `signed_as`: role and name, told behind the seal. `mark`: see `compose`.
    """
    moment = signed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    package, office = package_object(manifest, moment, mark), office_object(f"{seal} {signed_as}".rstrip(), mark)
    properties = signed_properties(identity, moment, mark)
    signed_info = _signed_info(package, office, properties, mark)
    value = _base64(identity.sign(canonical(signed_info).encode()))
    return compose(signed_info, value, _base64(identity.certificate_der), package, office, properties, mark)


def canonical(piece: str) -> str:
    """The canonical form of a piece by itself: as it stands, with the name spaces it inherits told at its head."""
    inherited = f' xmlns="{DSIG}"'
    if piece.startswith("<xd:"):
        inherited += f' xmlns:xd="{XADES}"'
    head = min(piece.index(" ") if " " in piece else len(piece), piece.index(">"))
    return piece[:head] + inherited + piece[head:]


def in_place(piece: str) -> str:
    """The inverse of `canonical`."""
    piece = piece.replace(f' xmlns="{DSIG}"', "", 1)
    return piece.replace(f' xmlns:xd="{XADES}"', "", 1) if piece.startswith("<xd:") else piece


def part_reference(uri: str, content: bytes) -> str:
    """A Reference to the bytes of a part."""
    return f'<Reference URI="{attribute(uri)}">{_digest(content)}</Reference>'


def links_reference(uri: str, ids: list[str], transformed: bytes) -> str:
    """A Reference to the links `ids` of a relationships part; `transformed` is what the transform gives."""
    named = "".join(
        f'<mdssi:RelationshipReference xmlns:mdssi="{MDSSI}" SourceId="{attribute(one)}"></mdssi:RelationshipReference>'
        for one in ids
    )
    return (
        f'<Reference URI="{attribute(uri)}"><Transforms><Transform Algorithm="{LINKS}">{named}</Transform>'
        f'<Transform Algorithm="{C14N}"></Transform></Transforms>{_digest(transformed)}</Reference>'
    )


def package_object(manifest: str, moment: str, mark: str) -> str:
    """The Object that carries the manifest and the time of signing."""
    return (
        f'<Object Id="idPackageObject{mark}"><Manifest>{manifest}</Manifest><SignatureProperties>'
        f'<SignatureProperty Id="idSignatureTime{mark}" Target="#idPackageSignature{mark}">'
        f'<mdssi:SignatureTime xmlns:mdssi="{MDSSI}"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format>'
        f"<mdssi:Value>{moment}</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties></Object>"
    )


def office_object(comment: str, mark: str) -> str:
    """The Object that Excel expects; our seal over the container stands in its comment."""
    return (
        f'<Object Id="idOfficeObject{mark}"><SignatureProperties>'
        f'<SignatureProperty Id="idOfficeV1Details{mark}" Target="#idPackageSignature{mark}">'
        f'<SignatureInfoV1 xmlns="{OFFICE}"><SetupID></SetupID><SignatureText></SignatureText><SignatureImage>'
        f"</SignatureImage><SignatureComments>{SEAL_WORDS}{escape(comment, quote=False)}</SignatureComments>"
        "<WindowsVersion>10.0</WindowsVersion><OfficeVersion>16.0</OfficeVersion>"
        "<ApplicationVersion>16.0</ApplicationVersion><Monitors>1</Monitors>"
        "<HorizontalResolution>1366</HorizontalResolution><VerticalResolution>768</VerticalResolution>"
        "<ColorDepth>32</ColorDepth><SignatureProviderId>{00000000-0000-0000-0000-000000000000}"
        "</SignatureProviderId><SignatureProviderUrl></SignatureProviderUrl>"
        "<SignatureProviderDetails>9</SignatureProviderDetails><SignatureType>1</SignatureType>"
        "</SignatureInfoV1></SignatureProperty></SignatureProperties></Object>"
    )


def signed_properties(identity: SigningIdentity, moment: str, mark: str) -> str:
    """The XAdES properties: when, and by which certificate."""
    certificate = identity.certificate
    return (
        f'<xd:SignedProperties Id="idSignedProperties{mark}"><xd:SignedSignatureProperties>'
        f"<xd:SigningTime>{moment}</xd:SigningTime><xd:SigningCertificate><xd:Cert><xd:CertDigest>"
        f'<DigestMethod Algorithm="{SHA256}"></DigestMethod>'
        f"<DigestValue>{_base64(sha256(identity.certificate_der).digest())}</DigestValue></xd:CertDigest>"
        f"<xd:IssuerSerial><X509IssuerName>{escape(issuer_name(certificate), quote=False)}</X509IssuerName>"
        f"<X509SerialNumber>{certificate.serial_number}</X509SerialNumber></xd:IssuerSerial></xd:Cert>"
        "</xd:SigningCertificate><xd:SignaturePolicyIdentifier><xd:SignaturePolicyImplied>"
        "</xd:SignaturePolicyImplied></xd:SignaturePolicyIdentifier></xd:SignedSignatureProperties>"
        "</xd:SignedProperties>"
    )


def _signed_info(package: str, office: str, properties: str, mark: str) -> str:
    objects = "".join(
        f'<Reference Type="{DSIG}Object" URI="#{name}{mark}">{_digest(canonical(piece).encode())}</Reference>'
        for name, piece in (("idPackageObject", package), ("idOfficeObject", office))
    )
    return (
        f'<SignedInfo><CanonicalizationMethod Algorithm="{C14N}"></CanonicalizationMethod>'
        f'<SignatureMethod Algorithm="{RSA_SHA256}"></SignatureMethod>{objects}'
        f'<Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#idSignedProperties{mark}"><Transforms>'
        f'<Transform Algorithm="{C14N}"></Transform></Transforms>{_digest(canonical(properties).encode())}'
        "</Reference></SignedInfo>"
    )


def _digest(content: bytes) -> str:
    value = _base64(sha256(content).digest())
    return f'<DigestMethod Algorithm="{SHA256}"></DigestMethod><DigestValue>{value}</DigestValue>'


def _base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")
