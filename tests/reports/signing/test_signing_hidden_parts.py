"""What signatures leave out must not be a way in: properties are not signed, so nothing else may pass as properties."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.reports.signing import opc, signature_xml
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.container import deflated, read_entries, write_container
from app.reports.signing.verify import Verdict, verify_bytes
from app.reports.signing.workbook import sign_workbook

NOW = datetime(2025, 11, 21, 9, 30)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def with_hidden(signed: bytes, rels: str, kind: str, content_type: str, target: str) -> bytes:
    """`signed` with a part more among the properties, and a link to it from `rels`."""
    parts = {entry.name: entry for entry in read_entries(signed)}
    types = opc.with_types(parts[opc.CONTENT_TYPES].content, {}, {"docProps/more.xml": content_type})
    parts[opc.CONTENT_TYPES] = deflated(opc.CONTENT_TYPES, types)
    parts[rels] = deflated(rels, opc.with_link(parts[rels].content, f"{OFFICE}/{kind}", target))
    parts["docProps/more.xml"] = deflated("docProps/more.xml", b"<sst/>")
    return write_container(list(parts.values()))


@pytest.mark.parametrize(
    ("rels", "kind", "content_type", "target"),
    [
        ("xl/_rels/workbook.xml.rels", "sharedStrings", STRINGS, "/docProps/more.xml"),
        ("_rels/.rels", "officeDocument", WORKBOOK, "docProps/more.xml"),
    ],
)
def test_content_that_hides_among_the_properties_is_seen(
    signed_workbook: bytes,
    other: SigningIdentity,
    monkeypatch: pytest.MonkeyPatch,
    rels: str,
    kind: str,
    content_type: str,
    target: str,
) -> None:
    """A stranger adds it and signs in another program's way, so that our seal around the container is not asked."""
    hidden = with_hidden(signed_workbook, rels, kind, content_type, target)
    monkeypatch.setattr(signature_xml, "SEAL_WORDS", "")
    by_a_stranger = sign_workbook(hidden, other, signed_at=NOW)
    assert verify_bytes(by_a_stranger, "月报.xlsx", ()).verdict is Verdict.CHANGED


def test_a_stranger_who_only_signs_changes_nothing(
    signed_workbook: bytes, other: SigningIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signature_xml, "SEAL_WORDS", "")
    found = verify_bytes(sign_workbook(signed_workbook, other, signed_at=NOW), "月报.xlsx", ())
    assert (found.verdict, len(found.signatures)) == (Verdict.WHOLE, 2)
