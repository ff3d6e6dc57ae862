"""光荣榜 before it is printed: how many, on which paper, and whether names stand in full."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from app.models.points import BoardWish, Span
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.requests.sheet import SheetDialog

_PLACES = (10, 20, 30, 50, 100_000)
_NAMES = ("遮住姓名", "写全名(本人同意)")
_PAPERS = ("A4", "A3")
_NOTE = "光荣榜贴出去谁都看得到:本人同意公布的,再选“写全名”。已经离队的不上榜。"


class BoardDialog(SheetDialog):
    """Alt+N names, Alt+Z paper, Alt+M how many."""

    def __init__(self, desk: Desk, year: int, month: int, span: Span, parent: QWidget | None = None) -> None:
        self.wish = BoardWish(year, month, span)
        super().__init__(desk, "光荣榜", verb("points", "honour_board", self.wish), parent, note=_NOTE)
        self.names = _box(_NAMES, "姓名", "姓名怎么写(Alt+N)")
        places = [f"前 {count} 名" if count < _PLACES[-1] else "全部" for count in _PLACES]
        self.places = _box(places, "名次", "列到第几名(Alt+M)")
        self.papers = _box(_PAPERS, "纸张", "纸张大小(Alt+Z)")
        for box, key in ((self.places, "Alt+M"), (self.names, "Alt+N"), (self.papers, "Alt+Z")):
            self.add_widget(box)
            box.activated.connect(lambda _place: self._choose())
            QShortcut(QKeySequence(key), self).activated.connect(box.setFocus)

    def choose(self, *, whole: bool, paper: str = "A4", places: int = 10) -> None:
        """As the person does it."""
        self.names.setCurrentIndex(int(whole))
        self.papers.setCurrentIndex(_PAPERS.index(paper))
        self.places.setCurrentIndex(_PLACES.index(places))
        self._choose()

    def _choose(self) -> None:
        self.wish = BoardWish(
            self.wish.year, self.wish.month, self.wish.span, _PLACES[self.places.currentIndex()],
            bool(self.names.currentIndex()), _PAPERS[self.papers.currentIndex()],
        )  # fmt: skip
        self.show_other("光荣榜", verb("points", "honour_board", self.wish))


def _box(words: tuple[str, ...] | list[str], name: str, tip: str) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    box.setAccessibleName(name)
    box.setToolTip(tip)
    return box
