"""What is seen of a signature on the page: a line of small type, or the seal's picture over issuer and date.

GB/T 9704-2012, 7.3.5.1: the seal stands upright, issuer and date in its middle or a little below it. The picture is the
user's own; nothing is drawn that looks like a seal.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.base.errors import UserFault
from app.models.signers import Role, SealImage
from app.reports.geometry import BODY_SIZE, MM

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

LINE_SIZE = 8.5  # points: fits between two lines of the text grid
LINE_HEIGHT = 11.0
ROOM_BESIDE = 40.0  # points at each side of the date
SEAL_LIFT = 0.56  # where in the seal's height the middle of issuer and date lies, from the top
SIDES_MM = (20, 60)
PIXELS_LIMIT = 16_000_000
WIDEST_PIXELS = 1200  # 600 dots an inch at 50 mm: more is not seen


@dataclass(frozen=True)
class Appearance:
    """`text` in one line; `seal` above it, None for none. Only the unit has a seal."""

    text: str
    role: Role | None = None
    seal: SealImage | None = None

    def box(self, place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The unit's rectangle (left, low, right, high) about `place`, where issuer and date stand: the seal over both,
        or without one a line under the words 盖章."""
        left, low, right, high = place
        if self.seal is None:
            return (left - ROOM_BESIDE, low - BODY_SIZE - 1 - LINE_HEIGHT, right + ROOM_BESIDE, low - BODY_SIZE - 1)
        side = self.seal.width_mm * MM
        height = side * _shape(self.seal.content)
        middle, centre = (low + high) / 2, (left + right) / 2
        wide = max(side, right - left + 2 * ROOM_BESIDE)
        bottom = middle - (1 - SEAL_LIFT) * height
        return (centre - wide / 2, bottom - LINE_HEIGHT, centre + wide / 2, bottom + height)

    def apply(self, annotation: Any, writer: IncrementalPdfFileWriter) -> None:
        """Give the signature's annotation this look (called by pyHanko while the increment is put together)."""
        generic = _objects()
        left, low, right, high = (float(number) for number in annotation["/Rect"])
        if right <= left or high <= low:
            return
        form = self._form(writer, right - left, high - low)
        annotation["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): form})
        writer.update_container(annotation)

    def _form(self, writer: IncrementalPdfFileWriter, width: float, height: float) -> Any:
        generic = _objects()
        content, resources = _line(writer, self.text, width, centred=self.role is Role.UNIT)
        if self.seal is not None:
            image, shape = _picture(writer, self.seal.content)
            side = self.seal.width_mm * MM
            resources["/XObject"] = generic.DictionaryObject({generic.pdf_name("/Seal"): image})
            left = (width - side) / 2
            # printer's ink, not paint: the words under the seal stay readable
            ink = {generic.pdf_name("/BM"): generic.pdf_name("/Multiply")}
            resources["/ExtGState"] = generic.DictionaryObject(
                {generic.pdf_name("/Ink"): generic.DictionaryObject(ink)}
            )
            content += (
                f"\nq /Ink gs {side:.3f} 0 0 {side * shape:.3f} {left:.3f} {LINE_HEIGHT:.3f} cm /Seal Do Q".encode()
            )
        form = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(
                    [generic.FloatObject(round(number, 3)) for number in (0, 0, width, height)]
                ),
                generic.pdf_name("/Resources"): resources,
            },
            stream_data=content,
        )
        form.compress()
        return writer.add_object(form)


def _objects() -> Any:
    """pyHanko's kinds of PDF objects, which carry no types."""
    from pyhanko.pdf_utils import generic

    return generic


def _line(writer: IncrementalPdfFileWriter, text: str, width: float, *, centred: bool) -> tuple[bytes, Any]:
    """`text` at the foot, as large as the width allows: operators and resources, its font a part of the file."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(_set_line(text, width, centred)))
    page = reader.root["/Pages"]["/Kids"][0]
    return bytes(page["/Contents"].data), writer.import_object(page["/Resources"])


@lru_cache(maxsize=16)
def _set_line(text: str, width: float, centred: bool) -> bytes:
    from datetime import date

    from app.reports.fonts import Face
    from app.reports.paper import DocumentInfo, Paper, printable

    paper = Paper((width, LINE_HEIGHT), DocumentInfo("", "", date(2000, 1, 1)))
    line = printable(text)
    wide = paper.measure(line, Face.BODY, LINE_SIZE)
    size = LINE_SIZE * min(1.0, width / wide if wide else 1.0)
    left = max((width - wide) / 2, 0.0) if centred else 0.0
    paper.text(left, (LINE_HEIGHT - size) / 2, line, Face.BODY, size)
    paper.end_page()
    return paper.finish()


def check_seal(seal: SealImage) -> SealImage:
    """The picture as it is kept: read whole, not larger than can be seen. Raises UserFault where it cannot be."""
    if not SIDES_MM[0] <= seal.width_mm <= SIDES_MM[1]:
        raise UserFault(
            f"印章的宽度应在 {SIDES_MM[0]} 到 {SIDES_MM[1]} 毫米之间。", "常见的单位印章是 42 毫米。", place="宽度"
        )
    _open(seal.content)
    return seal


def _open(content: bytes) -> Any:
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > PIXELS_LIMIT:
            raise UserFault("印章图片太大。", "请缩小到每边 2000 点以内再选。")
        picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserFault("这个文件不是能用的印章图片。", "请选择 PNG 或 JPG 图片。") from error
    return picture


@lru_cache(maxsize=2)
def _shape(content: bytes) -> float:
    """Height over width."""
    picture = _open(content)
    return float(picture.height / picture.width)


@lru_cache(maxsize=2)
def _pixels(content: bytes) -> tuple[int, int, bytes, bytes]:
    """(width, height, colours, cover), both deflated. White of a picture without transparency lets the text through."""
    from PIL import Image, ImageChops, ImageOps

    picture = _open(content)
    if picture.width > WIDEST_PIXELS:
        picture = picture.resize((WIDEST_PIXELS, max(1, round(picture.height * WIDEST_PIXELS / picture.width))))
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    whole = picture.convert("RGBA")
    colours = Image.new("RGB", whole.size, "white")
    colours.paste(whole, mask=whole.getchannel("A"))
    if clear:
        colours, cover = whole.convert("RGB"), whole.getchannel("A")
    else:  # a photograph or scan of the seal: as much cover as there is colour
        red, green, blue = colours.split()
        cover = ImageOps.invert(ImageChops.darker(ImageChops.darker(red, green), blue))
    return (*whole.size, zlib.compress(colours.tobytes(), 6), zlib.compress(cover.tobytes(), 6))


def _picture(writer: IncrementalPdfFileWriter, content: bytes) -> tuple[Any, float]:
    """The picture inside the file, its cover as a soft mask; and its shape."""
    generic = _objects()
    width, height, colours, cover = _pixels(content)

    def stream(space: str, data: bytes, **more: Any) -> Any:
        said = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": f"/{space}", "Filter": "/FlateDecode"}
        entries: dict[Any, Any] = {generic.pdf_name(f"/{key}"): generic.pdf_name(value) for key, value in said.items()}
        for key, number in (("Width", width), ("Height", height), ("BitsPerComponent", 8)):
            entries[generic.pdf_name(f"/{key}")] = generic.NumberObject(number)
        entries |= {generic.pdf_name(f"/{key}"): value for key, value in more.items()}
        return writer.add_object(generic.StreamObject(entries, encoded_data=data))

    mask = stream("DeviceGray", cover)
    return stream("DeviceRGB", colours, SMask=mask), height / width
