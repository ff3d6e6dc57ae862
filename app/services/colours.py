"""The seven-colour map: its doors and labels of any day, where doors stand on it, and the map on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.colours import Label, LegendEntry
from app.models.households import DoorKey, HouseholdDraft
from app.models.views import MapChart, MapPicture
from app.rules.doors import check_place
from app.rules.drafts import check_household
from app.rules.legend import legend_of
from app.services import rules, visits
from app.services.office import Office, Report, silent
from app.store import colours as shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
    from app.reports.wall_chart import ChartFacts

Places = Mapping[int, tuple[int, int]]  # household id -> (floor, slot)


def picture(office: Office, as_of: date) -> MapPicture:
    """Every door with its labels on `as_of`, by building, as people walk past them."""
    with office.store.reading() as connection:
        own = legend_of(row.values for row in rules.read_table(connection, "legend").rows)
        return shelf.map_picture(connection, as_of, own)


def labels(office: Office, as_of: date) -> dict[int, int]:
    """Household id -> bit set of its labels on a day, for doors that carry any."""
    with office.store.reading() as connection:
        return shelf.labels_on(connection, as_of)


def legend(office: Office) -> tuple[LegendEntry, ...]:
    """How labels look and which may be public, with what the office changed."""
    return legend_of(row.values for row in rules.table(office, "legend").rows)


def set_public(office: Office, label: Label, public: bool) -> Changes:
    """Whether a label may be seen on a chart that anyone passes."""
    return rules.edit(office, "legend", label.value, "public", "是" if public else "否")


def place_doors(office: Office, places: Places) -> Changes:
    """Put doors on other floors and places of the elevation; what is already there stays where it is.

    Raises UserFault for a floor that the building does not have, and for a door that is gone.
    """
    with office.work("place_doors", "") as work:
        found = shelf.doors_of(work.connection, list(places))
        if len(found) < len(places):
            raise UserFault("有的门牌已经不在了。", "请刷新后再试。")
        for household, (floor, slot) in places.items():
            door, *_ = found[household]
            floors = shelf.floors_of(work.connection, door.estate, door.building)
            check_place(floor, slot, floors, door.building_title or "这栋楼")
        names = [door for door, *_ in found.values()]
        work.title = f"调整位置 {names[0].long}" + (f"等 {len(names)} 户" if len(names) > 1 else "")
        shelf.place_doors(work, {household: door for household, (door, *_) in found.items()}, places)
        return office.keep(work)


def rename_doors(office: Office, names: Mapping[int, DoorKey]) -> Changes:
    """Give one door, a unit or a whole building other names, in one change.

    Raises UserFault for a name without a room, or one that another door has.
    """
    asked = {household: check_household(HouseholdDraft(door)).door for household, door in names.items()}
    first = next(iter(asked.values()))
    title = f"修改门牌 {first.long}" + (f"等 {len(asked)} 户" if len(asked) > 1 else "")
    with office.work("rename_doors", title) as work:
        taken = shelf.taken_names(work.connection, asked)
        if taken:
            raise UserFault("这个门牌已经有了。", "请换一个,或先把另一户改好;现在什么都没有改。", place=taken[0].long)
        shelf.rename_doors(work, asked)
        return office.keep(work)


def chart_pdf(office: Office, chart: MapChart, report: Report = silent) -> bytes:
    """The wall chart as a PDF. `report(done, of)` counts pages. Raises UserFault when there is nothing to draw, or a
    name has a character that no font has."""
    from app.reports.wall_chart import wall_chart_pdf

    return wall_chart_pdf(_chart_facts(office, chart), report)


def chart_page(office: Office, chart: MapChart, number: int, pixels: int) -> tuple[int, tuple[int, int, bytes]]:
    """(number of pages, one page as a picture: width, height, four bytes a pixel). `number` from 0; the longer side
    of the picture is about `pixels`."""
    from app.reports.pictures import page_pictures
    from app.reports.wall_chart import longer_side, wall_chart_page

    count, pdf = wall_chart_page(_chart_facts(office, chart), number)
    (made,) = page_pictures(pdf, dpi=pixels / longer_side(chart.paper))
    return count, made


def page_count(pdf: bytes) -> int:
    from app.reports import pictures

    return pictures.page_count(pdf)


def pdf_picture(pdf: bytes, number: int, dpi: int) -> tuple[int, int, bytes]:
    """One page (from 0) for a printer: width, height, four bytes a pixel."""
    from app.reports.pictures import page_pictures

    (made,) = page_pictures(pdf, dpi=dpi, pages=range(number, number + 1))
    return made


def _chart_facts(office: Office, chart: MapChart) -> ChartFacts:
    from app.reports.wall_chart import ChartFacts

    late = chart.only_shown and chart.shown.overdue and not chart.public
    overdue = visits.overdue(office, chart.as_of) if late else frozenset()
    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
    return ChartFacts(picture(office, chart.as_of), branch, office.clock.today(), chart, overdue)
