"""What narrows the list at a stroke: person or door, labels, grid, where the person came from; and the ways to more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from app.models.colours import LABELS, Label
from app.models.queries import ListQuery
from app.rules.elevation.paints import make_look
from app.rules.legend import load_legend
from app.ui.colours.flow import FlowLayout
from app.ui.colours.hand import paint_swatch
from app.ui.theme import look
from app.ui.widgets.plain import button

ALL_GRIDS = "全部网格"
NO_GRID = "未划入网格"


class Filters(QWidget):
    """`moved` when the person narrows or widens the list; the other three open views, all conditions, columns."""

    moved = Signal()
    origin_dropped = Signal()
    views_wanted = Signal()
    panel_wanted = Signal()
    columns_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view_name = ""
        row = FlowLayout(self)
        self.by_person_button = self._choice("按人", "一行一个人(Alt+R)", "Alt+R")
        self.by_door_button = self._choice("按户", "一行一户(Alt+H)", "Alt+H")
        self.by_person_button.setChecked(True)
        group = QButtonGroup(self)
        for made in (self.by_person_button, self.by_door_button):
            group.addButton(made)
            row.addWidget(made)
        self.views_button = button("视图", self.views_wanted.emit, key="Ctrl+K", tip="存好的条件、列和排序")
        self.panel_button = button(
            "筛选", self.panel_wanted.emit, key="Alt+S", tip="年龄、性别、救助、居住状态等所有条件"
        )
        self.columns_button = button("列", self.columns_wanted.emit, key="Alt+L", tip="显示哪些列,按什么先后")
        for part in (_gap(), self.views_button, self.panel_button, self.columns_button, _gap()):
            row.addWidget(part)
        self.label_buttons = [self._label_button(label, number) for number, label in enumerate(LABELS, 1)]
        for made in self.label_buttons:
            row.addWidget(made)
        self._draw_icons()
        self.grids = QComboBox()
        self.grids.setAccessibleName("网格")
        self.show_grids(())
        row.addWidget(self.grids)
        self.origin = button("", self.drop_origin, tip="不再只看这些,看全部")
        self.origin.hide()
        row.addWidget(self.origin)
        group.buttonToggled.connect(lambda _button, on: self.moved.emit() if on else None)
        self.grids.activated.connect(lambda _index: self.moved.emit())

    @property
    def by_person(self) -> bool:
        return self.by_person_button.isChecked()

    @property
    def labels(self) -> frozenset[Label]:
        return frozenset(label for label, made in zip(LABELS, self.label_buttons, strict=True) if made.isChecked())

    @property
    def grid(self) -> str | None:
        """A grid's name, '' for doors without one, None for all."""
        chosen: str | None = self.grids.currentData()
        return chosen

    def show_grids(self, names: Sequence[str]) -> None:
        now = self.grid
        self.grids.clear()
        self.grids.addItem(ALL_GRIDS, None)
        for name in names:
            self.grids.addItem(name, name)
        self.grids.addItem(NO_GRID, "")
        self._choose_grid(now)

    def show_choices(self, *, by_person: bool, labels: frozenset[Label], grid: str | None) -> None:
        """Set all without telling it as the person's doing."""
        self.blockSignals(True)
        (self.by_person_button if by_person else self.by_door_button).setChecked(True)
        for label, made in zip(LABELS, self.label_buttons, strict=True):
            made.setChecked(label in labels)
        self._choose_grid(grid)
        self.blockSignals(False)

    def apply(self, query: ListQuery) -> ListQuery:
        """The question with what is chosen here."""
        return replace(query, by_person=self.by_person, labels=self.labels, grid=self.grid)

    def show_view(self, name: str) -> None:
        """The name of the view that the list shows; '' for none."""
        self.view_name = name

    def show_origin(self, text: str) -> None:
        """'来自:…' with a cross; '' hides it. The rows of a figure are of one kind, so the kind stays as it is."""
        self.origin.setText(f"来自:{text}  ×")
        self.origin.setVisible(bool(text))
        self.by_person_button.setEnabled(not text)
        self.by_door_button.setEnabled(not text)

    def drop_origin(self) -> None:
        self.show_origin("")
        self.origin_dropped.emit()

    def _choose_grid(self, grid: str | None) -> None:
        place = 0 if grid is None else self.grids.findText(grid or NO_GRID)
        if place < 0:
            self.grids.addItem(str(grid), grid)
            place = self.grids.count() - 1
        self.grids.setCurrentIndex(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "label_buttons"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        for label, made in zip(LABELS, self.label_buttons, strict=True):
            made.setIcon(_swatch_icon(label))
            made.setIconSize(QSize(look().px(22), look().px(20)))

    def _choice(self, text: str, tip: str, key: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setCheckable(True)
        made.setShortcut(key)
        made.setToolTip(tip)
        made.setProperty("kind", "choice")
        return made

    def _label_button(self, label: Label, number: int) -> QPushButton:
        made = self._choice(label.value, f"只看{label.value}(Alt+{number})", f"Alt+{number}")
        made.toggled.connect(lambda _on: self.moved.emit())
        return made


def _gap() -> QWidget:
    """A little room between groups of buttons."""
    gap = QWidget()
    gap.setFixedSize(8, 1)
    return gap


def _swatch_icon(label: Label) -> QIcon:
    at = look()
    pixmap = QPixmap(at.px(22), at.px(20))
    painter = QPainter(pixmap)
    painter.setFont(at.font())
    paints = make_look(load_legend(), dark=at.dark)
    pixmap.fill(paints.inks[LABELS.index(label)].ground)
    paint_swatch(painter, paints, LABELS.index(label), (0, 0, pixmap.width(), pixmap.height()), at.scale)
    painter.end()
    return QIcon(pixmap)
