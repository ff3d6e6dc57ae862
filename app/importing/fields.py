"""The fields a ledger's columns can mean, with the words the window shows for them."""

from __future__ import annotations

from enum import StrEnum

from app.models.colours import LABELS, Label


class Field(StrEnum):
    """What a column holds. The value is stable: remembered mappings keep it."""

    GRID = "grid"
    ESTATE = "estate"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    ADDRESS = "address"
    OCCUPANCY = "occupancy"
    OCCUPANCY_SINCE = "occupancy_since"
    LEASE_UNTIL = "lease_until"
    SOLD = "sold"
    OWNER = "owner"
    DOOR_NOTE = "door_note"
    LABELS = "labels"
    HEAD = "head"
    NAME = "name"
    MEMBERS = "members"
    RELATION = "relation"
    ID_NUMBER = "id_number"
    BIRTH = "birth"
    AGE = "age"
    SEX = "sex"
    ETHNIC = "ethnic"
    POLITICS = "politics"
    PARTY = "party"
    PHONE = "phone"
    UNIT_PERSON = "unit_person"
    DISABILITY = "disability"
    DISABILITY_KIND = "disability_kind"
    DISABILITY_GRADE = "disability_grade"
    AID = "aid"
    AID_LOW = "aid:低保"
    AID_POOREST = "aid:特困"
    AID_EDGE = "aid:低保边缘"
    SINCE = "since"
    NOTE = "note"
    LABEL_PARTY = f"label:{Label.PARTY}"
    LABEL_EMPTY_NEST = f"label:{Label.EMPTY_NEST}"
    LABEL_AGED = f"label:{Label.AGED}"
    LABEL_HARDSHIP = f"label:{Label.HARDSHIP}"
    LABEL_DISABLED = f"label:{Label.DISABLED}"
    LABEL_LET = f"label:{Label.LET}"
    LABEL_VACANT = f"label:{Label.VACANT}"
    SERIAL = "serial"


TITLES: dict[Field, str] = {
    Field.GRID: "网格",
    Field.ESTATE: "小区",
    Field.BUILDING: "楼栋",
    Field.UNIT: "单元",
    Field.ROOM: "房号",
    Field.ADDRESS: "住址",
    Field.OCCUPANCY: "居住状态",
    Field.OCCUPANCY_SINCE: "居住状态起始日期",
    Field.LEASE_UNTIL: "租期截止日期",
    Field.SOLD: "是否已售",
    Field.OWNER: "产权人",
    Field.DOOR_NOTE: "户备注",
    Field.LABELS: "七彩图分类",
    Field.HEAD: "户主姓名",
    Field.NAME: "姓名",
    Field.MEMBERS: "家庭成员",
    Field.RELATION: "与户主关系",
    Field.ID_NUMBER: "身份证号",
    Field.BIRTH: "出生日期",
    Field.AGE: "年龄",
    Field.SEX: "性别",
    Field.ETHNIC: "民族",
    Field.POLITICS: "政治面貌",
    Field.PARTY: "是否党员",
    Field.PHONE: "联系电话",
    Field.UNIT_PERSON: "居民类别",
    Field.DISABILITY: "残疾情况",
    Field.DISABILITY_KIND: "残疾类别",
    Field.DISABILITY_GRADE: "残疾等级",
    Field.AID: "救助类型",
    Field.AID_LOW: "低保(打勾)",
    Field.AID_POOREST: "特困(打勾)",
    Field.AID_EDGE: "低保边缘(打勾)",
    Field.SINCE: "入住日期",
    Field.NOTE: "备注",
    Field.SERIAL: "序号(不录入)",
} | {Field(f"label:{label}"): f"{label}(打勾)" for label in LABELS}

DOOR_FIELDS = frozenset({Field.ESTATE, Field.BUILDING, Field.UNIT, Field.ROOM, Field.ADDRESS})
NAME_FIELDS = frozenset({Field.NAME, Field.HEAD, Field.MEMBERS})
LABEL_FIELDS: dict[Field, Label] = {Field(f"label:{label}"): label for label in LABELS}
AID_TICKS: dict[Field, str] = {
    Field.AID_LOW: "低保",
    Field.AID_POOREST: "特困",
    Field.AID_EDGE: "低保边缘",
}
PERSON_FIELDS = frozenset(
    {
        Field.NAME,
        Field.RELATION,
        Field.ID_NUMBER,
        Field.BIRTH,
        Field.AGE,
        Field.SEX,
        Field.ETHNIC,
        Field.POLITICS,
        Field.PARTY,
        Field.PHONE,
        Field.UNIT_PERSON,
        Field.DISABILITY,
        Field.DISABILITY_KIND,
        Field.DISABILITY_GRADE,
        Field.AID,
        Field.AID_LOW,
        Field.AID_POOREST,
        Field.AID_EDGE,
        Field.SINCE,
        Field.NOTE,
    }
)
