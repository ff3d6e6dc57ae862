"""证明 and 公示: what a certificate must say, that it is signed, that it stays; the masked list that hangs for seven
days."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from service_world import DAY, enroll, served, session

from app import services
from app.base.errors import UserFault
from app.models.certificates import CertificateDraft
from app.models.service import CorrectionDraft, SignLine
from app.reports.signing.verify import Verdict
from app.services.office import Office
from app.store import certificates as shelf


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def draft(volunteer_id: int) -> CertificateDraft:
    return CertificateDraft(volunteer_id, handler="李干事", contact="0712-2333333", purpose="单位评优")


def test_what_a_certificate_says(office: Office) -> None:
    one, two, *_ = enroll(office)
    number = served(office, session(), SignLine(one), SignLine(two, ends="15:30"))
    served(office, session(date(2026, 11, 1), "打扫楼道", "09:00", "09:50"), SignLine(one))
    served(office, session(date(2026, 11, 8)), SignLine(one), closed=False)
    record = services.service.card(office, number).records[0]
    services.service_corrections.correct(office, CorrectionDraft(record.id, 120, "签退漏记"))
    (made,) = services.certificates.issue(office, draft(one)).made
    pdf = services.certificates.file_bytes(office, made)
    said = words_of(pdf)
    for part in (
        "志愿服务记录证明", "ZY2026-0001", "张秀珍", "11010519491231000X", "2026年10月4日至2026年11月1日", "2次",
        "2.83小时", "170分钟", "群团站固定活动日", "打扫楼道", "由180分钟更正为120分钟", "签退漏记", "大院社区党委",
        "李干事", "王书记", "0712-2333333", "2026年11月21日", "不含往返路途时间", "单位评优",
    ):  # fmt: skip
        assert part in said, part
    (line,) = services.certificates.register(office)
    assert (line.number, line.name, line.minutes, line.stale) == ("ZY2026-0001", "张秀珍", 170, False)
    assert line.sha256 == hashlib.sha256(pdf).hexdigest()


def test_the_number_after_9999_is_10001_in_its_turn(office: Office) -> None:
    one, *_ = enroll(office)
    served(office, session(), SignLine(one))
    services.certificates.issue(office, draft(one))
    with office.work("x", "x") as work:
        columns = 'volunteer_id, issued_on, since, "until", minutes, handler, facts, sha256, name, content'
        for number in ("ZY2026-9999", "ZY2026-10000", "ZY2025-20000"):
            work.connection.exec_driver_sql(
                f"INSERT INTO service_certificate (number, {columns}) SELECT ?, {columns} FROM service_certificate "
                "WHERE number = 'ZY2026-0001'",
                (number,),
            )
        assert shelf.next_ordinal(work.connection, 2026) == 10001
        assert shelf.next_ordinal(work.connection, 2027) == 1


def test_a_certificate_is_signed_and_a_changed_byte_is_caught(office: Office, tmp_path: Path) -> None:
    one, *_ = enroll(office)
    served(office, session(), SignLine(one))
    (made,) = services.certificates.issue(office, draft(one)).made
    saved = services.certificates.save(office, made, tmp_path)
    content = services.certificates.file_bytes(office, made)
    assert saved.read_bytes() == content  # the very same bytes, as often as they are saved
    (verdict,) = services.verifying.verify_files(office.paths, [saved])
    assert (verdict.verdict, verdict.known, verdict.signer) == (Verdict.WHOLE, True, "大院社区党委")
    chance = Random(67)
    flipped = []
    for _ in range(200):
        data = bytearray(content)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        flipped.append((saved.name, bytes(data)))
    found = services.verifying.verify_contents(office.paths, flipped)
    assert all(one.verdict is not Verdict.WHOLE for one in found)


def test_a_certificate_is_final(office: Office) -> None:
    one, two, *_ = enroll(office)
    number = served(office, session(), SignLine(one), SignLine(two))
    (first,) = services.certificates.issue(office, draft(one)).made
    before = services.certificates.file_bytes(office, first)
    assert services.journal.state(office).undo != "出具志愿服务记录证明 ZY2026-0001"
    record = services.service.card(office, number).records[0]
    services.service_corrections.correct(office, CorrectionDraft(record.id, 60, "早退"))
    (line,) = services.certificates.register(office)
    assert (line.minutes, line.now, line.stale) == (180, 60, True)  # said, and nothing is changed
    assert services.certificates.file_bytes(office, first) == before
    (second,) = services.certificates.issue(office, draft(one)).made
    assert [line.number for line in services.certificates.register(office)] == ["ZY2026-0002", "ZY2026-0001"]
    assert second != first
    assert services.certificates.register(office, words="谷瑜") == ()
    assert not [one for one in services.safekeeping.check(office) if one.serious]
    with office.store.writing() as connection:  # past the program
        connection.exec_driver_sql("UPDATE service_certificate SET content = x'25504446' WHERE id = ?", (first,))
        connection.commit()
    assert [one.topic for one in services.safekeeping.check(office) if one.serious] == ["certificates"]


def test_a_whole_id_number_that_leaves_is_noted(office: Office) -> None:
    one, *_ = enroll(office)
    served(office, session(), SignLine(one))
    services.certificates.issue(office, draft(one))
    (left,) = services.ledgers.log(office)
    assert (left.purpose, left.recipient, left.columns) == ("单位评优", "本人", "身份证号")
    assert "张" not in left.title + left.file_name


def test_what_cannot_be_certified(office: Office) -> None:
    one, two, *_ = enroll(office)
    served(office, session(), SignLine(one), closed=False)
    with pytest.raises(UserFault, match="没有已经核对关闭"):
        services.certificates.issue(office, draft(one))
    with pytest.raises(UserFault, match="经办人"):
        services.certificates.issue(office, CertificateDraft(one))
    served(office, session(date(2026, 11, 1)), SignLine(two))
    with office.work("x", "去掉证件号") as work:
        work.update("volunteer", two, {"id_number": ""})
        office.keep(work)
    with pytest.raises(UserFault, match="身份证号"):
        services.certificates.issue(office, draft(two))
    assert services.certificates.register(office) == ()


def test_the_list_that_hangs(office: Office) -> None:
    people = enroll(office)
    for day in (DAY, date(2026, 10, 11)):
        served(office, session(day), *(SignLine(one) for one in people[:4]))
    found = services.postings.blank(office, date(2026, 10, 1), date(2026, 10, 31))
    assert {(line.name, line.times, line.minutes) for line in found.lines} == {
        ("张*珍", 2, 360), ("谷*", 2, 360), ("陈*英", 2, 360), ("詹*", 2, 360),
    }  # fmt: skip
    assert (found.ends_on - found.posted_on).days == 6
    hung = replace(found, posted_on=date(2026, 11, 2), ends_on=date(2026, 11, 8))
    (made,) = services.postings.post(office, hung).made
    services.postings.object_to(office, made, "少记半小时,已核实更正")
    said = words_of(services.postings.pdf(office, services.postings.all_postings(office)[0]))
    assert "2026年11月2日至2026年11月8日（7天）" in said
    assert not [name for name in ("张秀珍", "陈秀英", "11010519491231") if name in said]
    served(office, session(date(2026, 10, 18)), SignLine(people[5]))  # what hung stays as it hung
    assert len(services.postings.all_postings(office)[0].lines) == 4
    told = services.certificates.facts(office, replace(draft(people[0]), since=DAY, until=date(2026, 10, 11)))
    assert "2026年11月2日至2026年11月8日公示（7天），期间收到意见1条" in told.posted
    assert services.certificates.facts(office, draft(people[5])).posted == ""  # was not on it
    with pytest.raises(UserFault, match="才结束"):
        services.postings.post(office, replace(hung, posted_on=date(2026, 10, 20), ends_on=date(2026, 10, 26)))
