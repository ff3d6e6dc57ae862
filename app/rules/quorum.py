"""Whether enough came, and whether enough agreed: by the row of resources/rules/quorum.csv that the occasion names.

"以上" includes the number, "超过" does not. An excused absence still counts in the denominator; there are no proxies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from app.models.quorum import Count, QuorumRule, Ruling, Threshold, Verdict, share_name

EDITABLE = "quorum"  # the table's name among the rules that an office may change
_ELIGIBLE, _OWNERS = "应到", "是"


def quorum_rules(rows: Iterable[Mapping[str, str]]) -> dict[str, QuorumRule]:
    """The table by occasion; `rows` as they stand with the office's own values."""
    return {
        row["occasion"]: QuorumRule(
            occasion=row["occasion"],
            title=row["title"],
            scope=row["scope"],
            attendance=_threshold(row["attendance"], row["attendance_means"]),
            passing=_threshold(row["passing"], row["passing_means"]),
            of_eligible=row["pass_of"] == _ELIGIBLE,
            of_attendance=row["of_attendance"],
            of_pass=row["of_pass"],
            by_area=row["by_area"] == _OWNERS,
            source=row["source"],
        )
        for row in rows
    }


def rule_on(rule: QuorumRule, count: Count) -> Ruling:
    """What follows from a count. Numbers that are not there are said to be missing; none is supposed."""
    if count.eligible <= 0:
        return _open(rule, None, f"还不知道{rule.of_attendance}有多少,无法判断。")
    if rule.by_area and None in (count.area_total, count.area_joined):
        return _open(rule, None, "还没有填写专有部分面积,无法判断。")
    came = [_Share("人数" if rule.by_area else "", count.eligible, count.attended, "人")]
    if rule.by_area:
        came.append(_Share("面积", count.area_total or 0, count.area_joined or 0, "平方米"))
    quorate = all(rule.attendance.met(share.part, share.whole) for share in came)
    said = ";".join(_attended(rule, share) for share in came)
    if not quorate and count.unrecorded and rule.attendance.met(count.attended + count.unrecorded, count.eligible):
        return _open(rule, None, f"还有{count.unrecorded}人没有登记是否到会,无法判断。")
    if not quorate:
        return Ruling(Verdict.NOT_QUORATE, False, f"{said},不足法定人数,表决无效。", rule.title, rule.source)
    if count.in_favour is None or (rule.by_area and count.area_for is None):
        return _open(rule, True, f"{said},符合法定人数;还没有表决结果。")
    agreed = [_Share("人数" if rule.by_area else "", _base(rule, count), count.in_favour, "人")]
    if rule.by_area:
        agreed.append(_Share("面积", count.area_joined or 0, count.area_for or 0, "平方米"))
    passed = all(rule.passing.met(share.part, share.whole) for share in agreed)
    verdict = Verdict.PASSED if passed else Verdict.FAILED
    words = ",".join([_votes(count), *(_agreed(rule, share) for share in agreed)])
    return Ruling(verdict, True, f"{said},符合法定人数;{words},{verdict.value}。", rule.title, rule.source)


def troubles(rule: QuorumRule, count: Count) -> tuple[str, ...]:
    """What cannot be in a count, in sentences; nothing when it can, or when nobody knows of how many."""
    if count.eligible <= 0:
        return ()
    found = []
    cast = sum(number for number in (count.in_favour, count.against, count.abstained) if number is not None)
    if count.attended > count.eligible:
        found.append(f"实到{count.attended}人,多于应到的{count.eligible}人。")
    if cast > count.attended + count.unrecorded:
        whose = "参与表决" if rule.by_area else "到会有表决权"
        found.append(f"赞成、反对、弃权合计{cast}票,多于{whose}的{count.attended}人。")
    if rule.by_area:
        total, joined, agreed = count.area_total or 0, count.area_joined or 0, count.area_for or 0
        if joined > total:
            found.append(f"参与表决的面积{_area(joined)}平方米,多于总面积{_area(total)}平方米。")
        if agreed > joined:
            found.append(f"同意的面积{_area(agreed)}平方米,多于参与表决的面积{_area(joined)}平方米。")
    return tuple(found)


def least(threshold: Threshold, whole: int) -> int:
    """The smallest number that meets a threshold: 11 of 20 for 超过二分之一, 10 for 二分之一以上."""
    wanted = threshold.share * whole
    return ceil(wanted) if threshold.included else floor(wanted) + 1


class _Share(NamedTuple):
    """A part of a whole, and what it is of: '' heads alone, else 人数 or 面积."""

    what: str
    whole: int
    part: int
    unit: str

    def number(self, value: int) -> str:
        return f"{_area(value) if self.unit == '平方米' else value}{self.unit}"


def _base(rule: QuorumRule, count: Count) -> int:
    return count.eligible if rule.of_eligible else count.attended


def _open(rule: QuorumRule, quorate: bool | None, sentence: str) -> Ruling:
    return Ruling(Verdict.OPEN, quorate, sentence, rule.title, rule.source)


def _attended(rule: QuorumRule, share: _Share) -> str:
    """应到会有表决权的党员20人,实到10人,达到二分之一以上(至少10人)."""
    met = rule.attendance.met(share.part, share.whole)
    return (
        f"{rule.of_attendance}{share.what}{share.number(share.whole)},"
        f"{'参与' if rule.by_area else '实到'}{share.number(share.part)},"
        f"{'' if met else '未'}{_reached(rule.attendance, '')}"
        f"(至少{share.number(least(rule.attendance, share.whole))})"
    )


def _agreed(rule: QuorumRule, share: _Share) -> str:
    """超过应到会有表决权的党员20人的二分之一(至少11票)."""
    met = rule.passing.met(share.part, share.whole)
    of = f"{rule.of_pass}{share.what}{share.number(share.whole)}的"
    wanted = least(rule.passing, share.whole)
    head = f"同意的{share.what}{share.number(share.part)}," if share.what else ""
    return (
        f"{head}{'' if met else '未'}{_reached(rule.passing, of)}"
        f"(至少{share.number(wanted) if share.what else f'{wanted}票'})"
    )


def _reached(threshold: Threshold, of: str) -> str:
    """达到…三分之二以上, 超过…二分之一."""
    name = share_name(threshold.share)
    return f"达到{of}{name}以上" if threshold.included else f"超过{of}{name}"


def _votes(count: Count) -> str:
    named = (("赞成", count.in_favour), ("反对", count.against), ("弃权", count.abstained))
    return "、".join(f"{word}{number}票" for word, number in named if number is not None)


def _area(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _threshold(share: str, means: str) -> Threshold:
    return Threshold(Fraction(share), means == "以上")
