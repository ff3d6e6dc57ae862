"""按场次补记: sessions in which somebody served who has no points for it yet: proposals, nothing more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.points import SessionToAward
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_NAMED = 6


class SessionsCard(SideCard):
    """`wanted(session)`: its people are to be given points."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title.setText("按场次补记")
        self.found: tuple[SessionToAward, ...] = ()
        self.add_key("Ctrl+J", self.first)

    def show_sessions(self) -> None:
        self.state.show_loading("正在读取场次…")
        self._read()

    def refresh(self) -> None:
        if self.isVisible():
            self._read()

    def first(self) -> None:
        if self.found:
            self.wanted.emit(self.found[0])

    def _read(self) -> None:
        self.latest.run(
            verb("points", "sessions"),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.show_sessions),
        )

    def _show(self, found: tuple[SessionToAward, ...]) -> None:
        self.found = found
        if not found:
            self.state.show_empty("没有要补记的场次。", "近三个月里,服务过的人都记过积分了,或者还没有登记签到。")
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(
            words("近三个月里,有人服务过、还没有记积分的场次。时长和积分分开,要不要记由您决定。", "muted", wrap=True)
        )
        for place, session in enumerate(found):
            column.addWidget(self._session(session, first=place == 0))
        column.addStretch(1)
        self.show_content(inside)

    def _session(self, session: SessionToAward, *, first: bool) -> Card:
        part = Card(session.title)
        part.heading.setWordWrap(True)
        part.add(words(f"{chinese_date(session.day)}  {session.place}".strip(), "muted", wrap=True))
        names = "、".join(name for _id, name, _team, _minutes in session.people[:_NAMED])
        more = f"等 {len(session.people)} 人" if len(session.people) > _NAMED else ""
        part.add(words(f"{names}{more}", wrap=True))
        if session.given:
            part.add(words(f"另外 {session.given} 人已经记过。", "muted"))
        tip = "打开名单,看过再登记(Ctrl+J)" if first else "打开名单,看过再登记"
        part.add_action(button(f"给 {len(session.people)} 人记积分…", partial(self.wanted.emit, session), tip=tip))
        return part
