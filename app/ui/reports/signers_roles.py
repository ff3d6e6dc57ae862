"""Two cards: who signs in which role, and the seal's picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.models.signers import Identity, Role, SealImage
from app.ui.theme import look
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

NOBODY = "不签名"
_USUAL_MM = 42


class _OpeningBox(QComboBox):
    """A list in which each choice is a deed: arrows open it, and only Enter or a click chooses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # who rolls on past it chooses nothing


class RolesCard(Card):
    """`chosen(role, identity id or None)` when the person picks another certificate."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("谁来签名", parent)
        self.boxes: dict[Role, QComboBox] = {}
        self._labels: dict[Role, QLabel] = {}
        self.add(words("签发时由第一位签名,其余各位在登记簿里依次签;填报单位最后签。", "muted", wrap=True))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setSpacing(8)
        for role in Role:
            box = _OpeningBox()
            box.setAccessibleName(f"{role.words}的证书")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _place, role=role: self._on_chosen(role))
            label = words(role.words, wrap=True)
            label.setBuddy(box)
            self.boxes[role], self._labels[role] = box, label
            form.addRow(label, box)
        self.body.addLayout(form)

    def show_roles(self, identities: Sequence[Identity], names: Mapping[Role, str]) -> None:
        for role, box in self.boxes.items():
            self._labels[role].setText(f"{role.words} {names[role]}".strip())
            box.clear()
            if role is not Role.UNIT:
                box.addItem(NOBODY, None)
            for one in identities:
                box.addItem(one.name, one.id)
                box.setItemData(box.count() - 1, one.usable or "可以签名", Qt.ItemDataRole.ToolTipRole)
                if role in one.roles:
                    box.setCurrentIndex(box.count() - 1)

    def _on_chosen(self, role: Role) -> None:
        self.chosen.emit(role, self.boxes[role].currentData())


class SealCard(Card):
    """`wanted(width in mm)`: another picture; `removed`: none any more."""

    wanted = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("印章图片", parent)
        self.picture = QLabel()
        self.picture.setAccessibleName("印章图片")
        self.said = words("", "muted", wrap=True)
        self.width_field = QSpinBox()
        self.width_field.setRange(20, 60)
        self.width_field.setValue(_USUAL_MM)
        self.width_field.setSuffix(" 毫米")
        self.width_field.setAccessibleName("印章的宽度")
        self.choose_button = button("选择图片…", lambda: self.wanted.emit(self.width_field.value()))
        self.remove_button = button("去掉", self.removed.emit)
        beside = QVBoxLayout()
        beside.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.width_field, self.choose_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.picture)
        top.addLayout(beside, 1)
        self.body.addLayout(top)
        self.body.addLayout(row)

    def show_seal(self, seal: SealImage | None) -> None:
        self.remove_button.setEnabled(seal is not None)
        self.picture.setVisible(seal is not None)
        if seal is None:
            self.said.setText("没有图片。需要时请放上本单位印章的扫描图(PNG 最好,背景透明),签名时盖在单位和日期上。")
            return
        self.width_field.setValue(seal.width_mm)
        side = look().px(72)
        pixmap = QPixmap.fromImage(QImage.fromData(seal.content))
        ratio = Qt.AspectRatioMode.KeepAspectRatio
        self.picture.setPixmap(pixmap.scaled(side, side, ratio, Qt.TransformationMode.SmoothTransformation))
        self.said.setText(f"{seal.name},宽 {seal.width_mm} 毫米。填报单位签名时盖在单位和日期上;图片存在加密资料里。")
