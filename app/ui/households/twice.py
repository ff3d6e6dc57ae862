"""查找重复: pairs of entries that may be one person; merged, or told apart for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.duplicates import PairRow
from app.ui.desk import Desk
from app.ui.households.twice_compare import CompareView
from app.ui.jobs import Job, Report
from app.ui.theme import look
from app.ui.widgets.bars import WorkBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.sizes import open_within
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


def _names(row: PairRow) -> str:
    first, second = row.names
    return first if first == second else f"{first} / {second}"


def _doubts(row: PairRow) -> str:
    return "、".join(row.pair.doubts)


COLUMNS = (
    Column[PairRow]("names", "姓名", _names, width=132),
    Column[PairRow]("reasons", "为什么像同一人", lambda row: "、".join(row.pair.reasons), width=220),
    Column[PairRow]("doubts", "不一样的", _doubts, width=128, tone=lambda row: "amber" if row.pair.doubts else ""),
    Column[PairRow]("first", "第一条登记在", lambda row: row.doors[0], width=216, tip=lambda row: row.doors[0]),
    Column[PairRow]("second", "第二条登记在", lambda row: row.doors[1], width=216, tip=lambda row: row.doors[1]),
)


class TwiceDialog(QDialog):
    """Pairs above, both entries of the chosen pair side by side below. Nothing is merged without a person's word."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._apart = False  # whether those that were told apart are shown
        self._job: Job[Any] | None = None
        self.setWindowTitle("查找重复")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.note = words("", "muted")
        self.banner = Banner()
        self.work = WorkBar()
        self.model: RowsModel[PairRow] = RowsModel(COLUMNS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("可能重复的登记")
        self.compare = CompareView(desk)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.state = StateView(self.splitter)
        self.apart_button = button("已记为不是同一人的", self.toggle_apart, kind="link", key="Alt+O")
        self.undo_button = button("撤销刚才这一步", self.undo, key="Ctrl+Z")
        self.undo_button.setEnabled(False)
        self._lay_out()
        open_within(self, 1040, 660)
        self.view.chosen.connect(self._compare)
        self.view.opened.connect(lambda _row: self.compare.setFocus())
        self.compare.merge_wanted.connect(self.merge)
        self.compare.apart_wanted.connect(self.tell_apart)
        self.compare.again_wanted.connect(self.ask_again)
        self.look()

    @property
    def pair(self) -> PairRow | None:
        row = self.view.current_row()
        return row if isinstance(row, PairRow) else None

    def look(self) -> None:
        """Look through everyone; what is there stays until the new pairs are."""
        apart = self._apart

        def work(office: Any, report: Report) -> tuple[PairRow, ...]:
            from app import services

            found: tuple[PairRow, ...]
            found = services.duplicates.apart(office) if apart else services.duplicates.find(office, report)
            return found

        self.state.show_loading("正在查找重复的登记…")
        self._job = self._desk.jobs.run_long(work, self._show, failed=self._fail, owner=self)
        if not apart:
            self.work.follow(self._job, "正在查找重复的登记…")

    def toggle_apart(self) -> None:
        self._apart = not self._apart
        self.apart_button.setText("回到可能重复的" if self._apart else "已记为不是同一人的")
        self.look()

    def merge(self) -> None:
        kept, gone, taken = self.compare.kept_id, self.compare.gone_id, self.compare.taken
        reason = self.compare.reason
        self._change(
            lambda services, office: services.duplicates.merge(office, kept, gone, taken, reason=reason), "已合并"
        )

    def tell_apart(self) -> None:
        one, other = self.compare.kept_id, self.compare.gone_id
        self._change(lambda services, office: services.duplicates.tell_apart(office, one, other), "已记下")

    def ask_again(self) -> None:
        one, other = self.compare.kept_id, self.compare.gone_id
        self._change(lambda services, office: services.duplicates.ask_again(office, one, other), "已取消")

    def undo(self) -> None:
        self._change(lambda services, office: services.journal.undo(office), "")

    def reject(self) -> None:
        if self.work.isVisible():
            self.work.stop()
        super().reject()

    def _change(self, verb: Callable[[Any, Any], Changes], said: str) -> None:
        def work(office: Any) -> Changes:
            from app import services

            return verb(services, office)

        def done(changes: Changes) -> None:
            self.undo_button.setEnabled(bool(said))
            self.banner.say(
                f"{said}:{changes.title}。按 Ctrl+Z 可以撤销。" if said else f"已{changes.title}。", "green"
            )
            self.look()

        self.banner.hide()
        self._desk.change(work, done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.banner.say(str(error), "amber")
            if error.place == "两处居住的理由":
                self.compare.ask_reason()
        else:
            self._desk.trouble(error)

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.look)

    def _show(self, found: tuple[PairRow, ...]) -> None:
        place = max(self.view.currentIndex().row(), 0)
        self.model.set_rows(found)
        self.note.setText(f"共 {len(found)} 对" if found else "")
        for made in (self.compare.apart_button, self.compare.merge_button):
            made.setEnabled(bool(found))
        if found:
            self.state.show_content()
            self.view.choose_row(min(place, len(found) - 1))
            self._compare(self.pair)
            self.view.setFocus()
        elif self._apart:
            self.state.show_empty("没有记为不是同一人的。", "核对后按“不是同一人”的,会列在这里,可以重新核对。")
        else:
            self.state.show_empty("没有找到重复的登记。", "身份证号相同、姓名和出生日期相同、姓名同音的,都找过了。")

    def _compare(self, row: PairRow | None) -> None:
        if row is not None:
            self.compare.show_pair(row.pair.first, row.pair.second, told_apart=self._apart)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title_label("查找重复"))
        head.addWidget(self.note)
        head.addStretch(1)
        head.addWidget(self.apart_button)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.work)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.compare)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([look().px(190), look().px(360)])
        column.addWidget(self.state, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        for made in (
            button("关闭", self.reject, tip="关闭(Esc)"),
            self.compare.apart_button,
            self.compare.merge_button,
        ):
            foot.addWidget(made)
        column.addLayout(foot)
