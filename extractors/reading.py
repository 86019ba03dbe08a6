"""Turns one file into a `Reading`, whatever it is: the door to all readers.

One file at a time in one process: neither PDFium nor the OCR pipeline may be used from two threads.
"""

from pathlib import Path

from extractors.image import read_image
from extractors.ocr import OcrSettings
from extractors.pdf import read_pdf
from extractors.render import PICTURES
from extractors.word import read_word
from pipeline.model import Media, Problem, Reading, SourceFile

_NOT_READ = {
    Media.OLE: ("旧版 Office 文件（.doc、.xls 或 .wps）", "请另存为 .docx 或 PDF 后再提交。"),
    Media.XLSX: ("Excel 表格", "请另存为 PDF 后再提交。"),
    Media.RTF: ("RTF 文件", "请另存为 .docx 或 PDF 后再提交。"),
    Media.OFD: ("OFD 版式文件", "请转换为 PDF 后再提交。"),
    Media.ZIP: ("压缩包", "请解压后逐个提交其中的文件。"),
    Media.TEXT: ("纯文本文件", "请另存为 .docx 或 PDF 后再提交。"),
    Media.UNKNOWN: ("无法辨认的文件", "请确认文件完好，并以 PDF、.docx 或图片提交。"),
}


def read(source: SourceFile, path: Path, ocr: OcrSettings | None) -> Reading:
    """Read one file. What cannot be read comes back as a problem; with `ocr` None, scans are left unread and say so."""
    if source.size == 0:
        return _refused(source, "empty_file", "文件是空的，没有内容", "请重新提交完整的文件。")
    if source.media is Media.PDF:
        return read_pdf(source, path, ocr)
    if source.media is Media.DOCX:
        return read_word(source, path, ocr)
    if source.media in PICTURES:
        return read_image(source, path, ocr)
    what, next_step = _NOT_READ[source.media]
    return _refused(source, "unsupported_format", f"{what}，目前不能读取", next_step)


def _refused(source: SourceFile, code: str, what: str, next_step: str) -> Reading:
    return Reading(file=source, problems=(Problem(code=code, file=source.name, what=what, next_step=next_step),))
