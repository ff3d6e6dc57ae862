"""An invented ledger of any size in the layout of 住户台账-一人一行: the same seed gives the same people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from app.rules.id_numbers import check_character

TITLES = (
    "网格", "小区", "楼栋", "单元", "房号", "居住状态", "是否已售", "产权人", "与户主关系", "姓名",
    "性别", "公民身份号码", "出生日期", "民族", "政治面貌", "联系电话", "居民类别", "残疾证号", "救助类型", "备注",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉梅建国华志波斌宇浩凯健俊帆帅旭宁欣阳琳"
_AREAS = ("420902", "420922", "420981", "421087", "110105")
_GRIDS = tuple(f"第{digit}网格" for digit in "一二三四五六七八九十")
_POLITICS = ("群众", "群众", "群众", "群众", "群众", "共青团员", "中共党员", "")
_BEGIN = date(1934, 1, 1)
Row = list[str | date | None]


def rows(households: int, seed: int = 20261031) -> Iterator[Row]:
    """One row a person (about 2.2 a household), one for each empty door, in the order of the doors."""
    chance = random.Random(seed)
    used: set[str] = set()
    for number in range(households):
        building, inside = divmod(number, 88)
        unit, place = divmod(inside, 22)
        door: Row = [
            _GRIDS[building * 10 // (households // 88 + 1)], "大院小区", f"{building + 1}栋", f"{unit + 1}单元",
            f"{place // 2 + 1}{place % 2 + 1:02d}",
        ]  # fmt: skip
        use = chance.choices(("自住", "出租", "空置"), (72, 22, 6))[0]
        use_cells: Row = [use, chance.choice("是否否否"), _name(chance)]
        if use == "空置":
            yield [*door, *use_cells, *[None] * 12]
            continue
        for place_in_house in range(chance.choices((1, 2, 3, 4), (25, 38, 24, 13))[0]):
            yield [*door, *use_cells, *_person(chance, place_in_house, used)]


def write_ledger(path: Path, households: int, seed: int = 20261031) -> Path:
    """Write the ledger as .xlsx and give its path back."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("住户台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, TITLES)
    for number, row in enumerate(rows(households, seed), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif cell:
                sheet.write_string(number, column, cell)
    book.close()
    return path


def _person(chance: random.Random, place: int, used: set[str]) -> Row:
    birth = _BEGIN + timedelta(days=chance.randrange(33_500))
    area = chance.choice(_AREAS)
    body = ""
    while not body or body in used:
        body = f"{area}{birth:%Y%m%d}{chance.randrange(10, 998):03d}"
    used.add(body)
    number = body + check_character(body)
    sex = "男" if int(body[16]) % 2 else "女"
    certificate = f"{number}{chance.randint(1, 7)}{chance.randint(1, 4)}" if chance.random() < 0.02 else None
    return [
        "户主" if place == 0 else chance.choice(("配偶", "子女", "父母", "合租")),
        _name(chance), sex, number, birth, "汉族", chance.choice(_POLITICS),
        f"1{chance.randrange(3, 9)}{chance.randrange(10**9):09d}", chance.choice(("社会人", "单位人")),
        certificate, "低保" if chance.random() < 0.015 else None, None,
    ]  # fmt: skip


def _name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
