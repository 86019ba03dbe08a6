"""Old office formats are read by way of LibreOffice, safely, or it is said why not."""

import io
import os
import socketserver
import struct
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from extractors.files import compound, office
from extractors.reading import read
from pipeline.model import InCell, Media, Reading, SourceFile

File = Callable[[str, bytes, Media], tuple[SourceFile, Path]]

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def written(paragraphs: tuple[str, ...] = ("组织名称：青石精密机械（示例）有限公司",)) -> bytes:
    """A .docx with some paragraphs and a table of one row."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "成立日期"
    table.cell(0, 1).text = "2015年12月1日"
    document.add_paragraph("（盖章）")  # the old format wants a paragraph after a table
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.fixture(scope="session")
def old(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same text in an older format, written by LibreOffice itself."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(written())
    soffice = office.program()
    assert soffice, "the tests of old formats need LibreOffice Writer"
    made: dict[str, bytes] = {}

    def convert(suffix: str) -> bytes:
        if suffix not in made:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [
                soffice,
                profile,
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(folder),
                str(folder / "a.docx"),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made[suffix] = (folder / f"a.{suffix}").read_bytes()
        return made[suffix]

    return convert


def facts(reading: Reading) -> tuple[list[str], list[tuple[str, object]]]:
    (page,) = reading.pages
    return [line.text for line in page.lines], [(cell.text, cell.place) for cell in page.tables[0].cells]


def directory(*names: str, word_flags: int = 0) -> bytes:
    """The smallest compound file that names some streams: header, table, directory, one sector of content."""
    header = _MAGIC + bytes(16) + struct.pack("<HHHH", 0x3E, 3, 0xFFFE, 9)
    header = header.ljust(0x30, b"\0") + struct.pack("<I", 1)  # the directory begins in the second sector
    header = header.ljust(0x4C, b"\0") + struct.pack("<I", 0) + b"\xff" * 432  # the table is the first
    table = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE).ljust(512, b"\xff")
    entries = b""
    for name in names:
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += (raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1)).ljust(0x74, b"\0")
        entries += struct.pack("<IQ", 2, 512)
    content = (bytes(10) + struct.pack("<H", word_flags)).ljust(512, b"\0")
    return header + table + entries.ljust(512, b"\0") + content


@pytest.mark.parametrize(("suffix", "media"), [("doc", Media.OLE), ("rtf", Media.RTF)])
def test_an_old_word_file_says_what_its_new_twin_says(
    file: File, old: Callable[[str], bytes], suffix: str, media: Media
) -> None:
    reading = read(*file(f"申报表.{suffix}", old(suffix), media), None)
    assert facts(reading) == (
        ["组织名称：青石精密机械（示例）有限公司", "（盖章）"],
        [("成立日期", InCell(table=1, row=1, column=1)), ("2015年12月1日", InCell(table=1, row=1, column=2))],
    )
    assert reading.problems == ()
    assert (reading.dispositions[0].part, reading.dispositions[0].read) == ("整个文件", True)
    assert "LibreOffice" in reading.dispositions[0].how


def test_the_same_old_file_is_read_the_same_every_time(file: File, old: Callable[[str], bytes]) -> None:
    source, path = file("申报表.doc", old("doc"), Media.OLE)
    assert read(source, path, None) == read(source, path, None)


@pytest.mark.parametrize(("suffix", "media"), [("doc", Media.OLE), ("rtf", Media.RTF)])
def test_without_libreoffice_an_old_file_is_a_problem_with_a_next_step(
    file: File, old: Callable[[str], bytes], tmp_path: Path, suffix: str, media: Media
) -> None:
    """The programs are looked for in an empty folder."""
    (tmp_path / "empty").mkdir()
    reading = read(*file(f"申报表.{suffix}", old(suffix), media), None, programs=str(tmp_path / "empty"))
    (problem,) = reading.problems
    assert (problem.code, problem.file) == ("office_missing", f"申报表.{suffix}")
    assert "LibreOffice" in problem.what
    assert ".docx" in problem.next_step
    assert reading.pages == ()


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    """It starts a second program as LibreOffice does; neither is alive after the limit of one second."""
    (tmp_path / "soffice").write_text(f"#!/bin/sh\nsleep 300 & echo $! > {tmp_path}/second\nwait\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    (tmp_path / "a.doc").write_bytes(b"x")
    with (
        pytest.raises(office.Unconverted),
        office.as_docx(tmp_path / "a.doc", Media.OLE, search=str(tmp_path), seconds=1),
    ):
        pass
    second = int((tmp_path / "second").read_text(encoding="utf-8"))
    for _ in range(50):
        state = Path(f"/proc/{second}/stat")
        if not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the second program outlived the first")


def test_a_program_that_writes_nothing_is_a_problem(file: File, tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    reading = read(*file("坏.doc", directory("WordDocument"), Media.OLE), None, programs=str(tmp_path))
    assert [(problem.code, problem.file) for problem in reading.problems] == [("damaged_document", "坏.doc")]


def test_nothing_is_left_behind(tmp_path: Path, old: Callable[[str], bytes]) -> None:
    (tmp_path / "a.doc").write_bytes(old("doc"))
    with office.as_docx(tmp_path / "a.doc", Media.OLE) as converted:
        folder = converted.parent.parent
        assert converted.is_file()
    assert not folder.exists()


def test_a_link_to_elsewhere_is_not_followed(file: File) -> None:
    """An RTF asks for a picture and an attached text on a server that listens: nobody comes."""
    asked = []

    class Listener(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(200))

    with socketserver.TCPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_address[1]}"
        rtf = (
            r"{\rtf1\ansi{\*\template " + at + r"/t.dot}before "
            r'{\field{\*\fldinst{INCLUDEPICTURE "' + at + r'/a.png" \\d}}{\fldrslt shown}} '
            r'{\field{\*\fldinst{INCLUDETEXT "' + at + r'/b.rtf"}}{\fldrslt told}} after\par}'
        )
        reading = read(*file("a.rtf", rtf.encode(), Media.RTF), None)
        server.shutdown()
    assert asked == []
    assert "before" in reading.pages[0].lines[0].text


def test_an_rtf_without_its_end_is_a_problem(file: File) -> None:
    whole, cut = (read(*file("a.rtf", rtf, Media.RTF), None) for rtf in (rb"{\rtf1 one\par}", rb"{\rtf1 one\par two"))
    assert [line.text for line in whole.pages[0].lines] == ["one"]
    assert [problem.code for problem in cut.problems] == ["damaged_document"]


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (directory("WordDocument", "1Table"), compound.Held.WORD),
        (directory("WordDocument", word_flags=0x0100), compound.Held.LOCKED),
        (directory("EncryptionInfo", "EncryptedPackage"), compound.Held.LOCKED),
        (directory("Workbook"), compound.Held.SHEET),
        (directory("PowerPoint Document"), compound.Held.SLIDES),
        (directory("Contents"), compound.Held.OTHER),
        (directory("WordDocument")[:600], compound.Held.OTHER),
        (_MAGIC, compound.Held.OTHER),
        (b"", compound.Held.OTHER),
    ],
)
def test_what_an_old_container_holds_is_told_by_its_streams(
    tmp_path: Path, content: bytes, held: compound.Held
) -> None:
    (tmp_path / "a").write_bytes(content)
    assert compound.held(tmp_path / "a") is held


@pytest.mark.parametrize(
    ("stream", "code", "step"),
    [
        ("EncryptedPackage", "encrypted_document", "请去掉密码后重新提交。"),
        ("Workbook", "unsupported_format", "请另存为 .xlsx 或 PDF 后再提交。"),
        ("PowerPoint Document", "unsupported_format", "请另存为 PDF 后再提交。"),
    ],
)
def test_an_old_file_that_is_not_read_names_its_next_step(file: File, stream: str, code: str, step: str) -> None:
    reading = read(*file("旧", directory(stream), Media.OLE), None)
    assert [(problem.code, problem.file, problem.next_step) for problem in reading.problems] == [(code, "旧", step)]


def test_a_template_or_a_file_with_macros_is_read_like_its_plain_twin(file: File) -> None:
    """Their main part says what they are, and python-docx does not know the words."""
    plain = b"wordprocessingml.document.main+xml"
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as source, zipfile.ZipFile(held, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry.filename, source.read(entry).replace(plain, b"wordprocessingml.template.main+xml"))
    reading = read(*file("申报表.dotx", held.getvalue(), Media.DOCX), None)
    assert facts(reading)[0] == ["组织名称：青石精密机械（示例）有限公司", "（盖章）"]
    assert reading.problems == ()


def test_the_surroundings_of_the_caller_stay_outside(tmp_path: Path) -> None:
    """What stands in our environment, such as the store's keys, is not handed to a program that reads hostile files."""
    (tmp_path / "soffice").write_text(f"#!/bin/sh\nenv > {tmp_path}/env\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    (tmp_path / "a.doc").write_bytes(b"x")
    with pytest.raises(office.Unconverted), office.as_docx(tmp_path / "a.doc", Media.OLE, search=str(tmp_path)):
        pass
    names = {line.partition("=")[0] for line in (tmp_path / "env").read_text(encoding="utf-8").splitlines()}
    assert "PATH" in names
    assert (
        not (names & set(os.environ))
        - {"PATH", "HOME", "LANG", "TZ", "TMPDIR", "PWD", "SHLVL", "_", "OLDPWD"}
        - {
            "http_proxy",
            "https_proxy",
            "SAL_USE_VCLPLUGIN",
        }
    )
