"""Adding a person behind a door (添加居民) and changing one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.base.resources import rule_table
from app.models.changes import Changes
from app.models.households import Member, Occupancy, OccupancySpan, ResidentDraft
from app.rules import terms
from app.rules.id_numbers import IdNumber, read_id_number
from app.rules.masking import mask_certificate, mask_id_number, mask_phone
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.fields import ChoiceField, DateField, Field, TextField
from app.ui.households.form import Form
from app.ui.households.leaving_forms import coming
from app.ui.households.moving_forms import LIVED_IN
from app.ui.households.stay_form import REASON

AFTER_VACANCY, NOT_CHOSEN = "居住状态", "请选择"
_KIND = ("未登记", "单位人", "社会人")


class SecretField(TextField):
    """A number that is on record: shown masked as a hint, kept when nothing is typed, replaced when something is."""

    def __init__(self, title: str, mask: Callable[[str], str], *, hint: str = "") -> None:
        super().__init__(title, hint=hint)
        self._mask = mask
        self.known = ""

    def set_known(self, known: str) -> None:
        self.known = known
        if known:
            self.line.setPlaceholderText(f"{self._mask(known)}(不改就空着)")

    def stated(self) -> str | None:
        return self.text() or None


class PersonForm(Form):
    """`member` None: a new person. Birth and sex fill themselves from the ID number. `use`: of the door today."""

    def __init__(
        self,
        desk: Desk,
        household_id: int,
        door: str,
        member: Member | None = None,
        *,
        use: OccupancySpan | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"添加居民:{door}" if member is None else f"修改居民:{door}", parent=parent)
        self.household_id = household_id
        self.member = member
        self.use = ChoiceField(AFTER_VACANCY, [NOT_CHOSEN, *(one.value for one in LIVED_IN)], needed=True)
        vacant = member is None and use is not None and use.kind is Occupancy.VACANT
        if vacant:
            self.add_words("这户现在登记为空置。添加居民的同时结束空置,请选以后的居住状态。", "amber")
            self.add(self.use)
        else:
            self.use.hide()
        self.name = TextField("姓名", needed=True)
        self.relation = ChoiceField("与户主关系", ["", *_words("relations")], free=True)
        self.add_pair(self.name, self.relation)
        self.id_number = self.add(SecretField("身份证号", mask_id_number, hint="18 位;旧号 15 位也可以"))
        self.birth = DateField("出生日期", hint="填了身份证号会自动填好")
        self.sex = ChoiceField("性别", ["", "男", "女"])
        self.add_pair(self.birth, self.sex)
        self.phone = SecretField("联系电话", mask_phone)
        self.politics = ChoiceField("政治面貌", ["", *_words("politics")], free=True)
        self.add_pair(self.phone, self.politics)
        self.ethnic = ChoiceField("民族", ["", *_words("ethnic")], free=True)
        self.kind = ChoiceField("居民类别", _KIND)
        self.add_pair(self.ethnic, self.kind)
        self.aid = ChoiceField("救助类型", ["", *_words("aid_kinds")], free=True)
        self.since = DateField("迁入日期")
        self.add_pair(self.aid, self.since)
        self.disability = self.add(SecretField("残疾情况", mask_certificate, hint="残疾证号,或如 肢体残疾二级"))
        self.note = self.add(TextField("备注"))
        self.reason = self.add(TextField(REASON, hint="如 照看孙辈,两边住"))
        self.reason.hide()
        self.end_fields()
        self._fill()
        self.id_number.line.editingFinished.connect(self.read_number)

    def read_number(self) -> IdNumber:
        """Judge the ID number that was typed; a good one fills birth and sex."""
        typed = self.id_number.text()
        if not typed:
            self.id_number.complain("")
            return IdNumber()
        read = read_id_number(typed, today=self.desk.clock.today())
        if read.error:
            self.id_number.complain(f"{read.error}{read.remedy}")
            return read
        self.id_number.complain(read.warning, "amber")
        self.id_number.set_text(read.number)
        self.birth.set_day(read.birth)
        self.birth.complain("")
        self.sex.set_text(read.sex)
        return read

    def check(self) -> bool:
        right = True
        if not self.name.text():
            self.name.complain("还没有填写姓名。请填写姓名。")
            right = False
        right = self.birth.check() and right
        right = self.since.check() and right
        birth, since = self.birth.day(), self.since.day()
        if right and birth is not None and birth > self.desk.clock.today():
            self.birth.complain("出生日期在今天之后。请检查出生日期。")
            right = False
        if right and birth is not None and since is not None and since < birth:
            late = self.birth if self.since.isHidden() else self.since
            late.complain(f"迁入日期({chinese_date(since)})早于出生日期。请检查这两个日期。")
            right = False
        if self.member is not None and self.member.resident.birth is not None and birth is None and right:
            self.birth.complain(f"原来登记的是 {chinese_date(self.member.resident.birth)},不能清空,请写上正确的日期。")
            right = False
        if self.use in self.fields and self.use.text() == NOT_CHOSEN:
            self.use.complain("这户登记为空置。请选自住、出租或借住,保存时一并结束空置。")
            right = False
        right = self._check_phone() and right
        return not self.read_number().error and right

    def _check_phone(self) -> bool:
        """Too few or too many figures are a slip of the hand; blanks, dashes and +86 are not."""
        typed = self.phone.text()
        digits = terms.plain_dashes(terms.narrow(typed)).removeprefix("+86").replace("-", "").replace(" ", "")
        if not typed or (digits.isdecimal() and 7 <= len(digits) <= 12):
            return True
        self.phone.complain("这个号码不像电话号码。请写 11 位手机号,或区号加座机号。")
        return False

    def draft(self) -> ResidentDraft:
        """What the form states; what was not touched states nothing."""
        kind = {"单位人": True, "社会人": False}.get(self.kind.text())
        disability = self.disability.stated()
        if self.member is None:
            return ResidentDraft(
                name=terms.clean(self.name.text()),
                id_number=self.id_number.stated(),
                birth=self.birth.day(),
                sex=self.sex.text() or None,
                ethnic=self.ethnic.text() or None,
                politics=self.politics.text() or None,
                phone=self.phone.stated(),
                unit_person=kind,
                disability=disability and (terms.disability(disability) or disability),
                aid=self.aid.text() or None,
                relation=self.relation.text() or None,
                note=self.note.text() or None,
                since=self.since.day(),
            )
        person, stay = self.member.resident, self.member.residency
        return ResidentDraft(
            name=terms.clean(self.name.text()),
            id_number=self.id_number.stated(),
            birth=_moved_day(self.birth.day(), person.birth),
            sex=_moved(self.sex.text(), person.sex),
            ethnic=_moved(self.ethnic.text(), person.ethnic),
            politics=_moved(self.politics.text(), person.politics),
            phone=self.phone.stated(),
            unit_person=kind if kind != person.unit_person else None,
            disability=disability and (terms.disability(disability) or disability),
            aid=_moved(self.aid.text(), person.aid),
            relation=_moved(self.relation.text(), stay.relation),
            note=_moved(self.note.text(), person.note),
        )

    def verb(self) -> Callable[[Any], Changes]:
        resident_id = self.member.resident.id if self.member else None
        use = Occupancy(self.use.text()) if self.use in self.fields else None
        reason = "" if self.reason.isHidden() else self.reason.text()
        return asking.household("save_resident", self.household_id, self.draft(), resident_id, use=use, reason=reason)

    def doubts(self) -> list[tuple[Field, str]]:
        return coming(self.since, self.desk.clock.today(), "到那一天才算住进来。") if not self.since.isHidden() else []

    def refuse(self, fault: Any) -> None:
        """Who lives behind another door already is asked why two; what vacancy stands in the way, which use follows."""
        if fault.place == REASON:
            self.reason.show()
        super().refuse(fault)

    def _fill(self) -> None:
        if self.member is None:
            return
        person, stay = self.member.resident, self.member.residency
        for field, text in (
            (self.name, person.name),
            (self.sex, person.sex),
            (self.ethnic, person.ethnic),
            (self.politics, person.politics),
            (self.aid, person.aid),
            (self.relation, stay.relation),
            (self.note, person.note),
        ):
            field.set_text(text)
        self.id_number.set_known(person.id_number)
        self.phone.set_known(person.phone)
        self.disability.set_known(person.disability)
        self.kind.set_text({True: "单位人", False: "社会人", None: "未登记"}[person.unit_person])
        self.birth.set_day(person.birth)
        self.since.set_day(stay.since)
        self.since.hide()  # the days of a stay are put right in a form of their own


def _words(table: str) -> list[str]:
    return list(dict.fromkeys(row["term"] for row in rule_table(table)))


def _moved(now: str, before: str) -> str | None:
    return None if now == before else now


def _moved_day(now: date | None, before: date | None) -> date | None:
    return None if now == before else now
