"""The first two steps of the set-up: who keeps this ledger, and with which password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.models.people import Organisation
from app.ui.theme import look
from app.ui.welcome.password import PasswordField
from app.ui.welcome.recovery import password_problem
from app.ui.welcome.sheet import labelled
from app.ui.welcome.strength import strength_words
from app.ui.widgets.plain import set_tone, title_label, words

_LONGEST = 60


class OrganisationFields(QWidget):
    """The five names printed on reports; also a part of the settings page."""

    entered = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.branch = self._field("例如:老市委大院小区党支部")
        self.street = self._field("例如:车站街道办事处")
        self.secretary = self._field("可以以后再填")
        self.preparer = self._field("可以以后再填")
        self.reviewer = self._field("可以以后再填")
        self.note = words("", "amber", wrap=True)
        self.note.setMinimumHeight(look().px(24))  # its coming must not move or cut the fields
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(labelled("党支部名称(填报单位)", self.branch), 0, 0, 1, 3)
        grid.addWidget(labelled("所属街道或镇", self.street), 1, 0, 1, 3)
        for column, (name, field) in enumerate(
            (("党组织负责人", self.secretary), ("填报人", self.preparer), ("审核人", self.reviewer))
        ):
            grid.addWidget(labelled(name, field), 2, column)
        grid.addWidget(self.note, 3, 0, 1, 3)
        self.setFocusProxy(self.branch)

    def organisation(self) -> Organisation:
        return Organisation(
            self.branch.text().strip(),
            self.street.text().strip(),
            self.secretary.text().strip(),
            self.preparer.text().strip(),
            self.reviewer.text().strip(),
        )

    def fill(self, organisation: Organisation) -> None:
        """Show what is stored; filling is not editing and emits nothing."""
        for field, text in (
            (self.branch, organisation.branch),
            (self.street, organisation.street),
            (self.secretary, organisation.secretary),
            (self.preparer, organisation.preparer),
            (self.reviewer, organisation.reviewer),
        ):
            field.setText(text)

    def check(self) -> bool:
        found = self.organisation()
        problem = "请填写党支部名称。" if not found.branch else "请填写所属街道或镇。" if not found.street else ""
        self.note.setText(problem)
        if problem:
            (self.street if found.branch else self.branch).setFocus()
        return not problem

    def _field(self, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setMaxLength(_LONGEST)
        field.returnPressed.connect(self.entered)
        field.textEdited.connect(lambda _text: self.edited.emit())
        return field


class OrganisationStep(QWidget):
    """Step 1."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = OrganisationFields()
        self.fields.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("这本台账由哪个党支部来记?"))
        column.addWidget(words("这些名称会印在月报上,以后可以在“设置”里修改。", "muted", wrap=True))
        column.addWidget(self.fields)
        column.addStretch(1)
        self.setFocusProxy(self.fields.branch)

    def organisation(self) -> Organisation:
        return self.fields.organisation()

    def check(self) -> bool:
        return self.fields.check()


class PasswordStep(QWidget):
    """Step 2."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PasswordField("密码")
        self.again = PasswordField("再输入一次")
        self.strength = words(*strength_words(""), wrap=True)
        self.note = words("", "amber", wrap=True)
        self.first.field.textChanged.connect(self._on_typed)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        for field in (self.first, self.again):
            field.caps.connect(self._on_caps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("设置打开台账的密码"))
        column.addWidget(words("台账加密保存在这台电脑上,没有密码谁也打不开。", "muted", wrap=True))
        column.addWidget(labelled("密码", self.first))
        column.addWidget(self.strength)
        column.addWidget(labelled("再输入一次", self.again))
        column.addWidget(self.note)
        column.addStretch(1)
        self.setFocusProxy(self.first.field)

    def password(self) -> str:
        return self.first.text()

    def forget(self) -> None:
        """The password is set: it need not stay in the fields."""
        self.first.clear()
        self.again.clear()

    def check(self) -> bool:
        problem = password_problem(self.first.text(), self.again.text())
        self.note.setText(problem)
        if problem:
            (self.first if "至少" in problem else self.again).setFocus()
        return not problem

    def _on_typed(self, text: str) -> None:
        said, tone = strength_words(text)
        self.strength.setText(said)
        set_tone(self.strength, tone)
        self.note.setText("")

    def _on_caps(self, on: bool) -> None:
        self.note.setText("大写锁定开着,请留意密码里的大小写。" if on else "")
