"""The pictures of the page: ages, shares, grids, labels; every bar and every month opens its names."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.models.population import PopulationView, Topic
from app.rules import population_charts as charts
from app.rules.population import TITLES
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.drawing import DrawingView
from app.ui.widgets.plain import words

_TWO_COLUMNS = 820  # pixels in usual type from which two cards stand beside each other


class Pictures(QWidget):
    """`opened(key)`: someone wants the names behind a figure."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PopulationView | None = None
        self._wide = True
        self.ages = DrawingView("年龄和性别", least=(330, 300))
        self.shares = DrawingView("占比", least=(330, 160))
        self.grids = DrawingView("各网格占比", least=(330, 60))
        self.labels = DrawingView("七类标签户数", least=(330, 120))
        for view in (self.ages, self.shares, self.grids, self.labels):
            view.opened.connect(self.opened)
        self.topic = QComboBox()
        for topic in charts.BY_GRID:
            self.topic.addItem(TITLES[topic], topic)
        self.topic.setAccessibleName("各网格的哪一项")
        self.topic.setToolTip("看各网格的哪一项占比(Alt+W)")
        self.topic.activated.connect(lambda _place: self._show_grids())
        QShortcut(QKeySequence("Alt+W"), self).activated.connect(self.topic.showPopup)
        self._ages_card, self._shares_card = _card("年龄和性别", self.ages), _card("占比", self.shares)
        self._grids_card = _card("各网格", self.grids)
        self._grids_card.add_beside(self.topic)
        self._labels_card = _card("七类标签户数,近24个月和其间的增减", self.labels)
        self._labels_card.add(words(charts.PAST_WORDS, "muted", wrap=True))
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(scrolled(inside))
        self._place()

    def show_view(self, view: PopulationView) -> None:
        self._view = view
        self._ages_card.heading.setText(f"年龄和性别,共 {view.now.whole.residents.numerator} 人")
        self._shares_card.heading.setText(f"占比,共 {view.now.whole.households.numerator} 户")
        self.ages.show_drawing(partial(charts.ages, view))
        self.shares.show_drawing(partial(charts.shares, view))
        self.labels.show_drawing(partial(charts.labels, view))
        self._grids_card.setVisible(len(view.now.grids) > 1)
        self._show_grids()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._place()

    def _show_grids(self) -> None:
        if self._view is not None:
            self.grids.show_drawing(partial(charts.grids, self._view, Topic(self.topic.currentData())))

    def _place(self) -> None:
        """Two columns where there is room, else one under the other."""
        wide = self.width() >= look().px(_TWO_COLUMNS)
        if wide == self._wide and self._grid.count():
            return
        self._wide = wide
        cards = (self._ages_card, self._shares_card, self._grids_card, self._labels_card)
        places = (
            ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2))
            if wide
            else (
                (0, 0, 1, 1),
                (1, 0, 1, 1),
                (2, 0, 1, 1),
                (3, 0, 1, 1),
            )
        )
        for card, place in zip(cards, places, strict=True):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, *place)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)
        self._grid.setRowStretch(0, 1)


def _card(title: str, view: DrawingView) -> Card:
    card = Card(title)
    card.body.addWidget(view, 1)
    return card
