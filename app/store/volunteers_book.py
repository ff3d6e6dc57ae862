"""The roster of volunteers kept in memory: 5,000 people are listed and found within a frame. It follows the journal:
what a change touched is read again, and only that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.models.volunteers import LinkProposal, Team, Volunteer, VolunteerLine
from app.rules import volunteers as law
from app.rules.ages import age_on
from app.rules.colours import load_label_rules
from app.rules.masking import mask_phone
from app.rules.names import name_keys
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store.journal import read_image

_MOST_AGAIN = 200  # people who are read one by one; past that all are
_MOST_ENTRIES = 500
_OWN = frozenset(
    ("volunteer_availability", "volunteer_leave", "volunteer_pair", "dual_registration")
)  # rows that name their volunteer
_NAMING = ("volunteer_id", "one_id", "other_id")
_DOORS = frozenset(("residency", "household"))
_PEOPLE = frozenset(("volunteer", "volunteer_team", "resident", *_OWN, *_DOORS))


class Known(NamedTuple):
    """One volunteer with the line that lists show; `words`: what a search looks through, lower case."""

    one: Volunteer
    line: VolunteerLine
    name_words: str
    words: str


class VolunteerBook:
    """Handed out by the office. Every question goes through `fresh` first."""

    def __init__(self) -> None:
        self._seq = -1
        self._today: date | None = None
        self._people: dict[int, Volunteer] = {}
        self._known: dict[int, Known] = {}
        self._order: tuple[Known, ...] = ()
        self._teams: dict[int, Team] = {}
        self._doors: dict[int, str] | None = None
        self._proposed: tuple[LinkProposal, ...] | None = None

    def fresh(self, connection: Connection, today: date) -> VolunteerBook:
        """The book as the store is now."""
        seq = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM journal").scalar_one()
        if seq != self._seq or today != self._today:
            touched = self._touched(connection) if self._seq >= 0 and today == self._today and seq > self._seq else None
            if touched is None:
                self._read(connection, today)
            elif touched.anything:
                self._read_again(connection, today, touched)
            self._seq, self._today = seq, today
        return self

    @property
    def everyone(self) -> tuple[Known, ...]:
        """By pinyin, those who have left too."""
        return self._order

    @property
    def people(self) -> dict[int, Volunteer]:
        return self._people

    @property
    def teams(self) -> dict[int, Team]:
        return self._teams

    def line(self, volunteer_id: int) -> VolunteerLine:
        return self._known[volunteer_id].line

    def proposed(self, connection: Connection, today: date) -> tuple[LinkProposal, ...]:
        """Who may be a resident; looked for once until people change."""
        if self._proposed is None:
            self._proposed = links.proposals(connection, self._people.values(), today)
        return self._proposed

    def _touched(self, connection: Connection) -> _Touched | None:
        """What changed since; None: too much to tell."""
        rows = connection.exec_driver_sql(
            "SELECT table_name, first_row, last_row, before, after FROM journal WHERE seq > ? LIMIT ?",
            (self._seq, _MOST_ENTRIES + 1),
        ).fetchall()
        if len(rows) > _MOST_ENTRIES:
            return None
        found = _Touched()
        for table, first, last, before, after in rows:
            if table not in _PEOPLE:
                continue
            found.anything = True
            if table == "volunteer_team":
                return None  # everybody's team may be called otherwise
            if table in _DOORS:
                found.doors = True
            elif table == "volunteer":
                found.ids.update(range(first, last + 1))
            elif table == "resident":
                found.residents.append((first, last))
            else:
                for image in (before, after):
                    found.ids.update(_named(image))
                if not before or not after:
                    continue
                found.ids.update(_owners(connection, table, first, last))
            if len(found.ids) > _MOST_AGAIN:
                return None
        return found

    def _read(self, connection: Connection, today: date) -> None:
        self._people = {one.id: one for one in shelf.load(connection)}
        self._teams = shelf.teams(connection)
        self._doors = self._proposed = None
        self._known = {}
        self._lay(connection, self._people.values(), today)

    def _read_again(self, connection: Connection, today: date, touched: _Touched) -> None:
        ids = set(touched.ids)
        for one in self._people.values():
            if one.resident_id is not None and any(a <= one.resident_id <= b for a, b in touched.residents):
                ids.add(one.id)
        self._proposed = None
        again = shelf.load(connection, ids) if ids else ()
        gone = ids - {one.id for one in again}
        for volunteer_id in gone:
            self._people.pop(volunteer_id, None)
            self._known.pop(volunteer_id, None)
        self._people.update((one.id, one) for one in again)
        doors = self._doors
        if touched.doors or any(one.resident_id not in (doors or {}) for one in again if one.resident_id is not None):
            self._doors = None
        self._lay(connection, self._people.values() if self._doors is None else again, today)

    def _lay(self, connection: Connection, people: Iterable[Volunteer], today: date) -> None:
        """Lines of these people, and the order of all."""
        if self._doors is None:
            residents = [one.resident_id for one in self._people.values() if one.resident_id is not None]
            self._doors = links.doors(connection, residents, today) if residents else {}
        captains = {team.captain_id for team in self._teams.values()}
        party = load_label_rules().party_politics
        for one in people:
            line = line_of(one, today, captains, self._doors, party)
            name_words = name_keys(one.name).search
            words = "\n".join((one.name, name_words, one.team, one.unit, *one.skills)).lower()
            self._known[one.id] = Known(one, line, name_words, words)
        self._order = tuple(sorted(self._known.values(), key=lambda known: (known.one.sort, known.one.id)))


class _Touched:
    def __init__(self) -> None:
        self.anything = self.doors = False
        self.ids: set[int] = set()
        self.residents: list[tuple[int, int]] = []


def line_of(
    one: Volunteer, today: date, captains: set[int | None], doors: dict[int, str], party: frozenset[str]
) -> VolunteerLine:
    """What a list shows of one."""
    return VolunteerLine(
        one.id,
        one.name,
        one.sort,
        one.sex,
        None if one.birth is None else age_on(one.birth, today),
        mask_phone(one.phone),
        one.politics,
        one.politics in party,
        one.team,
        one.team_id,
        one.id in captains,
        one.post,
        one.skills,
        one.availability,
        "" if one.dual is None else law.dual_state(one.dual, today),
        one.unit,
        law.standing(one, today),
        one.serves_on(today),
        one.resident_id,
        doors.get(one.resident_id, "") if one.resident_id is not None else "",
        one.joined_on,
        one.left_on,
        one.weekly_limit,
    )


def _named(image: str) -> set[int]:
    """Volunteers that an image's rows name."""
    columns, rows = read_image(image)
    places = [columns.index(name) for name in _NAMING if name in columns]
    return {value for row in rows for place in places if isinstance(value := row[place], int)}


def _owners(connection: Connection, table: str, first: int, last: int) -> set[int]:
    """Volunteers of rows whose images do not name them."""
    columns = "one_id, other_id" if table == "volunteer_pair" else "volunteer_id"
    rows = connection.exec_driver_sql(f"SELECT {columns} FROM {table} WHERE id BETWEEN ? AND ?", (first, last))
    return {value for row in rows for value in row}
