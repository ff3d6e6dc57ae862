"""One palette, one style sheet, three type sizes; light or dark, usual or large type.

Whoever paints by hand asks `look()` for colours and sizes at the moment of painting: a change of look needs no wiring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.base.resources import resource

NAME = "七彩台账"
BODY, TITLE, FIGURE = 10.5, 14.0, 22.0  # points; the only three sizes
LARGE = 1.4

LIGHT = {
    "window": "#F6F5F3",
    "card": "#FFFFFF",
    "rail": "#ECEAE6",
    "line": "#D5D1CB",
    "strong_line": "#8B8781",
    "text": "#1F1E1D",
    "muted": "#5A5854",
    "accent": "#B3261E",
    "fill": "#B3261E",
    "fill_hover": "#96201A",
    "on_fill": "#FFFFFF",
    "hover": "#E9E6E1",
    "chosen": "#F8E3E0",
    "alternate": "#FAF9F8",
    "link": "#1B58B0",
    "amber": "#7A4A00",
    "amber_ground": "#FFF1D6",
    "red": "#A3211A",
    "red_ground": "#FCE9E7",
    "green": "#1B6330",
    "green_ground": "#E4F2E7",
    "disabled": "#8F8B85",
}
DARK = {
    "window": "#1D1D1E",
    "card": "#28282A",
    "rail": "#161617",
    "line": "#434346",
    "strong_line": "#8A8A8E",
    "text": "#EDECEA",
    "muted": "#B9B6B1",
    "accent": "#FF9C93",
    "fill": "#BF352B",
    "fill_hover": "#A82C23",
    "on_fill": "#FFFFFF",
    "hover": "#353538",
    "chosen": "#4A2926",
    "alternate": "#2C2C2E",
    "link": "#8DB8FF",
    "amber": "#FFC872",
    "amber_ground": "#443313",
    "red": "#FFA79F",
    "red_ground": "#4A211E",
    "green": "#93D8A5",
    "green_ground": "#1E3A27",
    "disabled": "#77757A",
}
CHINESE_SANS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
)


@dataclass(frozen=True)
class Look:
    """What the window looks like now. Colours are names of LIGHT and DARK; `px` scales a length with the type size."""

    dark: bool = False
    large: bool = False

    @property
    def scale(self) -> float:
        return LARGE if self.large else 1.0

    def colour(self, name: str) -> QColor:
        return QColor(self.hex(name))

    def hex(self, name: str) -> str:
        return (DARK if self.dark else LIGHT)[name]

    def px(self, length: int) -> int:
        return round(length * self.scale)

    def pt(self, size: float) -> float:
        return round(size * self.scale, 1)

    @property
    def row(self) -> int:
        """Height of a row of a table: 32 px in usual type."""
        return self.px(32)

    def font(self, size: float = BODY, *, bold: bool = False) -> QFont:
        font = QFont(QApplication.font())
        font.setPointSizeF(self.pt(size))
        font.setBold(bold)
        return font


def look() -> Look:
    """The look that was applied last (kept by the application object itself)."""
    app = QApplication.instance()
    found = app.property("look") if app is not None else None
    return found if isinstance(found, Look) else Look()


def apply(app: QApplication, wanted: Look) -> None:
    """Put on a look: style, font, palette, style sheet. Widgets that are open follow."""
    app.setProperty("look", wanted)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_body_font(wanted))
    app.setPalette(_palette(wanted))
    app.setStyleSheet(style_sheet(wanted))


def system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def style_sheet(wanted: Look) -> str:
    """resources/style.qss with its @names filled in: colours, `@pt_body`, and lengths such as `@px8`."""
    sizes = {"body": BODY, "title": TITLE, "figure": FIGURE}

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        if name.startswith("pt_"):
            return f"{wanted.pt(sizes[name[3:]])}pt"
        if name.startswith("px"):
            return f"{wanted.px(int(name[2:]))}px"
        return wanted.hex(name)

    text = resource("style.qss").read_text(encoding="utf-8")
    return re.sub(r"@([a-z_]+\d*)", value, text)


def _body_font(wanted: Look) -> QFont:
    font = QFont(_family())
    font.setPointSizeF(wanted.pt(BODY))
    return font


def _family() -> str:
    """A Chinese sans the system has, else the bundled one: a PC without either would show boxes."""
    for family in CHINESE_SANS:
        if QFontDatabase.hasFamily(family):
            return family
    bundled = QFontDatabase.addApplicationFont(str(resource("fonts", "NotoSansSC-Regular.ttf")))
    families = QFontDatabase.applicationFontFamilies(bundled) if bundled >= 0 else []
    return families[0] if families else QApplication.font().family()


def _palette(wanted: Look) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "card"),
        (role.AlternateBase, "alternate"),
        (role.Text, "text"),
        (role.Button, "card"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "chosen"),
        (role.HighlightedText, "text"),
        (role.Link, "link"),
        (role.Accent, "accent"),
        (role.Light, "card"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "strong_line"),
    ):
        palette.setColor(which, wanted.colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, wanted.colour("disabled"))
    return palette
