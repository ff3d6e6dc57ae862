"""我的一天: what is overdue, due today, waiting for a department, and whom to ask whether it was well done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.requests import DayList, MyDay, RequestRow
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking, telling
from app.ui.requests.focus import focus_rows
from app.ui.widgets.plain import words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView
from app.ui.widgets.tiles import FigureTile

OVERDUE, DUE, WAITING, VISITS = "已超时", "今天到期", "等部门答卷", "待回访"
GROUPS = (OVERDUE, DUE, WAITING, VISITS)
_TONES = {OVERDUE: "red", DUE: "amber", WAITING: "", VISITS: ""}


@dataclass(frozen=True)
class Task:
    """A request in one of the lists; in more than one when it is overdue because a department has not answered."""

    group: str
    row: RequestRow


def _told(task: Task) -> str:
    """What is coloured says why: a limit that is past stands before everything else."""
    row = task.row
    limit = telling.limit_words(row)
    if task.group == WAITING:
        waits = f"等{row.handler}" if row.handler else "等答卷"
        return f"{limit},{waits}" if limit else waits
    if task.group == VISITS:
        return ",".join(part for part in (limit, f"办结:{row.outcome}" if row.outcome else "已办结") if part)
    return limit


COLUMNS = (
    Column[Task]("group", "要做什么", lambda task: task.group, width=104, tone=lambda task: _TONES[task.group]),
    Column[Task]("told", "情况", _told, width=200, tip=_told, tone=lambda task: telling.limit_tone(task.row)),
    Column[Task](
        "words", "内容", lambda task: telling.one_line(task.row.words), width=300, tip=lambda task: task.row.words
    ),
    Column[Task]("caller", "反映人", lambda task: telling.who_words(task.row), width=88),
    Column[Task]("door", "地点", lambda task: telling.place_words(task.row), width=208),
    Column[Task]("due", "期限到", lambda task: telling.due_words(task.row), width=128),
    Column[Task]("number", "编号", lambda task: task.row.number, width=128),
)


class MyDayView(QWidget):
    """Tiles narrow the table to one list; a second press shows all again. `told(words, years)` when it was read."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str, tuple)
    list_wanted = Signal(str)
    take_down_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.day: MyDay | None = None
        self.group: str | None = None
        self._latest = Latest(desk.jobs, self)
        self.tiles = {group: FigureTile(group, unit="件") for group in GROUPS}
        self.model: RowsModel[Task] = RowsModel(COLUMNS, self)
        self.table = RowsView(self.model, sorting=False)
        self.table.setAccessibleName("今天要办的诉求")
        self.note = words("", "muted", wrap=True)
        self.note.hide()
        self.state = StateView(self.table)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for number, (group, tile) in enumerate(self.tiles.items(), 1):
            tiles.addWidget(tile)
            key = f"Ctrl+Alt+{number}"
            tile.clicked.connect(lambda group=group: self.show_group(group))
            tile.setToolTip(f"只看{group}的,再按一次看全部({key})")
            QShortcut(QKeySequence(key), self).activated.connect(lambda group=group: self.show_group(group))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(tiles)
        column.addWidget(self.state, 1)
        column.addWidget(self.note)
        self.table.chosen.connect(lambda task: self.chosen.emit(task.row))
        self.table.opened.connect(lambda task: self.opened.emit(task.row))

    def refresh(self) -> None:
        self.state.show_loading("正在看今天要办的事…")
        self._latest.run(asking.my_day, self.show_day, failed=lambda error: self.state.show_fault(error, self.refresh))

    def show_day(self, day: MyDay) -> None:
        self.day = day
        for group, found in self._lists().items():
            self.tiles[group].set_figure(found.total)
        self.told.emit("", day.weekends_only)
        self._show_rows()

    def show_group(self, group: str, *, alone: bool = False) -> None:
        """Only this list, or all of them when it was shown alone already (and `alone` does not insist on it)."""
        self.group = None if self.group == group and not alone else group
        self._show_rows()
        self.table.setFocus()

    def take_focus(self) -> None:
        focus_rows(self.table)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "tiles"):
            for tile in self.tiles.values():
                tile.updateGeometry()

    def _lists(self) -> dict[str, DayList]:
        assert self.day is not None
        day = self.day
        return {OVERDUE: day.overdue, DUE: day.due_today, WAITING: day.waiting, VISITS: day.visits}

    def _show_rows(self) -> None:
        if self.day is None:
            return
        kept: Task | None = self.table.current_row()
        shown = {name: found for name, found in self._lists().items() if self.group in (None, name)}
        tasks = [Task(name, row) for name, found in shown.items() for row in found.rows]
        self.model.set_rows(tasks)
        if kept is not None:
            self.table.choose_row(self.model.find(lambda task: task.row.id == kept.row.id and task.group == kept.group))
        more = [
            f"{name}还有 {found.total - len(found.rows)} 件"
            for name, found in shown.items()
            if found.total > len(found.rows)
        ]
        said = f"只看“{self.group}”的,再按一次上面的方块看全部。" if self.group else ""
        if more:
            said += f"这里只列最急的:{'、'.join(more)},在“列表”里可以看全。"
        self.note.setText(said)
        self.note.setVisible(bool(said))
        if tasks:
            self.state.show_content()
        elif self.group:
            self.state.show_empty(f"没有{self.group}的。", "", "看全部", lambda: self.show_group(self.group or ""))
        else:
            self.state.show_empty(
                "今天没有要催的诉求。",
                "没有超时、今天到期、等答卷和待回访的。群众又说了新的事,按 Ctrl+N 记下。",
                "记一件诉求",
                self.take_down_wanted.emit,
            )
