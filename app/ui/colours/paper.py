"""The map on paper: title, legend with counts, figures, the elevations, date and the place for the seal.

Drawn in units of 1/144 inch, so that type has the same size on every printer. No name and no number of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen

from app.base.clock import chinese_date
from app.models.colours import LABELS
from app.models.figures import Figure
from app.models.views import MapPicture
from app.ui.colours.canvas import keys_of
from app.ui.colours.figures import counted
from app.ui.colours.look import Look, make_look
from app.ui.colours.painter import paint_building, paint_swatch
from app.ui.colours.placing import Placing, fit
from app.ui.colours.plan import Plan, make_plan

UNITS_AN_INCH = 144
_MARGIN = 68  # 12 mm
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Sheet:
    """What goes on the paper. `wanted`: labels the doors must carry, as on the screen; `grid` None: all."""

    picture: MapPicture
    branch: str
    made_on: date
    wanted: int = 0
    grid: str | None = None
    monochrome: bool = False

    @property
    def title(self) -> str:
        return f"{self.branch}{self.grid or ''}七彩图"


@dataclass(frozen=True)
class PaperSize:
    """A3 or A4, lying or standing."""

    name: str = "A4"
    landscape: bool = True

    def layout(self) -> QPageLayout:
        size = QPageSize(QPageSize.PageSizeId.A3 if self.name == "A3" else QPageSize.PageSizeId.A4)
        way = QPageLayout.Orientation.Landscape if self.landscape else QPageLayout.Orientation.Portrait
        return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))

    def units(self) -> tuple[int, int]:
        full = self.layout().fullRect(QPageLayout.Unit.Millimeter)
        return round(full.width() / 25.4 * UNITS_AN_INCH), round(full.height() / 25.4 * UNITS_AN_INCH)


def paint_sheet(painter: QPainter, sheet: Sheet, size: tuple[int, int], font: QFont) -> None:
    """Draw the whole page into a painter whose unit is 1/144 inch."""
    width, height = size
    inner = QRect(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN)
    look = make_look(sheet.picture.legend, monochrome=sheet.monochrome)
    plan = make_plan(sheet.picture, sheet.grid)
    painter.fillRect(QRect(0, 0, width, height), look.paper)
    top = _paint_head(painter, look, sheet, inner, font)
    top = _paint_legend(painter, look, plan, QRect(inner.x(), top, inner.width(), inner.height()), font)
    foot = _paint_foot(painter, look, sheet, inner, font)
    area = QRect(inner.x(), top + 12, inner.width(), foot - top - 20)
    painter.setFont(_font(font, 20))
    _paint_elevations(painter, look, plan, keys_of(plan.masks, sheet.wanted), area)


def write_to(device: QPagedPaintDevice, sheet: Sheet, paper: PaperSize, font: QFont) -> bool:
    """Put the sheet on a printer or into a PDF; False when the device would not start."""
    device.setPageLayout(paper.layout())
    painter = QPainter()
    if not painter.begin(device):
        return False
    width, height = paper.units()
    painter.scale(device.width() / width, device.height() / height)
    paint_sheet(painter, sheet, (width, height), font)
    return painter.end()


def preview(sheet: Sheet, paper: PaperSize, font: QFont, widest: int) -> QImage:
    """The page as a picture at most `widest` pixels on its longer side."""
    width, height = paper.units()
    ratio = widest / max(width, height)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(ratio, ratio)
    paint_sheet(painter, sheet, (width, height), font)
    painter.end()
    return image


def _paint_head(painter: QPainter, look: Look, sheet: Sheet, inner: QRect, font: QFont) -> int:
    painter.setPen(look.text)
    painter.setFont(_font(font, 40, bold=True))
    painter.drawText(QRect(inner.x(), inner.y(), inner.width(), 56), _CENTRE, sheet.title)
    painter.setFont(_font(font, 22))
    painter.setPen(look.faint)
    line = QRect(inner.x(), inner.y() + 56, inner.width(), 32)
    painter.drawText(line, _CENTRE, f"截至 {chinese_date(sheet.picture.as_of)}{_only(sheet.wanted)}")
    return inner.y() + 96


def _only(wanted: int) -> str:
    """Which doors are painted, when not all are: who looks at the wall must not take the white ones for unlabelled."""
    names = "、".join(label.value for number, label in enumerate(LABELS) if wanted >> number & 1)
    return f"  只画出{names}" if names else ""


def _paint_legend(painter: QPainter, look: Look, plan: Plan, place: QRect, font: QFont) -> int:
    """Seven labels and three figures, wrapped to the width of the paper."""
    figures = counted(plan)
    scale = 1.6
    items: list[tuple[int, str]] = []
    for number in sorted(range(len(LABELS)), key=lambda n: look.inks[n].rank):
        one = Figure("", LABELS[number].value, figures.counts[number], figures.total)
        share = f"({one.percent})" if one.percent else ""
        items.append((number, f"{one.title} {one.numerator}户{share}"))
    total = f"总户数 {figures.total}  标签户数 {sum(figures.counts)}  去重户数 {figures.distinct}"
    painter.setFont(_font(font, 20))
    metrics = painter.fontMetrics()
    x, y, line = place.x(), place.y(), 40
    for number, text in items:
        need = 56 + metrics.horizontalAdvance(text) + 28
        if x + need > place.right():
            x, y = place.x(), y + line
        painter.setFont(_font(font, 20))
        paint_swatch(painter, look, number, (x, y + 4, 44, 32), scale)
        painter.setFont(_font(font, 20))
        painter.setPen(look.text)
        painter.drawText(QRect(x + 56, y, need, line), _LEFT, text)
        x += need
    need = metrics.horizontalAdvance(total) + 8
    if x + need > place.right():
        x, y = place.x(), y + line
    painter.setFont(_font(font, 20, bold=True))
    painter.drawText(QRect(x, y, place.right() - x, line), _RIGHT if x > place.x() else _LEFT, total)
    y += line + 8
    painter.setPen(QPen(look.faint, 1))
    painter.drawLine(place.x(), y, place.right(), y)
    return y


def _paint_foot(painter: QPainter, look: Look, sheet: Sheet, inner: QRect, font: QFont) -> int:
    top = inner.bottom() - 112
    painter.setPen(QPen(look.faint, 1))
    painter.drawLine(inner.x(), top, inner.right(), top)
    painter.setFont(_font(font, 20))
    painter.setPen(look.text)
    left = QRect(inner.x(), top + 6, inner.width(), 34)
    note = "每个小格是一户;一户有几个标签就有几条颜色,颜色、字和花纹同时表示标签。"
    painter.drawText(left, _LEFT | Qt.TextFlag.TextDontClip, note)
    right = QRect(inner.x(), top + 42, inner.width(), 34)
    painter.drawText(right, _RIGHT, f"填报单位(盖章):{sheet.branch}        ")
    painter.drawText(right.translated(0, 34), _RIGHT, f"制表日期:{chinese_date(sheet.made_on)}        ")
    return top


def _paint_elevations(painter: QPainter, look: Look, plan: Plan, keys: list[int], area: QRect) -> None:
    sizes, lines = fit(plan, area.width(), area.height(), 1.3, largest=72)
    placing = Placing(plan, sizes, lines)
    left = area.x() + max(0, (area.width() - placing.width) // 2)
    painter.save()
    painter.setClipRect(QRectF(area))
    for number, tile in enumerate(placing.tiles):
        paint_building(painter, look, placing, keys, number, (left + tile.x(), area.y() + tile.y()))
    painter.restore()


def _font(base: QFont, size: int, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPixelSize(size)
    font.setBold(bold)
    return font
