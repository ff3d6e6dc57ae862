"""签到: one session with its table, filled by keyboard; closed, it shows what was put right and takes corrections."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.service import Proposed, ServiceRecord, SessionCard
from app.rules.service import hours
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.requests.sheet import SheetDialog
from app.ui.theme import look
from app.ui.volunteers.hours_sign_head import SessionHead
from app.ui.volunteers.hours_sign_model import SignModel
from app.ui.volunteers.hours_sign_rows import sum_words
from app.ui.volunteers.hours_sign_table import SignTable
from app.ui.volunteers.hours_telling import correction_lines
from app.ui.volunteers.picker import VolunteerPicker
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_HOW = "在“到”这一列:1 到,0 没到,按了到下一位;回车往下,右箭头过去改时间和分钟。分钟不填就按起止时间算,路上的时间不算。"
_MOST_CORRECTIONS = 6


class SignView(QWidget):
    """`left` when the person goes back; `edit_wanted(card)`, `correct_wanted(record)` open their forms."""

    left = Signal()
    edit_wanted = Signal(object)
    correct_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card: SessionCard | None = None
        self.session_id = 0
        self._latest = Latest(desk.jobs, self)
        self._warned = False
        self.heading = SessionHead(self.go_back)
        self.said = Banner("amber")
        self.asks = AskBar()
        self.model = SignModel(self)
        self.table = SignTable(self.model)
        self.state = StateView(self.table)
        self.sums = words("")
        self.how = words(_HOW, "muted", wrap=True)
        self.message = words("", "red", wrap=True)
        self.message.hide()
        self.corrections = words("", "muted", wrap=True)
        self.picker = VolunteerPicker(desk, hint="现场来的人:姓名、拼音或电话,回车加入")
        self.picker.setFixedWidth(look().px(300))
        self.picker.moved.connect(self._walked_in)
        self.rest = button("其余都到", self.mark_rest, key="Alt+Q", tip="还没有标的人都算到了")
        self.again_button = button("再记一段", self.again, key="Alt+A", tip="中途离开又回来的人,另记一段时间")
        self.remove_button = button("去掉这一行", self.remove_row, key="Ctrl+Delete")
        self.edit_button = button("修改场次…", self.edit, key="Alt+E")
        self.print_button = button("打印签到表…", self.print_sheet, key="Ctrl+P", tip="空白签到表,现场签字用")
        self.drop_button = button("删除这一场…", self.remove, key="Alt+Delete")
        self.close_button = button("核对关闭…", self.close_session, key="Alt+K", tip="与签到表核对无误,以后只能更正")
        self.correct_button = button("更正…", self.correct, key="Alt+G", tip="更正选中的人的时长,写明原因")
        self.save_button = button("保存签到", self.save, kind="primary", key="Ctrl+S")
        self._lay_out()
        self.model.moved.connect(self._moved)

    # what is shown

    @property
    def dirty(self) -> bool:
        return self.model.dirty

    def show_session(self, session_id: int) -> None:
        """Read a session; what is not saved of the same one stays."""
        if session_id == self.session_id and self.dirty:
            return
        other = session_id != self.session_id
        self.session_id = session_id
        self.state.show_loading("正在读取签到表…")
        self._latest.run(
            verb("service", "card", session_id), lambda card: self._show(card, other=other), failed=self._gone
        )

    def refresh(self) -> None:
        if self.session_id:
            self.show_session(self.session_id)

    def forget(self) -> None:
        """Nothing is shown any more."""
        self.session_id, self.card, self.model.dirty = 0, None, False

    def take_focus(self) -> None:
        if self.model.rows:
            self.table.setFocus()
        elif not self.model.locked:
            self.picker.setFocus()

    def hold_keys(self, *, held: bool) -> None:
        """While a form stands beside it, Ctrl+S and the like are the form's."""
        for one in (self.save_button, self.print_button):
            one.setEnabled(not held)

    # what can be done

    def save(self) -> None:
        """The whole table in one change."""
        self.table.setFocus()  # a cell that is being typed into is one of it
        if self.card is None or not self.dirty or self.model.locked:
            return
        self._say("")
        if self.model.troubled:
            row = self.model.troubled[0]
            self._say(f"{row.name}:{row.trouble}什么都没有保存,请改好再存。")
            self.table.go_to(self.model.rows.index(row))
            return
        self.desk.change(
            verb("service", "sign_in", self.session_id, self.model.lines), self._saved, failed=self._failed
        )

    def mark_rest(self) -> None:
        self.model.mark_rest()
        self.table.setFocus()

    def again(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self.model.locked:
            self.table.go_to(self.model.again(row), 3)
            self.table.setFocus()

    def remove_row(self) -> None:
        row = self.table.currentIndex().row()
        self.model.remove(row)
        self.table.go_to(min(row, self.model.rowCount() - 1))
        self._settle_state()

    def edit(self) -> None:
        if self.card is not None and not self._held():
            self.edit_wanted.emit(self.card)

    def print_sheet(self) -> None:
        if self.card is not None and not self._held():
            make = verb("service_papers", "sign_sheet", self.session_id)
            SheetDialog(self.desk, f"签到表:{self.card.draft.title}", make, self.window()).open()

    def close_session(self) -> None:
        if self.card is None or self._held():
            return
        heads, minutes = self.model.sum
        long = "、".join(row.name for row in self.model.rows if row.doubt)
        unusual = f"{long}的服务时间比活动时间长。" if long else ""
        question = f"到 {heads} 人,共 {hours(minutes)} 小时,与签到表核对过了吗?{unusual}关闭以后只能登记更正。"
        close = verb("service", "close", self.session_id)
        self.asks.ask(question, "核对关闭", lambda: self.desk.change(close, self._saved, failed=self._failed))

    def remove(self) -> None:
        if self.card is None:
            return
        drop = verb("service", "remove", self.session_id)
        question = f"删除“{self.card.draft.title}”这一场和它的签到?删了可以用 Ctrl+Z 撤销。"
        self.asks.ask(question, "删除", lambda: self.desk.change(drop, self._removed, failed=self._failed))

    def correct(self) -> None:
        record = self.current
        if record is not None:
            self.correct_wanted.emit(record)

    @property
    def current(self) -> ServiceRecord | None:
        """The record the cursor stands on."""
        row = self.table.currentIndex().row()
        if self.card is None or not 0 <= row < len(self.model.rows):
            return None
        wanted = self.model.rows[row].record_id
        return next((one for one in self.card.records if one.id == wanted), None)

    def go_back(self) -> bool:
        """Esc: back to the list; what is not saved is said once, and goes when Esc is struck again."""
        if self.dirty and not self._warned:
            self._warned = True
            self.said.say("签到还没有保存。要保存按 Ctrl+S;再按一次 Esc 就不要了。", "amber")
            return False
        self.forget()
        self.left.emit()
        return True

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.asks.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # within

    def _show(self, card: SessionCard, *, other: bool) -> None:
        row = 0 if other else max(self.table.currentIndex().row(), 0)
        self.card = card
        self._warned = False
        self.said.hide()
        self.asks.hide()
        self._say("")
        self.heading.show_card(card)
        self.model.show_card(card)
        said = correction_lines(card.records)
        more = f"\n还有 {len(said) - _MOST_CORRECTIONS} 处。" if len(said) > _MOST_CORRECTIONS else ""
        self.corrections.setText("更正:\n" + "\n".join(said[:_MOST_CORRECTIONS]) + more if said else "")
        self.corrections.setVisible(bool(said))
        for widget in (
            self.picker, self.rest, self.again_button, self.remove_button, self.edit_button, self.drop_button,
            self.close_button, self.save_button, self.how,
        ):  # fmt: skip
            widget.setVisible(not self.model.locked)
        self.correct_button.setVisible(self.model.locked)
        self.picker.on = card.draft.day
        self._settle_state()
        self.table.go_to(min(row, self.model.rowCount() - 1), 0)
        self._told()
        if other:
            self.take_focus()

    def _settle_state(self) -> None:
        if self.model.rows:
            self.state.show_content()
        else:
            self.state.show_empty("还没有人签到。", "在上面写姓名、拼音或电话,按回车,来一个加一个。")

    def _walked_in(self) -> None:
        if not self.picker.chosen or self.card is None:
            return
        who = self.picker.chosen[0]
        self.picker.set_chosen(())
        there = len(self.model.rows)
        place = self.model.add_people([Proposed(who.id, who.name, who.team, who.phone)], came=True)
        self._settle_state()
        self.table.go_to(place, 0)
        if len(self.model.rows) == there:  # said, and counted once
            came = self.model.rows[place].came
            self.model.mark(place, came=True)
            self._say(f"{who.name}已经在表里了{',标为到' if not came else ''}。中途离开又回来的,用“再记一段”。")
        else:
            self._say("")
        self.picker.setFocus()

    def _moved(self) -> None:
        """What is wrong is said in full below the table, for the last line that was touched or the first there is."""
        self._warned = False
        self.said.hide()  # it spoke of the next Esc
        self._told()
        place = self.table.currentIndex().row()
        here = self.model.rows[place] if 0 <= place < len(self.model.rows) else None
        wrong = here if here is not None and here.trouble else next(iter(self.model.troubled), None)
        self._say(f"{wrong.name}:{wrong.trouble}{wrong.remedy}" if wrong is not None else "")

    def _told(self) -> None:
        said = sum_words(self.model.rows, *self.model.sum)
        self.sums.setText(f"{said}(还没有保存)" if self.dirty else said)

    def _held(self) -> bool:
        """Say that something is not saved, if it is."""
        if self.dirty:
            self.said.say("签到还没有保存,请先按 Ctrl+S 保存。", "amber")
        return self.dirty

    def _saved(self, _changes: Changes) -> None:
        self.model.dirty = False
        self.refresh()

    def _removed(self, _changes: Changes) -> None:
        self.forget()
        self.left.emit()

    def _gone(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Fault):
            self.desk.trouble(error)
            return
        self._say(str(error))
        place = next((n for n, row in enumerate(self.model.rows) if row.name == error.place and row.came), -1)
        if place >= 0:
            self.table.go_to(place)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        holder = QWidget()
        row = FlowLayout(holder, 6)
        for widget in (
            self.picker, self.rest, self.again_button, self.remove_button, self.correct_button, self.print_button,
            self.edit_button, self.close_button, self.drop_button,
        ):  # fmt: skip
            row.addWidget(widget)
        column.addWidget(holder)
        column.addWidget(self.said)
        column.addWidget(self.asks)
        column.addWidget(self.state, 1)
        for label in (self.message, self.sums, self.corrections, self.how):
            column.addWidget(label)
