"""Who may have been entered twice: the same ID number, the same name and birth, or alike by pinyin.

Every entry is looked at once by each of its marks, so the work grows in line with the people, not with the pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from app.models.duplicates import Pair, Person
from app.rules.id_numbers import as_eighteen
from app.rules.names import pinyin

_FEW = 6  # so many alike are held against each other one by one; more of them only in a row
_EVERY = 2000
_SAME_NUMBER, _TWO_FORMS = "身份证号相同", "身份证号相同(15 位和 18 位)"
_SAME_NAME_BIRTH, _SAME_NAME_DOOR = "姓名和出生日期相同", "姓名相同,住同一户"
_LIKE_NAME_BIRTH, _LIKE_NAME_DOOR = "姓名同音,出生日期相同", "姓名同音,住同一户"
_OTHER_NUMBER, _OTHER_SEX, _OTHER_NAME = "身份证号不同", "性别不同", "姓名不同"


def find_pairs(
    people: Sequence[Person],
    not_same: frozenset[tuple[int, int]] = frozenset(),
    report: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Pair]:
    """Pairs that are not told apart yet, the surest first. `not_same`: pairs of ids, the smaller first.

    `report(done, of)` is called now and then; it may raise to stop.
    """
    found: dict[tuple[int, int], dict[str, None]] = {}
    known = {person.id: person for person in people}
    for reason, one, other in _alike(people, report):
        key = (min(one.id, other.id), max(one.id, other.id))
        if key not in not_same:
            found.setdefault(key, {})[reason] = None
    pairs = [_pair(known[first], known[second], tuple(reasons)) for (first, second), reasons in found.items()]
    return sorted(pairs, key=lambda pair: (_rank(pair), pair.first, pair.second))


def _alike(people: Sequence[Person], report: Callable[[int, int], None]) -> Iterator[tuple[str, Person, Person]]:
    for one, other in _groups(_by_number(people)):
        yield (_SAME_NUMBER if one.id_number == other.id_number else _TWO_FORMS), one, other
    for one, other in _groups(_by_sound(people, report)):
        if one.birth == other.birth and one.birth is not None:
            if one.name == other.name:
                if not (_numbers_differ(one, other) and _sexes_differ(one, other)):
                    yield _SAME_NAME_BIRTH, one, other
            elif not _told_apart(one, other):
                yield _LIKE_NAME_BIRTH, one, other
        elif not _told_apart(one, other):
            yield (_SAME_NAME_DOOR if one.name == other.name else _LIKE_NAME_DOOR), one, other


def _by_number(people: Iterable[Person]) -> Iterator[tuple[str, Person]]:
    return ((as_eighteen(person.id_number), person) for person in people if person.id_number)


def _by_sound(
    people: Sequence[Person], report: Callable[[int, int], None]
) -> Iterator[tuple[tuple[str, object], Person]]:
    """The sound of each name with the birth, and with each door."""
    for done, person in enumerate(people):
        if done % _EVERY == 0:
            report(done, len(people))
        sound = pinyin(person.name)
        if not sound:
            continue
        if person.birth is not None:
            yield (sound, person.birth), person
        for door in person.doors:
            yield (sound, door), person


def _groups(marked: Iterable[tuple[object, Person]]) -> Iterator[tuple[Person, Person]]:
    """Pairs of those with the same mark; of many alike only neighbours in the order of their ids."""
    groups: dict[object, list[Person]] = {}
    for mark, person in marked:
        groups.setdefault(mark, []).append(person)
    for group in groups.values():
        if len(group) > 1:
            group = sorted({person.id: person for person in group}.values(), key=lambda person: person.id)
            yield from combinations(group, 2) if len(group) <= _FEW else pairwise(group)


def _told_apart(one: Person, other: Person) -> bool:
    """Whether something that is known of both says that they are two: then a like sound means nothing."""
    births_differ = one.birth is not None and other.birth is not None and one.birth != other.birth
    return births_differ or _numbers_differ(one, other) or _sexes_differ(one, other)


def _numbers_differ(one: Person, other: Person) -> bool:
    return bool(one.id_number and other.id_number) and as_eighteen(one.id_number) != as_eighteen(other.id_number)


def _sexes_differ(one: Person, other: Person) -> bool:
    return bool(one.sex and other.sex) and one.sex != other.sex


def _pair(one: Person, other: Person, reasons: tuple[str, ...]) -> Pair:
    doubts = []
    if one.name != other.name and not any(reason in (_LIKE_NAME_BIRTH, _LIKE_NAME_DOOR) for reason in reasons):
        doubts.append(_OTHER_NAME)
    if _numbers_differ(one, other):
        doubts.append(_OTHER_NUMBER)
    if _sexes_differ(one, other):
        doubts.append(_OTHER_SEX)
    return Pair(one.id, other.id, reasons, tuple(doubts))


def _rank(pair: Pair) -> tuple[int, int]:
    first = pair.reasons[0]
    sure = 0 if first in (_SAME_NUMBER, _TWO_FORMS) else 1 if first in (_SAME_NAME_BIRTH, _SAME_NAME_DOOR) else 2
    return len(pair.doubts), sure
