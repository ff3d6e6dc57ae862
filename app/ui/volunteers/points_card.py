"""One volunteer's account: sums and star, what each kind still leaves this year, every entry with its way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.points import PointEntry, PointLedger, Star
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.meetings.overview import pairs_grid
from app.ui.requests.side import SideCard
from app.ui.volunteers.points_forms import EnterForm, ReverseForm
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_SHOWN = 60


class AccountCard(SideCard):
    """Ctrl+J enters a point for this volunteer; Ctrl+D opens their card in the register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.volunteer_id: int | None = None
        self.shown: PointLedger | None = None
        self.add_key("Ctrl+J", self.enter)
        self.add_key("Ctrl+D", self.open_volunteer)

    @property
    def shows_something(self) -> bool:
        return self.volunteer_id is not None

    def show_account(self, volunteer_id: int) -> None:
        """Read and show an account. A form that holds unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        if volunteer_id != self.volunteer_id:
            self.said.hide()
        self.volunteer_id = volunteer_id
        self.state.show_loading("正在打开…")
        self.latest.run(verb("points", "ledger", volunteer_id), self.show_ledger, failed=self._fail)

    def refresh(self) -> None:
        if self.volunteer_id is not None and self.isVisible():
            self.latest.run(verb("points", "ledger", self.volunteer_id), self.show_ledger, failed=self._fail)

    def show_ledger(self, found: PointLedger) -> None:
        self.shown = found
        self.title.setText(f"{found.name}  红色账户")
        self.show_content(self._content(found))

    def close_card(self) -> None:
        super().close_card()
        if self.form is None:
            self.volunteer_id, self.shown = None, None

    def enter(self) -> None:
        if self.shown is not None:
            self.open_form(EnterForm(self.desk, self.shown))

    def reverse(self, entry: PointEntry) -> None:
        self.open_form(ReverseForm(self.desk, [entry]))

    def open_volunteer(self) -> None:
        if self.volunteer_id is not None:
            self.desk.open_page("volunteers", self.volunteer_id)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        if isinstance(error, UserFault) and self.form is None:
            self.volunteer_id = None
            self.closed.emit()
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, found: PointLedger) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._sums(found))
        column.addWidget(self._entries(found))
        room = Card("今年各项还能记")
        lines: list[tuple[str, str | QWidget]] = [(kind, f"{left} 分") for kind, left in found.room.items()]
        room.body.addLayout(pairs_grid(lines))
        column.addWidget(room)
        column.addStretch(1)
        return inside

    def _sums(self, found: PointLedger) -> Card:
        part = Card("积分")
        part.add_beside(button("名册", self.open_volunteer, kind="link", tip="看这位志愿者的登记(Ctrl+D)"))
        sums = found.sums
        pairs: list[tuple[str, str | QWidget]] = [
            ("小分队", found.team),
            ("本月", f"{sums.month} 分"),
            ("本年", f"{sums.year} 分"),
            ("累计", f"{sums.total} 分"),
            ("星级", star_words(found.star) or "还没有"),
        ]
        if found.next_star is not None:
            pairs.append(("下一级", f"{found.next_star.title},还差 {found.next_star.points - sums.total} 分"))
        part.body.addLayout(pairs_grid(pairs))
        part.add_action(button("登记积分", self.enter, kind="primary", tip="给这位志愿者记一笔(Ctrl+J)"))
        return part

    def _entries(self, found: PointLedger) -> Card:
        part = Card(f"流水 {len(found.entries)} 笔")
        if not found.entries:
            part.add(words("还没有积分。", "muted"))
        for entry in found.entries[:_SHOWN]:
            part.add(self._entry(entry))
        if len(found.entries) > _SHOWN:
            part.add(words(f"还有 {len(found.entries) - _SHOWN} 笔更早的,导出流水可以看全。", "muted", wrap=True))
        return part

    def _entry(self, entry: PointEntry) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        gone = entry.reversed_by is not None
        tone = "muted" if gone else "red" if entry.reverses_id is not None else ""
        head.addWidget(words(f"{signed(entry.points)} 分", tone or "green"))
        head.addWidget(words(f"{entry.kind}{entry_mark(entry)}", tone, wrap=True), 1)
        if entry.can_be_reversed:
            made = button("冲销", partial(self.reverse, entry), kind="link", tip="记错了:另记一笔相反的,注明原因")
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        cut = f"应记 {entry.asked} 分,到了上限" if 0 <= entry.points < entry.asked else ""
        by = f"{entry.entered_by}登记" if entry.entered_by else ""
        entered = f"{chinese_date(entry.entered_on)}{by or '登记'}" if entry.entered_on != entry.day or by else ""
        told = (chinese_date(entry.day), entry.reason, entry.evidence, cut, entered)
        column.addWidget(words("  ".join(part for part in told if part), "muted", wrap=True))
        return holder


def star_words(star: Star | None) -> str:
    """★★ 二星; '' for none."""
    return f"{'★' * star.stars} {star.title}" if star is not None else ""


def signed(points: int) -> str:
    """+2, −2, 0."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def entry_mark(entry: PointEntry) -> str:
    """What is said behind the kind of an entry that was taken back, or takes one back."""
    if entry.reverses_id is not None:
        return "(冲销)"
    return "(已冲销)" if entry.reversed_by is not None else ""
