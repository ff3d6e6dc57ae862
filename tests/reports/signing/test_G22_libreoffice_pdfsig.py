"""G22: what other programs say about our signatures: pdfsig about the PDF, LibreOffice about the workbook.

Needs poppler's pdfsig; LibreOffice Calc with its Java bridge, a JDK and NSS's certutil. Skipped where they are not.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.container import deflated, read_entries, write_container
from app.reports.signing.workbook import sign_workbook
from tests.programs import need

JARS = ("libreoffice.jar", "java_uno.jar", "ridl.jar", "unoil.jar")
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}  # else neither program can spell Chinese file names


def bridge() -> str:
    """The class path of LibreOffice's Java bridge: beside the program, or where the distribution keeps jars."""
    program = Path(shutil.which("soffice") or "").resolve().parent
    places = [program / "classes", Path("/usr/share/java")]
    found = [next((place / jar for place in places if (place / jar).exists()), None) for jar in JARS]
    if not all(found[:2]):
        pytest.skip("LibreOffice is here without its Java bridge")
    return os.pathsep.join(str(jar) for jar in found if jar)


@contextmanager
def running_office(home: Path, port: int) -> Iterator[None]:
    """A LibreOffice with an empty profile and an empty store of certificates, ended afterwards."""
    (home / "nss").mkdir()
    subprocess.run(["certutil", "-N", "-d", f"sql:{home / 'nss'}", "--empty-password"], check=True)
    office = ["soffice", "--headless", "--invisible", "--norestore", f"-env:UserInstallation={(home / 'lo').as_uri()}"]
    with subprocess.Popen(
        [*office, f"--accept=socket,host=127.0.0.1,port={port};urp;"],
        env={**ENVIRONMENT, "MOZILLA_CERTIFICATE_FOLDER": f"sql:{home / 'nss'}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
            process.wait(timeout=30)
        finally:
            process.kill()


def libreoffice_verdicts(home: Path, files: list[Path]) -> list[list[bool]]:
    """For each file, whether LibreOffice holds each of its signatures for valid."""
    need("soffice", "java", "javac", "certutil")
    path, program = bridge(), Path(__file__).with_name("LibreOfficeVerdict.java")
    subprocess.run(["javac", "-cp", path, "-d", str(home), str(program)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running_office(home, port):
        asked = subprocess.run(
            ["java", "-cp", os.pathsep.join([path, str(home)]), "LibreOfficeVerdict", str(port), *map(str, files)],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    verdicts: list[list[bool]] = [[] for _ in files]
    for line in asked.stdout.splitlines():
        file, _, valid = line.split("\t")
        verdicts[int(file)].append(valid == "true")
    return verdicts


def with_line_breaks(data: bytes) -> bytes:
    """`data` with its links a line each, as many programs write them."""
    return write_container(
        [
            deflated(one.name, one.content.replace(b"><", b">\n<")) if one.name.endswith(".rels") else one
            for one in read_entries(data)
        ]
    )


def test_G22_libreoffice(
    tmp_path: Path,
    plain_workbook: bytes,
    signed_workbook: bytes,
    workbook_signed_in_turn: bytes,
    branch: SigningIdentity,
) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    forged = write_container(
        [
            deflated(one.name, one.content.replace(b"<v>3</v>", b"<v>9</v>")) if one.name == sheet else one
            for one in read_entries(signed_workbook)
        ]
    )
    spaced = sign_workbook(with_line_breaks(plain_workbook), branch, signed_at=datetime(2025, 11, 21))
    files = {
        "月报 一.xlsx": signed_workbook,
        "三.xlsx": workbook_signed_in_turn,
        "3.xlsx": spaced,
        "forged.xlsx": forged,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = libreoffice_verdicts(tmp_path, [tmp_path / name for name in files])
    assert found == [[True], [True, True, True], [True], [False]]


def test_G22_pdfsig(tmp_path: Path, signed_pdf: bytes, twice_signed_pdf: bytes, pdf_signed_in_turn: bytes) -> None:
    need("pdfsig")
    for signers, data in ((1, signed_pdf), (2, twice_signed_pdf), (3, pdf_signed_in_turn)):
        file = tmp_path / f"{signers}.pdf"
        file.write_bytes(data)
        said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature is Valid.") == signers
        assert said.count("ETSI.CAdES.detached") == signers
        assert "Total document signed" in said.rpartition("Signature #")[2]
