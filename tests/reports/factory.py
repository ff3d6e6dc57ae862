"""Facts of one month by hand: the six grids of the sample ledger, 2026-10, and a smaller month before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.models.colours import LABELS, Label, LegendEntry
from app.models.figures import Figure, GridFigures, MonthlyFacts, PopulationFigures

RARE_NAMES = ("田𠮷", "蒙㛃", "石𬭎", "王䶮", "吕𫖯", "㑇文", "曹犇", "买买提·艾力")
MORE_RARE = ("李𬀩", "何堃", "郑龘", "雷翀", "陈珺", "赵垚")

# grid: households, then the labels in the order of LABELS, then distinct doors
_GRIDS = {
    "第一网格": (172, 25, 31, 17, 6, 10, 38, 13, 101),
    "第二网格": (150, 24, 31, 22, 4, 9, 31, 9, 97),
    "第三网格": (230, 32, 55, 33, 7, 5, 48, 14, 149),
    "第四网格": (166, 30, 40, 26, 4, 12, 37, 6, 114),
    "第五网格": (160, 14, 39, 24, 4, 2, 36, 8, 99),
    "第六网格": (144, 19, 32, 17, 7, 7, 31, 11, 107),
}
_COMBINATIONS = {
    "出租户": 179, "空置户": 61, "困难户、出租户": 5, "": 355, "空巢户": 106, "党员户、出租户": 26, "党员户": 78,
    "空巢户、高龄户": 89, "党员户、空巢户": 11, "空巢户、高龄户、困难户": 1, "党员户、高龄户": 5, "困难户、残疾户": 3,
    "高龄户": 23, "残疾户": 23, "困难户": 16, "空巢户、困难户": 2, "空巢户、高龄户、残疾户": 4, "残疾户、出租户": 9,
    "党员户、困难户": 3, "高龄户、困难户": 1, "党员户、残疾户": 4, "党员户、空巢户、高龄户": 15,
    "党员户、困难户、出租户": 1, "党员户、残疾户、出租户": 1, "高龄户、残疾户": 1,
}  # fmt: skip

LEGEND = tuple(
    LegendEntry(label, mark, colour, hatch, rank)
    for rank, (label, mark, colour, hatch) in enumerate(
        zip(
            LABELS,
            "党巢龄困残租空",
            ("#D7261E", "#F28C28", "#F2C94C", "#3FA34D", "#2BB3C0", "#2F6FDE", "#7B4FB5"),
            ("solid", "diag", "cross", "dots", "horizontal", "vertical", "grid"),
            strict=True,
        )
    )
)


def figure(key: str, number: int, base: int | None = None, of: str = "households") -> Figure:
    return Figure(key, key.rsplit(".", 1)[-1], number, base, of, tuple(range(1, number + 1)))


def grid_figures(name: str, numbers: tuple[int, ...]) -> GridFigures:
    households, *labels, distinct = numbers
    return GridFigures(
        grid=name,
        households=figure(f"grid.{name}.户数", households),
        labels={label: figure(f"grid.{name}.{label}", n, households) for label, n in zip(LABELS, labels, strict=True)},
        distinct=figure(f"grid.{name}.去重户数", distinct, households),
    )


def population(as_of: date = date(2026, 10, 31)) -> PopulationFigures:
    grids = tuple(grid_figures(name, numbers) for name, numbers in _GRIDS.items())
    households = sum(grid.households.numerator for grid in grids)
    return PopulationFigures(
        as_of=as_of,
        households=figure("households", households),
        residents=figure("residents", 2242, of="residents"),
        labels={label: figure(f"labels.{label}", _sum(grids, label), households) for label in LABELS},
        distinct=figure("distinct", sum(grid.distinct.numerator for grid in grids), households),
        grids=grids,
        combinations={key: figure(f"combinations.{key}", n, households) for key, n in _COMBINATIONS.items()},
        aged_60=figure("aged_60", 468, 2242, "residents"),
        aged_80=figure("aged_80", 149, 2242, "residents"),
        party_members=figure("party_members", 148, 2242, "residents"),
        disabled=figure("disabled", 46, 2242, "residents"),
        aided=figure("aided", 32, 2242, "residents"),
        unit_people=figure("unit_people", 683, 2242, "residents"),
        sold=figure("sold", 255, 1022),
        let=figure("let", 221, 1022),
    )


def month_before() -> PopulationFigures:
    """September: two doors fewer, three Party doors more, two nests fewer, the rest alike."""
    now = population(date(2026, 9, 30))
    shifted = {Label.PARTY: 3, Label.EMPTY_NEST: -2}
    labels = {label: replace(f, numerator=f.numerator + shifted.get(label, 0)) for label, f in now.labels.items()}
    return replace(now, households=figure("households", 1020), labels=labels, distinct=figure("distinct", 665, 1020))


def facts(**changes: object) -> MonthlyFacts:
    month = MonthlyFacts(
        branch="凤凰岭社区第三网格党支部",
        street="凤凰岭街道办事处",
        year=2026,
        month=10,
        serial="凤三支〔2026〕10号",
        made_on=date(2026, 11, 2),
        now=population(),
        before=month_before(),
        preparer="曹犇",
        reviewer="王䶮",
        leader="",
        key_work=(
            "1. 10月12日召开居民议事会，就3栋电梯加装一事听取意见，应到28人，实到25人；"
            "参会居民提出噪声、采光、费用分摊等6条意见，均已记录在案。\n"
            "2. 走访空巢、高龄户共63户，为田𠮷、蒙㛃、石𬭎、吕𫖯、㑇文、买买提·艾力等6户送去慰问品。"
        ),
        next_plan="1. 完成冬季用火用电安全入户检查。\n2. 11月20日前召开支部党员大会，讨论年度民主评议安排。",
    )
    return replace(month, **changes)  # type: ignore[arg-type]


def _sum(grids: tuple[GridFigures, ...], label: Label) -> int:
    return sum(grid.labels[label].numerator for grid in grids)
