"""Is a PDF still what was signed? First the bytes, which is quick, then the structure, which needs pyHanko."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from app.models.signers import role_of_place
from app.reports.signing.algorithms import digest
from app.reports.signing.cms import Envelope, open_envelope
from app.reports.signing.pdf import APPLICATION
from app.reports.signing.verdicts import Refusal, Signature, changed, unreadable, unsigned

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
TRACES = re.compile(rb"/ByteRange|ETSI\.CAdES|adbe\.pkcs7|Adobe\.PPK|/Type\s*/Sig\b|/Prop_Build")
SIGNATURES_LIMIT = 50  # each costs a pass over the file
UPPER, LOWER = re.compile(rb"[0-9A-F]*"), re.compile(rb"[0-9a-f]*")


@dataclass(frozen=True)
class Span:
    """The two covered pieces [0, hole) and [resume, end); between them stands `<hex>`."""

    hole: int
    resume: int
    end: int


def examine_pdf(data: bytes) -> list[Signature]:
    """The signatures of `data`, oldest first, the last of which covers every byte; a Refusal in any other case."""
    if not TRACES.search(data):
        _require_healthy(data)
        raise unsigned()
    _require_end(data)
    whole = [span for span in _spans(data) if span.end == len(data)]
    if len(whole) != 1:
        raise changed("签名没有覆盖整个文件,或文件不完整")
    if len(_spans(data)) > SIGNATURES_LIMIT:
        raise unreadable("签名多得异常。")
    envelope = _check_span(data, whole[0])
    return _check_structure(data, whole[0], envelope)


def _spans(data: bytes) -> list[Span]:
    found = [tuple(int(number) for number in match.groups()) for match in RANGE.finditer(data)]
    return [Span(hole, resume, resume + length) for start, hole, resume, length in found if start == 0]


def _check_span(data: bytes, span: Span) -> Envelope:
    """The envelope in the hole of `span`, which vouches for the bytes around it."""
    envelope = open_envelope(_hole(data, span))
    view = memoryview(data)
    found = digest(envelope.hash_name, view[: span.hole], view[span.resume : span.end])
    if found != envelope.document_digest:
        raise changed("内容与签名时不一致")
    return envelope


def _hole(data: bytes, span: Span) -> bytes:
    """The DER in the hole, which may hold nothing else: hex of one case, then zeros, between angle brackets."""
    if not 0 < span.hole < span.resume - 4 or span.resume > len(data):
        raise changed("签名的位置不对")
    text = data[span.hole + 1 : span.resume - 1]
    if data[span.hole : span.hole + 1] != b"<" or data[span.resume - 1 : span.resume] != b">":
        raise changed("签名的位置不对")
    if len(text) % 2 or not (UPPER.fullmatch(text) or LOWER.fullmatch(text)):
        raise changed("签名内容已损坏")
    filled = bytes.fromhex(text.decode("ascii"))
    length = _der_length(filled)
    if any(filled[length:]):
        raise changed("签名内容已损坏")
    return filled[:length]


def _der_length(filled: bytes) -> int:
    """The length in bytes of the DER sequence that `filled` begins with."""
    if len(filled) < 6 or filled[0] != 0x30:
        raise changed("签名内容已损坏")
    if filled[1] < 0x80:
        return 2 + filled[1]
    count = filled[1] & 0x7F
    if not 0 < count <= 4:
        raise changed("签名内容已损坏")
    length = 2 + count + int.from_bytes(filled[2 : 2 + count], "big")
    if length > len(filled):
        raise changed("签名内容已损坏")
    return length


def _check_structure(data: bytes, span: Span, envelope: Envelope) -> list[Signature]:
    """What readers see as the signatures must be these, and nothing but signatures may have come between them."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(data))
    if reader.encrypted:
        raise unreadable("文件带有密码。")
    embedded = list(reader.embedded_signatures)
    if not embedded or _span_of(embedded[-1]) != span:
        raise changed("签名没有覆盖整个文件")
    if not envelope.bare and _is_ours(embedded[-1]):
        raise changed("签名内容已损坏")
    earlier = [_check_earlier(data, one) for one in embedded[:-1]]
    return [*earlier, _signature(envelope, embedded[-1])]


def _check_earlier(data: bytes, embedded: Any) -> Signature:
    envelope = _check_span(data, _span_of(embedded))
    if not envelope.bare and _is_ours(embedded):
        raise changed("签名内容已损坏")
    embedded.compute_integrity_info(diff_policy=_only_signatures())
    if getattr(embedded.diff_result, "modification_level", None) is None:
        raise changed("前一个签名之后,内容又被修改")
    return _signature(envelope, embedded)


def _signature(envelope: Envelope, embedded: Any) -> Signature:
    role = role_of_place(str(embedded.field_name))
    return Signature(
        envelope.certificate, embedded.self_reported_timestamp, role, str(embedded.sig_object.get("/Name", ""))
    )


def _span_of(embedded: Any) -> Span:
    numbers = [int(number) for number in embedded.byte_range]
    if len(numbers) != 4 or numbers[0] != 0:
        raise changed("签名的位置不对")
    return Span(numbers[1], numbers[2], numbers[2] + numbers[3])


def _is_ours(embedded: Any) -> bool:
    """Our own mark stands among the covered bytes; then the envelope must be in our own form, to the byte."""
    try:
        return bool(embedded.sig_object["/Prop_Build"]["/App"]["/Name"] == f"/{APPLICATION}")
    except (KeyError, TypeError):
        return False


def _only_signatures() -> Any:
    """pyHanko's rules of what an increment may do, without the one that lets form fields be filled in."""
    from pyhanko.sign import diff_analysis as allowed

    rules: Any = allowed  # pyHanko's rules carry no types
    quiet = [
        rules.DocInfoRule,
        rules.XrefStreamRule,
        rules.ObjectStreamRule,
        rules.DSSCompareRule,
        rules.MetadataUpdateRule,
    ]
    housekeeping = [rule().as_qualified(rules.ModificationLevel.LTA_UPDATES) for rule in quiet]
    fields = rules.FormUpdatingRule([rules.SigFieldCreationRule(), rules.SigFieldModificationRule()])
    return rules.StandardDiffPolicy([rules.CatalogModificationRule(), *housekeeping], form_rule=fields)


def _require_end(data: bytes) -> None:
    """A PDF ends with startxref and %%EOF; without them pyHanko walks back through the whole file, byte by byte."""
    tail = data[-2048:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        if TRACES.search(data):
            raise changed("文件不完整")
        raise unreadable("文件已损坏,打不开。")


def _require_healthy(data: bytes) -> None:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    _require_end(data)
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            raise unreadable("文件带有密码。")
        if not int(reader.root["/Pages"]["/Count"]):
            raise unreadable("文件里没有一页内容。")
    except Refusal:
        raise
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise unreadable("文件已损坏,打不开。") from error
