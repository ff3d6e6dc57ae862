"""筛选: every condition a list can have, at the right of it; each takes effect at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.base.resources import rule_table
from app.models.households import Occupancy
from app.models.queries import ANY, ListQuery
from app.rules.list_queries import conditions
from app.ui.colours.flow import FlowLayout
from app.ui.households.choice import ALL, Choice
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, title_label, words

MEMBERS = frozenset(("中共党员", "中共预备党员"))
_NOBODY = frozenset[str]()
_OLDEST = 150
_TICKS = (
    ("heads", "只看户主"),
    ("alone", "独居(一户只住一人)"),
    ("claims", "台账标注待核实"),
)
_MISSING = (("id_number", "没有身份证号"), ("phone", "没有电话"), ("birth", "没有出生日期"))


class FilterPanel(QWidget):
    """`changed(query)` with every choice of the person; `closed` when they put it away. Words typed are none of it."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ListQuery()
        self._loading = False
        self.estate = Choice("小区", [(ALL, None)])
        self.grid = Choice("网格", [(ALL, None), ("未划入网格", "")])
        self.sex = Choice("性别", [(ALL, None), ("男", "男"), ("女", "女"), ("未登记", "")])
        self.politics = Choice("政治面貌", _politics())
        self.aid = Choice("救助", _aid())
        self.disability = Choice("残疾证", [(ALL, None), ("有", True), ("没有", False)])
        self.unit_person = Choice("居民类别", [(ALL, None), ("单位人", True), ("社会人", False)])
        self.age_from, self.age_to = _number("年龄从", _OLDEST, "岁"), _number("年龄到", _OLDEST, "岁")
        self.lease_within = _number("租期还剩", 254, "天内")
        self.uses = [QCheckBox(use.value if use is not Occupancy.UNKNOWN else "未登记") for use in Occupancy]
        self.ticks = {name: QCheckBox(said) for name, said in _TICKS}
        self.missing = {name: QCheckBox(said) for name, said in _MISSING}
        self.clear_button = button("清除全部条件", self.clear, key="Alt+X")
        self._lay_out()
        self._wire()

    def show_places(self, grids: Sequence[str], estates: Sequence[str]) -> None:
        """Grids and estates there are now."""
        self.grid.offer([(ALL, None), *((name, name) for name in grids), ("未划入网格", "")])
        self.estate.offer([(ALL, None), *((name, name) for name in estates), ("没有小区", "")])

    def show_query(self, query: ListQuery) -> None:
        """Show the conditions of a list without telling it as the person's doing."""
        self._query = query
        self._loading = True
        for name, box in self._choices().items():
            value = getattr(query, name)
            box.show_value(value, "、".join(sorted(value)) if isinstance(value, frozenset) else str(value))
        for name, field in self._numbers().items():
            value = getattr(query, name)
            field.setValue(-1 if value is None else value)
        for use, tick in zip(Occupancy, self.uses, strict=True):
            tick.setChecked(_stored(use) in query.occupancy)
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(query, name))
        for name, tick in self.missing.items():
            tick.setChecked(name in query.missing)
        self.clear_button.setEnabled(bool(conditions(query)))
        self._loading = False

    def clear(self) -> None:
        query = self._query
        while left := conditions(query):
            query = left[0].rest
        self.show_query(query)
        self.changed.emit(query)

    def _choices(self) -> dict[str, Choice]:
        return {
            "estate": self.estate, "grid": self.grid, "sex": self.sex, "politics": self.politics, "aid": self.aid,
            "disability": self.disability, "unit_person": self.unit_person,
        }  # fmt: skip

    def _numbers(self) -> dict[str, QSpinBox]:
        return {"age_from": self.age_from, "age_to": self.age_to, "lease_within": self.lease_within}

    def _tell(self) -> None:
        if self._loading:
            return
        said: dict[str, Any] = {name: box.value for name, box in self._choices().items()}
        said |= {name: None if field.value() < 0 else field.value() for name, field in self._numbers().items()}
        said |= {name: tick.isChecked() for name, tick in self.ticks.items()}
        said["missing"] = frozenset(name for name, tick in self.missing.items() if tick.isChecked())
        said["occupancy"] = frozenset(
            _stored(use) for use, tick in zip(Occupancy, self.uses, strict=True) if tick.isChecked()
        )
        self._query = replace(self._query, **said)
        self.clear_button.setEnabled(bool(conditions(self._query)))
        self.changed.emit(self._query)

    def _wire(self) -> None:
        for box in self._choices().values():
            box.activated.connect(lambda _place: self._tell())
        for field in self._numbers().values():
            field.valueChanged.connect(lambda _value: self._tell())
        for tick in (*self.uses, *self.ticks.values(), *self.missing.values()):
            tick.toggled.connect(lambda _on: self._tell())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(title_label("筛选"))
        head.addStretch(1)
        head.addWidget(self.clear_button)
        head.addWidget(button("收起", self.closed.emit, tip="收起筛选,条件不变(Esc)"))
        column.addLayout(head)
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 12, 8)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for box in (self.grid, self.estate):
            form.addRow(words(box.title), box)
        form.addRow(words("居住状态"), _flow(self.uses))
        form.addRow(words("租期还剩"), self.lease_within)
        form.addRow(words("年龄"), _ages(self.age_from, self.age_to))
        for box in (self.sex, self.politics, self.aid, self.disability, self.unit_person):
            form.addRow(words(box.title), box)
        for tick in (*self.ticks.values(), *self.missing.values()):
            form.addRow(tick)
        column.addWidget(scrolled(inside), 1)
        self.setMinimumWidth(look().px(300))


def _stored(use: Occupancy) -> str:
    return "" if use is Occupancy.UNKNOWN else use.value


def _politics() -> list[tuple[str, Any]]:
    terms = [row["term"] for row in rule_table("politics")]
    return [
        (ALL, _NOBODY), ("党员(含预备)", MEMBERS), *((term, frozenset((term,))) for term in terms),
        ("未登记", frozenset(("",))),
    ]  # fmt: skip


def _aid() -> list[tuple[str, Any]]:
    kinds = [row["term"] for row in rule_table("aid_kinds")]
    return [
        (ALL, _NOBODY), ("有救助", frozenset((ANY,))), *((kind, frozenset((kind,))) for kind in kinds),
        ("没有救助", frozenset(("",))),
    ]  # fmt: skip


def _number(title: str, most: int, unit: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(-1, most)
    field.setSpecialValueText(ALL)
    field.setSuffix(f" {unit}")
    field.setValue(-1)
    field.setKeyboardTracking(False)  # 80 is not 8 first
    field.setAccessibleName(title)
    return field


def _ages(low: QSpinBox, high: QSpinBox) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(low, 1)
    row.addWidget(words("到"))
    row.addWidget(high, 1)
    return holder


def _flow(ticks: Sequence[QCheckBox]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, space=8)
    for tick in ticks:
        flow.addWidget(tick)
    return holder
