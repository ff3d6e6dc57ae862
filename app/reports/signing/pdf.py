"""A PAdES signature in a PDF: an increment after the last byte, so that earlier signatures stay whole."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.cms import envelope_size, seal_digest

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

APPLICATION = "Qicai"


def sign_pdf(data: bytes, identity: SigningIdentity, *, signed_at: datetime, reason: str, name: str) -> bytes:
    """`data` with a signature of `identity` over the whole of it (ETSI.CAdES.detached, level B-B, invisible).

    `signed_at` (local when naive) is the claimed time; no network and no time server is asked. `reason` and `name`
    are shown by readers. Raises UserFault when `data` is not a PDF that can be signed.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError

    if b"startxref" not in data[-2048:]:
        raise UserFault("这个文件不是完好的 PDF,不能签名。", "请重新生成文件,再试一次。")
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        if writer.prev.encrypted:
            raise UserFault("这个 PDF 带有密码,不能签名。", "请先取消密码,再试一次。")
        return _embed(writer, identity, signed_at=signed_at.astimezone(), reason=reason, name=name)
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UserFault("这个文件不是完好的 PDF,不能签名。", "请重新生成文件,再试一次。") from error


def _embed(
    writer: IncrementalPdfFileWriter, identity: SigningIdentity, *, signed_at: datetime, reason: str, name: str
) -> bytes:
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

    field = _free_name(writer)
    steps = PdfCMSEmbedder(new_field_spec=SigFieldSpec(field, on_page=0)).write_cms(field, writer)
    next(steps)
    # Exactly as much room as the envelope takes: no byte in the file is left for padding
    placeholder = SignatureObject(
        timestamp=signed_at,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        app_build_props=BuildProps(APPLICATION),
        bytes_reserved=2 * envelope_size(identity),
    )
    steps.send(SigObjSetup(placeholder))
    prepared, output = steps.send(SigIOSetup("sha256", in_place=False))
    steps.send(seal_digest(prepared.document_digest, identity))
    return bytes(output.getvalue())


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    from pyhanko.sign.fields import enumerate_sig_fields

    taken = {str(found[0]) for found in enumerate_sig_fields(writer)}
    number = 1
    while f"Qicai{number}" in taken:
        number += 1
    return f"Qicai{number}"
