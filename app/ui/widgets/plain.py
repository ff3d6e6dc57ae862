"""The smallest pieces: labels in a tone, the three kinds of button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

TONES = ("", "muted", "amber", "red", "green", "accent")


def words(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text (never markup: names come from files). `tone` is one of TONES."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


def set_tone(label: QLabel, tone: str) -> None:
    """Change the tone of a label that is shown already."""
    if label.property("tone") == tone:
        return
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def title_label(text: str) -> QLabel:
    label = words(text)
    label.setObjectName("title")
    return label


def button(
    text: str,
    clicked: Callable[[], object],
    *,
    kind: str = "",
    key: str = "",
    tip: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A push button; `kind` '' plain, 'primary' (one a page) or 'link'. `key` such as 'Ctrl+N' works while it shows.

    The key stands in the tooltip, so that it can be learned without a manual.
    """
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: clicked())
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if key:
        pressed = QShortcut(QKeySequence(key), made)  # the button's own shortcut would be lost with every new text
        pressed.activated.connect(made.click)
        tip = f"{tip or text.strip()}({key_words(key)})"
    made.setToolTip(tip)
    return made


def key_words(key: str) -> str:
    """A key as it is called in an office: Ctrl+回车."""
    for name, said in _KEYS:
        key = key.replace(name, said)
    return key


_KEYS = (
    ("Return", "回车"),
    ("Left", "左箭头"),
    ("Right", "右箭头"),
    ("Delete", "删除键"),
    ("PgUp", "上翻页键"),
    ("PgDown", "下翻页键"),
    ("Up", "上箭头"),
    ("Down", "下箭头"),
)
