"""What a known branch could pack, by mistake or on purpose: one odd package never stops the taking-in of the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import EnvironmentFault
from app.models.packages import Fate, Manifest, PackedFile, Received
from app.models.signers import Role
from app.reports.package import Opened, pack, unpack
from app.reports.signing.certificates import SigningIdentity
from app.services.office import Office
from tests.services.branches import branch, make_known


@dataclass
class Sender:
    """A branch the street knows: its package, its name, and its key."""

    package: bytes
    identity: SigningIdentity

    @property
    def opened(self) -> Opened:
        return unpack(self.package, "包.zip")

    def with_facts(self, change: Callable[[dict[str, Any]], None], **words: Any) -> bytes:
        """The same package with other figures, honestly sealed; `words` are what else its manifest says."""
        facts = json.loads(self.opened.contents["facts"])
        change(facts)
        raw = json.dumps(facts, ensure_ascii=True).encode()
        return self.packed({"facts": raw}, facts_sha256=hashlib.sha256(raw).hexdigest(), **words)

    def packed(self, contents: dict[str, bytes], **words: Any) -> bytes:
        opened = self.opened
        by_kind = opened.contents | contents
        files = [
            replace(one, size=len(by_kind[one.kind]), sha256=hashlib.sha256(by_kind[one.kind]).hexdigest())
            for one in opened.manifest.files
        ]
        manifest: Manifest = replace(opened.manifest, files=tuple(files), **words)
        return pack(manifest, {one.name: by_kind[one.kind] for one in files}, self.identity)


@pytest.fixture
def sender(office: Office, clock: Clock, tmp_path: Path) -> Sender:
    return _sender(office, clock, tmp_path, "甲支部")


def _sender(street: Office, clock: Clock, folder: Path, name: str) -> Sender:
    with branch(folder, name, clock, 1) as sending:
        make_known(street, sending)
        issued = services.reports.issue_month(sending, 2026, 10)
        with sending.store.reading() as connection:
            unit = next(one for one in services.signers.chain(connection) if one.role is Role.UNIT)
        return Sender(services.packages.package(sending, issued.id)[1], unit.identity)


def received(office: Office, folder: Path, *packages: bytes) -> tuple[Received, ...]:
    files = [folder / f"{place}.zip" for place in range(len(packages))]
    for file, content in zip(files, packages, strict=True):
        file.write_bytes(content)
    reception = services.receiving.look_through(office, files)
    out = folder / "街道"
    out.mkdir(exist_ok=True)
    services.receiving.save(office, reception, out)
    return reception.items


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(facts: dict[str, Any]) -> None:
        *outer, last = path.split(".")
        place: Any = facts
        for key in outer:
            place = place[key]
        place[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("now.households.numerator", "很多"),
        _set("now.households.numerator", 10**400),
        _set("now.households.numerator", float("inf")),
        _set("now.households.key", ["a"]),
        _set("visits", {"key": "visits.households", "title": "走访户数", "numerator": None}),
        _set("visits", {"key": "visits.households", "title": "走访户数", "numerator": 1.5}),
    ],
)
def test_figures_that_are_none_are_sent_back_alone(
    office: Office, clock: Clock, tmp_path: Path, sender: Sender, change: Callable[[dict[str, Any]], None]
) -> None:
    odd, fine = received(office, tmp_path, sender.with_facts(change), sender.package)
    assert (odd.fate, fine.fate) == (Fate.RETURNED, Fate.ACCEPTED)


def test_figures_without_an_end_are_sent_back(office: Office, tmp_path: Path, sender: Sender) -> None:
    raw = b'{"serial":' + b"[" * 100_000
    odd = sender.packed({"facts": raw}, facts_sha256=hashlib.sha256(raw).hexdigest())
    assert [one.fate for one in received(office, tmp_path, odd, sender.package)] == [Fate.RETURNED, Fate.ACCEPTED]


@pytest.mark.parametrize(
    "words",
    [
        {"serial": "2026-10-" + "1" * 300},
        {"serial": "../../启动"},
        {"serial": "a\x00b"},
        {"branch": "甲\ud800支部"},
        {"branch": "甲\x07支部"},
        {"branch": ""},
        {"year": 10**40},
        {"month": 13},
    ],
)
def test_a_manifest_that_no_program_of_ours_writes_is_refused_alone(
    office: Office, tmp_path: Path, sender: Sender, words: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reports.package._canonical", _any_json)
    odd = sender.with_facts(lambda facts: facts.update(words), **words)
    monkeypatch.undo()
    first, second = received(office, tmp_path, odd, sender.package)
    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.ACCEPTED), first.reasons


def test_a_stranger_gets_no_answer_and_is_waited_for_by_nobody(
    office: Office, clock: Clock, tmp_path: Path, sender: Sender
) -> None:
    with branch(tmp_path, "生支部", clock, 1) as stranger:
        issued = services.reports.issue_month(stranger, 2026, 10)
        with stranger.store.reading() as connection:
            unit = services.signers.chain(connection)[-1]
        unknown = Sender(services.packages.package(stranger, issued.id)[1], unit.identity)
    (found,) = received(office, tmp_path, unknown.with_facts(_set("now.combinations", {})))
    assert found.fate is Fate.UNKNOWN
    (found,) = received(office, tmp_path, unknown.with_facts(_set("now.households.numerator", 7)))
    assert found.fate is Fate.UNKNOWN
    assert not list((tmp_path / "街道").glob("回执*"))
    with office.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM received_report").scalar_one() == 0


def test_a_summary_that_was_there_is_put_back_where_the_rest_cannot_be_written(
    office: Office, tmp_path: Path, sender: Sender
) -> None:
    file, out = tmp_path / "甲.zip", tmp_path / "街道"
    file.write_bytes(sender.package)
    out.mkdir()
    (out / "月报汇总(2026年10月).xlsx").write_bytes(b"yesterday's")
    (out / "回执 甲支部2026年10月(2026-10-01).zip").mkdir()
    with pytest.raises(EnvironmentFault):
        services.receiving.save(office, services.receiving.look_through(office, [file]), out)
    assert (out / "月报汇总(2026年10月).xlsx").read_bytes() == b"yesterday's"


def _any_json(kind: str, said: dict[str, Any]) -> bytes:
    return json.dumps({"format": kind, "version": 1, **said}, sort_keys=True).encode()


def test_two_papers_of_one_kind_are_refused(office: Office, tmp_path: Path, sender: Sender) -> None:
    opened = sender.opened
    another = b"%PDF-1.7 another month"
    spare = PackedFile("pdf", "0.pdf", len(another), hashlib.sha256(another).hexdigest())
    contents = {one.name: opened.contents[one.kind] for one in opened.manifest.files} | {"0.pdf": another}
    twice = pack(replace(opened.manifest, files=(spare, *opened.manifest.files)), contents, sender.identity)
    (found,) = received(office, tmp_path, twice)
    assert found.fate is Fate.REFUSED


def test_a_branch_cannot_hand_in_for_another(office: Office, clock: Clock, tmp_path: Path, sender: Sender) -> None:
    other = _sender(office, clock, tmp_path, "乙支部")
    claimed = other.with_facts(
        lambda facts: facts.update(branch="甲支部", serial="2026-10-02"), branch="甲支部", serial="2026-10-02"
    )
    forged, real = received(office, tmp_path, claimed, sender.package)
    assert (forged.fate, real.fate) == (Fate.UNKNOWN, Fate.ACCEPTED)
    assert "乙支部" in forged.reasons[0]


def test_answers_to_two_packages_of_one_serial_are_both_kept(office: Office, tmp_path: Path, sender: Sender) -> None:
    wrong = sender.with_facts(_set("now.households.numerator", 7))
    received(office, tmp_path, wrong, sender.package)
    answers = sorted((tmp_path / "街道").glob("回执*.zip"))
    assert len(answers) == 2


def test_a_report_that_was_corrected_in_an_earlier_taking_in_is_not_counted(
    office: Office, clock: Clock, tmp_path: Path
) -> None:
    with branch(tmp_path, "甲支部", clock, 1) as sending:
        make_known(office, sending)
        first, second = (services.reports.issue_month(sending, 2026, 10, reason="再报") for _ in range(2))
        old, new = (services.packages.package(sending, one.id)[1] for one in (first, second))
    assert [one.fate for one in received(office, tmp_path, new)] == [Fate.ACCEPTED]
    (late,) = received(office, tmp_path, old)
    assert late.fate is Fate.SUPERSEDED
    assert second.serial in late.reasons[0]


def test_a_certificate_that_cannot_be_read_is_refused_alone(office: Office, tmp_path: Path, sender: Sender) -> None:
    whole = sender.identity.certificate_der
    name = "甲支部".encode()
    place = whole.rindex(name)
    odd = SigningIdentity(sender.identity.key_pem, sender.identity.cert_pem)
    odd.__dict__["certificate_der"] = whole[:place] + b"\xff" * len(name) + whole[place + len(name) :]
    opened = sender.opened
    contents = {one.name: opened.contents[one.kind] for one in opened.manifest.files}
    first, second = received(office, tmp_path, pack(opened.manifest, contents, odd), sender.package)
    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.ACCEPTED)
