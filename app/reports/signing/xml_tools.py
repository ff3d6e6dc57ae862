"""Small tools for reading XML signatures: canonical form, digests, the one child."""

from __future__ import annotations

import re
from base64 import b64decode

from lxml import etree

from app.reports.signing import opc
from app.reports.signing.algorithms import digest
from app.reports.signing.signature_xml import C14N, DSIG
from app.reports.signing.verdicts import changed, strange_algorithm

D = f"{{{DSIG}}}"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
CANONICAL = {C14N: (False, False), f"{C14N}#WithComments": (False, True), EXCLUSIVE: (True, False)}
DIGEST = re.compile(r"http://www\.w3\.org/(?:2000/09/xmldsig#|2001/04/xmlenc#|2001/04/xmldsig-more#)(sha\d+)")


def check_digest(reference: etree._Element, *forms: bytes) -> None:
    """`reference` must hold the digest of one of `forms`; else a Refusal."""
    method = DIGEST.fullmatch(one_child(reference, f"{D}DigestMethod").get("Algorithm", ""))
    if method is None:
        raise strange_algorithm()
    expected = b64decode(reference.findtext(f"{D}DigestValue") or "")
    if all(digest(method[1], form) != expected for form in forms):
        raise changed("内容与签名时不一致")


def one_child(parent: etree._Element, path: str) -> etree._Element:
    """The only element at `path`; a Refusal when there is none or more."""
    found = parent.findall(path)
    if len(found) != 1:
        raise changed("签名已不完整")
    return found[0]


def canonical(element: etree._Element, method: str) -> bytes:
    """The canonical form of `element` by itself, by the algorithm of that name."""
    if method not in CANONICAL:
        raise strange_algorithm()
    exclusive, comments = CANONICAL[method]
    # lxml loses name spaces when it canonicalises below the root, so the element becomes a root first
    alone = opc.parse_xml(etree.tostring(element, with_tail=False))
    return bytes(etree.tostring(alone, method="c14n", exclusive=exclusive, with_comments=comments))
