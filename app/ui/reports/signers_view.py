"""签名人与证书: who signs in which role, our certificates, the seal's picture, and whom this office knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QSplitter, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import WrongSecret
from app.models.changes import Changes
from app.models.signers import Identity, KnownSigner, Role, grouped
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import signers_work as work
from app.ui.reports.knowing import ask_to_know
from app.ui.reports.reason import ReasonBar
from app.ui.reports.signers_roles import RolesCard, SealCard
from app.ui.theme import look
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

_SIDE_BY_SIDE = 760  # the least width for two columns


class SignersView(QWidget):
    """Left: roles and seal; right: our certificates over the known signers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        self.choose_file: Callable[[str, str], str] = self._ask_file
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.ask, self.reason = AskBar(), ReasonBar()
        self.roles, self.seal = RolesCard(), SealCard()
        self.roles.chosen.connect(self._assign)
        self.seal.wanted.connect(self._choose_seal)
        self.seal.removed.connect(lambda: self._change(lambda office: work.set_seal(office, None, 0)))
        self.own: RowsModel[Identity] = RowsModel(
            (
                Column("name", "证书名称", lambda one: one.name, width=160, tip=lambda one: grouped(one.fingerprint)),
                Column("roles", "用于", _roles, width=128),
                Column("until", "有效期至", lambda one: chinese_date(one.until), sort=lambda one: one.until, width=128),
                Column("origin", "来源", lambda one: one.issuer, width=104, tip=lambda one: one.issuer),
                Column("state", "状态", _state, width=120, tip=_state, tone=lambda one: "red" if one.usable else ""),
            )
        )
        self.own_table = RowsView(self.own)
        self.own_table.setAccessibleName("本单位的证书")
        self.known: RowsModel[KnownSigner] = RowsModel(
            (
                Column("name", "签名人", lambda one: one.name, width=160, tip=lambda one: grouped(one.fingerprint)),
                Column("street", "所属", lambda one: one.street or "—", width=120, tip=lambda one: one.street),
                Column("fingerprint", "证书指纹", lambda one: grouped(one.fingerprint), width=128),
                Column("until", "有效期至", lambda one: chinese_date(one.until), sort=lambda one: one.until, width=128),
                Column("added", "登记于", _added, width=120),
            )
        )
        self.known_table = RowsView(self.known)
        self.known_table.setAccessibleName("认识的签名人")
        for table in (self.own_table, self.known_table):
            table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.card_button = button("证书名片…", self.save_card, key="Ctrl+M", tip="存一页名片,当面交给街道")
        self.forget_button = button("从名单去掉", self.ask_to_forget, key="Ctrl+Delete")
        self._lay_out()

    def refresh(self) -> None:
        self._latest.run(work.desk, self._show, failed=self.desk.trouble)

    # our own

    def import_pfx(self) -> None:
        name = self.choose_file("选择证书文件", "证书 (*.pfx *.p12);;所有文件 (*)")
        if not name:
            return
        file = Path(name)
        self._ask_password(file, f"“{file.name}”的密码(发证单位给的)。密码只用这一次,不会保存。")

    def _ask_password(self, file: Path, question: str) -> None:
        """One that does not open the file is asked for again, the file kept."""

        def failed(error: BaseException) -> None:
            if isinstance(error, WrongSecret):
                self._ask_password(file, f"{file.name}:{error}")
            else:
                self.desk.trouble(error)

        self.reason.ask(
            question,
            "导入",
            lambda password: self._change(lambda office: work.import_pfx(office, file, password), failed),
            hint="证书的密码",
            missing="还没有输入证书的密码。没有密码的证书,请发证单位加上密码后再导出。",
            secret=True,
        )

    def make_identity(self) -> None:
        self.reason.ask(
            "给本单位的一位签名人生成一张证书。私钥只留在这台电脑的加密资料里。",
            "生成",
            lambda name: self._change(lambda office: work.make_identity(office, name)),
            hint="签名人的姓名",
            missing="还没有写签名人的姓名。",
        )

    def save_card(self) -> None:
        chosen = self.own_table.current_row()
        folder = self.choose_folder() if chosen is not None else ""
        if chosen is None or not folder:
            return
        identity = chosen
        self.desk.jobs.run(
            lambda office: work.save_card(office, identity, Path(folder)),
            lambda path: self.desk.tell(f"已存到“{path.parent.name}”:{path.name}。请打印出来,和电子文件一起交给街道。"),
            owner=self,
        )

    def _choose_seal(self, width: int) -> None:
        if name := self.choose_file("选择印章图片", "图片 (*.png *.jpg *.jpeg)"):
            self._change(lambda office: work.set_seal(office, Path(name), width))

    def _assign(self, role: Role, identity_id: int | None) -> None:
        self._change(lambda office: work.assign(office, role, identity_id))

    # the others

    def add_known(self) -> None:
        kinds = "证书、名片或签过名的文件 (*.cer *.crt *.pem *.pdf *.xlsx);;所有文件 (*)"
        if name := self.choose_file("选择对方的证书名片或签过名的文件", kinds):
            self.look_at(Path(name))

    def look_at(self, file: Path) -> None:
        """Whom this file could make known."""
        self.desk.jobs.run(
            lambda office: work.candidates(office, file),
            lambda found: ask_to_know(self.desk, self.ask, found, self._changed),
            owner=self,
        )

    def ask_to_forget(self) -> None:
        chosen = self.known_table.current_row()
        if chosen is None or chosen.own:
            return
        fingerprint = chosen.fingerprint
        self.ask.ask(
            f"把“{chosen.name}”从认识的签名人里去掉吗?以后他签的文件会提示不认识。",
            "去掉",
            lambda: self._change(lambda office: work.forget(office, fingerprint)),
        )

    # landing

    def _change(self, verb: Callable[[object], Changes], failed: Callable[[BaseException], None] | None = None) -> None:
        self.desk.jobs.run(verb, self._changed, failed=failed or self._refused, owner=self)

    def _refused(self, error: BaseException) -> None:
        self.refresh()  # a choice that was refused is shown as it was
        self.desk.trouble(error)

    def _changed(self, changes: Changes) -> None:
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"{changes.title}。")
        self.refresh()

    def _show(self, found: work.SigningDesk) -> None:
        self.own.set_rows(found.identities)
        self.known.set_rows(found.known)
        self.roles.show_roles(found.identities, found.names)
        self.seal.show_seal(found.seal)
        self.own_table.choose_row(0)
        self._on_chosen()

    def _on_chosen(self) -> None:
        known = self.known_table.current_row()
        self.card_button.setEnabled(self.own_table.current_row() is not None)
        self.forget_button.setEnabled(known is not None and not known.own)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.roles)
        column.addWidget(self.seal)
        column.addStretch(1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        ours = Card("本单位的证书")
        ours.add_beside(button("导入证书…", self.import_pfx, key="Ctrl+O", tip="导入发证单位给的证书文件"))
        ours.add_beside(button("生成证书…", self.make_identity, key="Ctrl+N"))
        ours.add_beside(self.card_button)
        ours.body.addWidget(self.own_table, 1)
        theirs = Card("认识的签名人")
        theirs.add_beside(button("添加…", self.add_known, key="Ctrl+J", tip="从证书名片、证书文件或签过名的文件添加"))
        theirs.add_beside(self.forget_button)
        theirs.body.addWidget(self.known_table, 1)
        theirs.add(words("收到文件时,只有名单里的签名人才算“认识”。登记前请当面核对指纹。", "muted", wrap=True))
        right.addWidget(ours)
        right.addWidget(theirs)
        for table in (self.own_table, self.known_table):
            table.setMinimumHeight(look().px(104))
        inside = QWidget()
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._split.setContentsMargins(0, 0, 0, 0)
        self._split.setSpacing(8)
        self._split.addWidget(left, 2)
        self._split.addWidget(right, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.ask)
        whole.addWidget(self.reason)
        whole.addWidget(scrolled(inside), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else one under the other."""
        super().resizeEvent(event)
        narrow = self.width() < look().px(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._split.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def _ask_file(self, title: str, kinds: str) -> str:
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        return name

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")


def _roles(one: Identity) -> str:
    return "、".join(role.words for role in one.roles) or "没有使用"


def _state(one: Identity) -> str:
    return one.usable or "可以签名"


def _added(one: KnownSigner) -> str:
    return "—" if one.own else chinese_date(one.added_on) if one.added_on else ""
