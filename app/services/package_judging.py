"""One package on the street's side: is it whole, whose is it, and do its papers and figures agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import Fault
from app.base.files import read_bytes
from app.models.packages import Fate, Manifest, Received
from app.rules.adding_up import troubles
from app.services import register
from app.services.street_forms_month import FORM

if TYPE_CHECKING:
    from app.reports.package import Opened
    from app.reports.signing.verdicts import Verification

SIZE_LIMIT = 100_000_000  # bytes of one package
_MOST_REASONS, _LONGEST_REASON = 20, 400  # they are answered in a receipt, whose lines are no longer than 500
_MOST = 10**12  # no branch counts further


@dataclass(frozen=True)
class Whom:
    """Whom the street knows. `handed_in`: by branch, the fingerprints under which it handed in before."""

    names: Mapping[str, str]  # by fingerprint
    handed_in: Mapping[str, frozenset[str]]

    def claims_another(self, branch: str, mark: str) -> bool:
        """Whether a known signer speaks for a branch of which certificates are known, and this is none of them."""
        from app.reports.signing.certificates import NAME_LIMIT

        theirs = {one for one, name in self.names.items() if name == branch[:NAME_LIMIT]}
        theirs |= self.handed_in.get(branch, frozenset()) & self.names.keys()
        return bool(theirs) and mark not in theirs


def look(file: Path, whom: Whom) -> Received:
    """What a file is. A stranger's file may hold anything: nothing in it stops the others."""
    from app.reports.package import unpack

    try:
        opened = unpack(read_bytes(file, at_most=SIZE_LIMIT), file.name)
    except Fault as fault:
        return Received(file.name, Fate.REFUSED, (f"{fault.what}{fault.remedy}",))
    return _judged(file.name, opened, whom)


def _judged(name: str, opened: Opened, whom: Whom) -> Received:
    from cryptography.hazmat.primitives.serialization import Encoding

    from app.reports.signing.certificates import common_name, fingerprint
    from app.reports.signing.verify import verify_bytes

    mark, branch = fingerprint(opened.certificate), opened.manifest.branch
    papers = [
        verify_bytes(opened.contents[file.kind], file.name if file.kind.startswith(FORM) else f"月报.{file.kind}", ())
        for file in opened.manifest.files
        if file.kind in ("pdf", "xlsx") or file.kind.startswith(FORM)
    ]
    numbers, reasons = _read_facts(opened)
    reasons += _paper_troubles(papers, opened.manifest, mark)
    fate = Fate.RETURNED if reasons else Fate.ACCEPTED
    if mark not in whom.names:
        fate, reasons = Fate.UNKNOWN, [_STRANGER, *reasons]
    elif whom.claims_another(branch, mark):
        fate, reasons = Fate.UNKNOWN, [_ANOTHER.format(branch=branch, signer=whom.names[mark]), *reasons]
    return Received(
        name,
        fate,
        tuple(map(_line, reasons[:_MOST_REASONS])),
        opened.manifest,
        opened.sha256,
        common_name(opened.certificate),
        mark,
        numbers,
        opened.certificate.public_bytes(Encoding.PEM),
    )


_STRANGER = "签名人不在认识的名单里:请与报送单位核对证书指纹,登记后再收一次。"
_ANOTHER = (
    "包里写的是“{branch}”,封装的却是“{signer}”的证书:请与“{branch}”核对;"
    "如果是它换了证书,请先在认识的签名人名单里去掉旧证书,再收一次。"
)


def _line(words: str) -> str:
    """Words that quote a stranger's file, as one short line that can be written anywhere."""
    return "".join(one if one.isprintable() else " " for one in words)[:_LONGEST_REASON]


def _read_facts(opened: Opened) -> tuple[dict[str, int], list[str]]:
    """The frozen figures by key, and what does not agree: with the manifest, and with each other."""
    raw, manifest = opened.contents["facts"], opened.manifest
    if hashlib.sha256(raw).hexdigest() != manifest.facts_sha256:
        return {}, ["数字底稿与清单上的校验码对不上。"]
    try:
        facts = json.loads(raw)
        said = (facts["serial"], facts["branch"], facts["year"], facts["month"], facts.get("corrects") or "")
        reasons = [] if said == _identity(manifest) else ["数字底稿的单位、月份或编号与清单不一致。"]
        numbers = {_key(one["key"]): _count(one["numerator"]) for one in register.figures_in(facts)}
        return numbers, reasons + list(troubles(facts))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {}, [f"数字底稿读不懂({type(error).__name__})。"]


def _key(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no key")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError("no count")
    return value


def _identity(manifest: Manifest) -> tuple[str, str, int, int, str]:
    return manifest.serial, manifest.branch, manifest.year, manifest.month, manifest.corrects


def _paper_troubles(papers: Sequence[Verification], manifest: Manifest, mark: str) -> list[str]:
    """PDF and workbook must be whole, and signed by those whom the manifest names, among them who sealed it."""
    found = [f"{paper.file}:{paper.reason}" for paper in papers if paper.verdict != "whole"]
    if found:
        return found
    told = {one.fingerprint for one in manifest.signers if one.fingerprint}
    for paper in papers:
        there = {one.fingerprint for one in paper.signatures}
        if told and there != told:
            found.append(f"{paper.file}的签名人与清单上的不一致。")
        elif mark not in there:
            found.append(f"打包的证书没有在{paper.file}上签名。")
    return found
