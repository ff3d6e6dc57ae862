"""A PAdES signature in a PDF: an increment after the last byte, so that earlier signatures stay whole.

Who signs in a role fills the field of that role, which stands where the page names a place for it. The first signature
certifies the document: from then on nothing but the signatures that are waited for may come in (DocMDP, level 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.signers import Role, SealImage, place_name
from app.reports.signing.appearance import Appearance
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.cms import envelope_size, seal_digest

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

APPLICATION = "Qicai"
Place = tuple[int, tuple[float, float, float, float]]  # page from 0; left, low, right, high in points


@dataclass(frozen=True)
class Signing:
    """Who signs as what. `role` None: without a field of its own, invisible. `seal` is seen with the unit's signature.

    `expected`: all the roles that are to sign; their fields are laid out with the first signature.
    """

    name: str
    reason: str = ""
    role: Role | None = None
    seal: SealImage | None = field(default=None, repr=False)
    expected: tuple[Role, ...] = ()


def sign_pdf(
    data: bytes,
    identity: SigningIdentity,
    *,
    signed_at: datetime,
    reason: str = "",
    name: str = "",
    signing: Signing | None = None,
) -> bytes:
    """`data` with a signature of `identity` over the whole of it (ETSI.CAdES.detached, level B-B).

    `signed_at` (local when naive) is the claimed time; no network and no time server is asked. `signing` says as what
    and where it is seen; without it the signature is invisible, `reason` and `name` are shown by readers.
    Raises UserFault when `data` is not a PDF that can be signed, or the role has signed already.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError

    if b"startxref" not in data[-2048:]:
        raise UserFault("这个文件不是完好的 PDF,不能签名。", "请重新生成文件,再试一次。")
    signing = signing or Signing(name, reason)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        if writer.prev.encrypted:
            raise UserFault("这个 PDF 带有密码,不能签名。", "请先取消密码,再试一次。")
        return _embed(writer, identity, signing, signed_at.astimezone())
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UserFault("这个文件不是完好的 PDF,不能签名。", "请重新生成文件,再试一次。") from error


def _embed(writer: IncrementalPdfFileWriter, identity: SigningIdentity, signing: Signing, signed_at: datetime) -> bytes:
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

    taken = _fields(writer)
    first = not any(taken.values())
    seal = signing.seal if signing.role is Role.UNIT else None
    look = Appearance(appearance_words(signing, signed_at), signing.role, seal)
    if signing.role is not None:
        _lay_out(writer, signing, taken)
        name = place_name(signing.role)
        if taken.get(name):
            raise UserFault(f"{signing.role.words}已经在这份文件上签过名。", "请核对是哪一位还没有签。")
    else:
        name = _free_name(taken)
    exists = name in _fields(writer)
    spec = None if exists else SigFieldSpec(name, on_page=0)
    steps = PdfCMSEmbedder(new_field_spec=spec).write_cms(name, writer)
    next(steps)
    # Exactly as much room as the envelope takes: no byte in the file is left for padding
    placeholder = SignatureObject(
        timestamp=signed_at,
        subfilter=SigSeedSubFilter.PADES,
        name=signing.name,
        reason=signing.reason,
        app_build_props=BuildProps(APPLICATION),
        bytes_reserved=2 * envelope_size(identity),
    )
    certify = first and signing.role is not None
    level = SigMDPSetup("sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS) if certify else None
    seen: Any = look if exists else None
    steps.send(SigObjSetup(placeholder, mdp_setup=level, appearance_setup=seen))
    prepared, output = steps.send(SigIOSetup("sha256", in_place=False))
    steps.send(seal_digest(prepared.document_digest, identity))
    return bytes(output.getvalue())


def appearance_words(signing: Signing, signed_at: datetime) -> str:
    """What the visible line says. A role signs by a person's name, the unit by its own."""
    return f"电子签名 {signing.name} {chinese_date(signed_at.date())}"


def _lay_out(writer: IncrementalPdfFileWriter, signing: Signing, taken: dict[str, bool]) -> None:
    """The empty fields of all who are to sign: all at once, ahead of the first signature, which forbids new ones."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    assert signing.role is not None
    places = named_places(writer)
    waited: Iterable[Role] = dict.fromkeys((*signing.expected, signing.role)) if not any(taken.values()) else ()
    for role in waited:
        name = place_name(role)
        if name in taken or name not in places:
            continue
        page, place = places[name]
        if role is Role.UNIT:
            place = Appearance("", role, signing.seal).box(place)
        left, low, right, high = (round(number) for number in place)
        append_signature_field(writer, SigFieldSpec(name, on_page=page, box=(left, low, right, high)))


def named_places(writer: IncrementalPdfFileWriter) -> dict[str, Place]:
    """The rectangles that the pages name (see Paper.place)."""
    found: dict[str, Place] = {}
    named = writer.root.get("/Dests")
    if named is None:
        return found
    pages = {kid.idnum: number for number, kid in enumerate(_leaves(writer.root["/Pages"]))}
    for name, target in named.get_object().items():
        target = target.get_object()
        _page, kind, *corners = target
        if kind == "/FitR" and len(corners) == 4:
            left, low, right, high = (float(number) for number in corners)
            raw = target.raw_get(0)
            found[str(name).lstrip("/")] = (pages[raw.idnum], (left, low, right, high))
    return found


def _leaves(tree: Any) -> Iterable[Any]:
    """References to the pages in their order."""
    kids = tree["/Kids"]
    for place in range(len(kids)):
        reference, kid = kids.raw_get(place), kids[place]
        if kid["/Type"] == "/Pages":
            yield from _leaves(kid)
        else:
            yield reference


def _fields(writer: IncrementalPdfFileWriter) -> dict[str, bool]:
    """The signature fields by name, and whether each is signed."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return {str(name): value is not None for name, value, _ in enumerate_sig_fields(writer)}


def _free_name(taken: dict[str, bool]) -> str:
    number = 1
    while f"Qicai{number}" in taken:
        number += 1
    return f"Qicai{number}"
