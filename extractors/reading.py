"""Turns one file into a `Reading`, whatever it is: the door to all readers.

One file at a time in one process: neither PDFium nor the OCR pipeline may be used from two threads.
"""

from pathlib import Path

from extractors.files import compound, office
from extractors.files.image import read_image
from extractors.files.ofd import read_ofd
from extractors.files.pdf import read_pdf
from extractors.files.sheet import read_sheet
from extractors.files.word import read_word
from extractors.files.word_parts import is_word_package
from extractors.ink.ocr import OcrSettings
from extractors.render import PICTURES
from pipeline.model import Disposition, Media, Problem, Reading, SourceFile

_READERS = {
    Media.PDF: read_pdf,
    Media.OFD: read_ofd,
    Media.XLSX: read_sheet,
    **dict.fromkeys(PICTURES, read_image),
}
_NOT_READ = {
    Media.ZIP: ("压缩包", "请解压后逐个提交其中的文件。"),
    Media.TEXT: ("纯文本或网页文件", "请另存为 .docx 或 PDF 后再提交。"),
    Media.UNKNOWN: ("无法辨认的文件", "请确认文件完好，并以 PDF、.docx 或图片提交。"),
}
_RTF = b"{\\rtf"
_HELD_NEXT = {
    compound.Held.SHEET: "请另存为 .xlsx 或 PDF 后再提交。",
    compound.Held.SLIDES: "请另存为 PDF 后再提交。",
    compound.Held.OTHER: "请在 Word 或 WPS 中打开并另存为 .docx 或 PDF 后再提交。",
}


def read(source: SourceFile, path: Path, ocr: OcrSettings | None, programs: str | None = None) -> Reading:
    """Read one file. What cannot be read comes back as a problem; with `ocr` None, scans are left unread and say so.

    `programs` is where LibreOffice is looked for; None is the PATH of this process.
    """
    if source.size == 0:
        return _refused(source, "empty_file", "文件是空的，没有内容", "请重新提交完整的文件。")
    if reader := _READERS.get(source.media):
        return reader(source, path, ocr)
    match source.media:
        case Media.DOCX:
            return _read_new_word(source, path, ocr, programs)
        case Media.OLE:
            return _read_compound(source, path, ocr, programs)
        case Media.RTF:
            return _read_rtf(source, path, ocr, programs)
        case media:
            what, next_step = _NOT_READ[media]
            return _refused(source, "unsupported_format", f"{what}，目前不能读取", next_step)


def _read_new_word(source: SourceFile, path: Path, ocr: OcrSettings | None, programs: str | None) -> Reading:
    """Read a .docx; its near relatives (templates, files with macros, the strict dialect) by way of LibreOffice."""
    reading = read_word(source, path, ocr)
    if reading.pages or not is_word_package(path) or office.program(programs) is None:
        return reading
    return _read_converted(source, path, "Word 文件的变体（模板、含宏或严格格式）", ocr, programs)


def _read_compound(source: SourceFile, path: Path, ocr: OcrSettings | None, programs: str | None) -> Reading:
    held = compound.held(path)
    match held:
        case compound.Held.WORD:
            return _read_converted(source, path, held.value, ocr, programs)
        case compound.Held.LOCKED:
            return _refused(source, "encrypted_document", f"{held.value}，没有密码打不开", "请去掉密码后重新提交。")
        case _:
            return _refused(source, "unsupported_format", f"{held.value}，目前不能读取", _HELD_NEXT[held])


def _read_rtf(source: SourceFile, path: Path, ocr: OcrSettings | None, programs: str | None) -> Reading:
    """Read an RTF text. LibreOffice refuses a torn one, but takes anything else for plain text."""
    with path.open("rb") as file:
        if file.read(len(_RTF)) != _RTF:
            return _refused(source, "damaged_document", "RTF 文件已损坏，打不开", "请另存为 .docx 或 PDF 后再提交。")
    return _read_converted(source, path, "RTF 文件", ocr, programs)


def _read_converted(
    source: SourceFile, path: Path, what: str, ocr: OcrSettings | None, programs: str | None
) -> Reading:
    try:
        with office.as_docx(path, source.media, programs) as converted:
            reading = read_word(source, converted, ocr)
    except office.Missing:
        return Reading(file=source, problems=(office.missing(source, what),))
    except office.Unconverted:
        return Reading(file=source, problems=(office.unconverted(source, what),))
    told = Disposition(
        file=source.sha256, part="整个文件", read=True, how=f"{what}，经 LibreOffice 转换为 .docx 后读取"
    )
    return reading.model_copy(update={"dispositions": (told, *reading.dispositions)})


def _refused(source: SourceFile, code: str, what: str, next_step: str) -> Reading:
    return Reading(file=source, problems=(Problem(code=code, file=source.name, what=what, next_step=next_step),))
