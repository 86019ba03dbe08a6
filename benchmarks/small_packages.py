"""Small packages of text, as many as one likes in no time: a Word letter each, and a Word form where one is wanted."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZipFile, ZipInfo

RULES = ("--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packages(folder: Path, count: int, *, form: bool = False) -> None:
    """Lay down packages that no two applicants share a word of that tells who they are."""
    for number in range(1, count + 1):
        name = f"{number:03d}-子虚第{number}公司"
        (folder / name).mkdir(parents=True)
        letter = ("关于任命首席质量官的通知", f"{name}任命张三为首席质量官。")
        word(folder / name / "任命文件.docx", letter)
        if form:
            word(folder / name / "申报表.docx", ("上海市质量金奖申报表",), _form(f"子虚第{number}公司", number))


def _form(applicant: str, number: int) -> Mapping[str, str]:
    return {
        "组织名称": applicant,
        "申报奖项": "质量金奖",
        "法定代表人": "李四",
        "成立日期": f"{1990 + number % 30}年{number % 12 + 1}月1日",
        "注册资本": f"{number}00万元",
        "注册地址": f"某市某区某路{number}号",
        "职工人数": str(20 + number),
        "主导产品": "仪器仪表",
    }


def word(path: Path, lines: Iterable[str], table: Mapping[str, str] | None = None) -> None:
    """Write a Word file of some lines and a table of two columns; the same words give the same bytes."""
    rows = "".join(f"<w:tr>{_cell(label)}{_cell(value)}</w:tr>" for label, value in (table or {}).items())
    text = "".join(map(_paragraph, lines)) + (f"<w:tbl>{rows}</w:tbl>" if rows else "")
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS,
        "word/document.xml": f'<w:document xmlns:w="{_WORDS}"><w:body>{text}</w:body></w:document>',
    }
    with ZipFile(path, "w") as file:
        for part, content in parts.items():
            file.writestr(ZipInfo(part), content)


def _cell(text: str) -> str:
    return f"<w:tc>{_paragraph(text)}</w:tc>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
