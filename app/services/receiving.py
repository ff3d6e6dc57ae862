"""The street's side of the handoff: packages of many branches are looked through, summed up, and answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.files import read_bytes, write_atomically
from app.models.packages import Fate, Receipt, Received, Reception
from app.models.signers import Role
from app.services import known_signers, signers
from app.services.office import Office, Report, silent
from app.services.package_judging import Whom, look
from app.store import register as shelf
from app.store.people import load_organisation

_WRITERS = 8
_LONGEST_NAME = 60  # characters of a branch in the name of a file


def look_through(office: Office, files: Sequence[Path], report: Report | None = None) -> Reception:
    """What each file is, and whether it can be taken in. Nothing is written; a file that is no package is told too."""
    report = report or silent
    with office.store.reading() as connection:
        earlier, handed_in = shelf.received_serials(connection), shelf.received_fingerprints(connection)
    whom = Whom({one.fingerprint: one.name for one in known_signers.known(office)}, handed_in)
    items = []
    for place, file in enumerate(files):
        report(place, len(files))
        items.append(look(file, whom))
    settled = _corrections_win(_twice(items), earlier)
    report(len(files), len(files))
    return Reception(settled, _missing(office, settled))


def _twice(items: Iterable[Received]) -> list[Received]:
    """The same package a second time is said, and not counted again."""
    seen: set[str] = set()
    found = []
    for one in items:
        if one.manifest_sha256 and one.manifest_sha256 in seen:
            one = replace(one, fate=Fate.SUPERSEDED, reasons=("同一个报送包收了两次,只算一次。",))
        seen.add(one.manifest_sha256)
        found.append(one)
    return found


_Last = dict[tuple[str, tuple[int, int]], str]


def _corrections_win(items: Sequence[Received], earlier: Mapping[tuple[str, int, int], str]) -> tuple[Received, ...]:
    """Of several reports of one branch and month the last serial counts, be it one that was taken in `earlier`; others
    are superseded, and say by which."""
    last: _Last = {}
    for one in items:
        if one.manifest is not None and one.fate is Fate.ACCEPTED:
            key = (one.manifest.branch, one.manifest.period)
            last[key] = max(
                last.get(key, earlier.get((one.manifest.branch, *one.manifest.period), "")), one.manifest.serial
            )
    here = {one.manifest.serial for one in items if one.manifest is not None}
    return tuple(_superseded(one, last, here) for one in items)


def _superseded(one: Received, last: _Last, here: set[str]) -> Received:
    if one.manifest is None or one.fate is not Fate.ACCEPTED:
        return one
    newest = last[(one.manifest.branch, one.manifest.period)]
    if one.manifest.serial == newest:
        return one
    when = "同时收到了" if newest in here else "此前已经收下"
    return replace(one, fate=Fate.SUPERSEDED, reasons=(f"{when}更正后的 {newest} 号,以那一份为准。",))


def _missing(office: Office, items: Sequence[Received]) -> tuple[tuple[tuple[int, int], str], ...]:
    """Who has not handed in for a month for which others have: known branches, and those that ever did."""
    with office.store.reading() as connection:
        earlier = shelf.received_branches(connection)
    branches = [one for one in known_signers.known(office) if not one.own and one.street]
    names = {one.name for one in branches}
    # a person's certificate names their branch where a branch's names its street
    expected = {one.name for one in branches if one.street not in names} | set(earlier)
    there: dict[tuple[int, int], set[str]] = {}
    for one in items:
        if one.manifest is not None:
            there.setdefault(one.manifest.period, set()).add(one.manifest.branch)
    return tuple((period, name) for period in sorted(there) for name in sorted(expected - there[period]))


# what comes of it ---------------------------------------------------------------------------------------------------


def receipts(office: Office, reception: Reception) -> tuple[tuple[str, bytes], ...]:
    """(file name, bytes) of the answer to each package that was taken or sent back; unknown signers get none."""
    from app.reports.package import pack_receipt

    with office.store.reading() as connection:
        organisation = load_organisation(connection)
        unit = next(one for one in signers.chain(connection) if one.role is Role.UNIT)
    signers.require_usable(unit, office)
    at = office.clock.now().replace(microsecond=0).isoformat(sep=" ")
    found: list[tuple[str, bytes]] = []
    for one in reception.items:
        if one.manifest is None or one.fate not in (Fate.ACCEPTED, Fate.RETURNED):
            continue
        said = one.manifest
        receipt = Receipt(
            said.serial,
            said.branch,
            said.year,
            said.month,
            one.manifest_sha256,
            organisation.branch,
            at,
            one.fate is Fate.ACCEPTED,
            one.reasons,
        )
        stem = _plain(f"回执 {said.branch[:_LONGEST_NAME]}{said.year}年{said.month}月({said.serial})")
        taken = {name for name, _ in found}
        more = next(
            words for words in ("", *(f" {number}" for number in range(2, 10**6))) if f"{stem}{words}.zip" not in taken
        )
        found.append((f"{stem}{more}.zip", pack_receipt(receipt, unit.identity)))
    return tuple(found)


def summary(office: Office, reception: Reception) -> bytes:
    """The street's workbook: a row a branch and month, totals as formulas, who is missing, what was sent back."""
    from app.reports.street_summary import street_summary

    with office.store.reading() as connection:
        organisation = load_organisation(connection)
    return street_summary(reception, organisation, office.clock.today())


def save(office: Office, reception: Reception, folder: Path, report: Report | None = None) -> tuple[Path, ...]:
    """Summary and receipts into `folder`, and a note of what was taken in. All of it or nothing.

    Raises EnvironmentFault where the folder is gone, full or read-only.
    """
    report = report or silent
    outgoing = [(f"月报汇总({_periods(reception)}).xlsx", summary(office, reception)), *receipts(office, reception)]
    there = {name: read_bytes(folder / name) for name, _ in outgoing if (folder / name).is_file()}
    try:
        written = _write(folder, outgoing, report)
        _note(office, reception)
    except BaseException:
        _put_back(folder, outgoing, there)
        raise
    report(len(outgoing), len(outgoing))
    return written


def _write(folder: Path, outgoing: Sequence[tuple[str, bytes]], report: Report) -> tuple[Path, ...]:
    """Each file whole or not at all. Several at once: what takes long is the disk's word that it has them."""
    written = []
    with ThreadPoolExecutor(_WRITERS) as writers:
        try:
            for path in writers.map(lambda one: write_atomically(folder / one[0], one[1]), outgoing):
                written.append(path)
                report(len(written), len(outgoing))
        except BaseException:
            writers.shutdown(cancel_futures=True)
            raise
    return tuple(written)


def _put_back(folder: Path, outgoing: Sequence[tuple[str, bytes]], there: Mapping[str, bytes]) -> None:
    """The folder as it was before."""
    for name, _ in outgoing:
        path = folder / name
        with suppress(OSError, EnvironmentFault):
            if name not in there and path.is_file():
                path.unlink()
            elif name in there and read_bytes(path) != there[name]:
                write_atomically(path, there[name])


def _note(office: Office, reception: Reception) -> None:
    taken = [one for one in reception.items if one.manifest and one.fate in (Fate.ACCEPTED, Fate.RETURNED)]
    if not taken:
        return
    rows = []
    for one in taken:
        assert one.manifest is not None
        said = one.manifest
        texts = {key: getattr(said, key) for key in ("branch", "street", "year", "month", "serial", "corrects")}
        rows.append(
            {**texts, "fingerprint": one.fingerprint, "manifest_sha256": one.manifest_sha256, "verdict": one.fate.value}
        )
    with office.work("receive_packages", f"接收 {len(taken)} 个报送包") as work:
        shelf.add_received(work, rows, office.clock.now())
        office.keep(work)


def _periods(reception: Reception) -> str:
    return "、".join(f"{year}年{month}月" for year, month in reception.periods[:3]) or "无月报"


def _plain(name: str) -> str:
    return "".join("_" if character in '\\/:*?"<>|' else character for character in name)
