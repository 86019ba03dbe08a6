"""Takes the words out of one Word paragraph as Word would print it, and what else hangs in it.

Insertions of tracked changes are read, deletions are not; hidden words are kept apart; text boxes and pictures are
handed over to the caller, who knows their place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}

# Boxes drawn as letters of symbol fonts: what is ticked, crossed or empty. Other symbols stay as they are.
_SYMBOLS = {
    0xF0FE: "☑",
    0xF052: "☑",
    0xF0FD: "☒",
    0xF054: "☒",
    0xF0A8: "□",
    0xF06F: "□",
    0xF0A3: "□",
    0xF071: "□",
    0xF0FC: "√",
    0xF050: "√",
}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_DROPPED = {"del", "moveFrom"}
# What a paragraph holds beside its words; `rt` is the reading aid above a character.
_NOT_WORDS = {"pPr", "rPr", "sdtPr", "instrText", "delText", "Fallback", "rt"}
_PROMPTS = ("单击", "点击", "点按", "请", "选择", "输入", "Click", "Tap", "Choose", "Enter")


@dataclass
class Words:
    """One paragraph, taken apart. Pictures are relationship ids, text boxes are elements with paragraphs inside."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: int = 0
    boxes: list[Any] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    objects: int = 0
    unfilled: int = 0


def words(paragraph: Any) -> Words:
    found = Words()
    if any(is_unfilled(control) for control in paragraph.iterancestors(f"{_W}sdt")):
        found.unfilled = 1
    else:
        _gather(paragraph, found, hidden=False)
    return found


def is_unfilled(control: Any) -> bool:
    """Whether a content control still shows its own prompt, which is no answer: 单击此处输入文字, 请选择.

    Word takes the mark away when somebody types; other programs may forget to, so the words must look like a prompt.
    """
    if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
        return False
    shown = "".join(control.itertext(f"{_W}t")).strip()
    return not shown or shown.startswith(_PROMPTS)


def local(element: Any) -> str:
    """The name of an element without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, path: str, default: str = "") -> str:
    """The `w:val` of a child such as `w:tcPr/w:gridSpan`, or the default."""
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return default if found is None else str(found.get(f"{_W}val", ""))


def count(element: Any, path: str) -> int:
    """A small number kept as `attribute` keeps it; what is no number, or is no sensible one, counts nothing."""
    found = attribute(element, path)
    return int(found) if found.isascii() and found.isdigit() and len(found) < 5 else 0


def has(element: Any, path: str) -> bool:
    """Whether a switch such as `w:rPr/w:vanish` is on: present, and not set to no."""
    return attribute(element, path, "0") not in {"0", "false", "off"}


def blocks(element: Any) -> Iterator[Any]:
    """The children of a body, cell or box, with content controls and tracked insertions opened up."""
    for child in element:
        name = local(child)
        if name == "sdt":
            for content in child.iterchildren(f"{_W}sdtContent"):
                yield from blocks(content)
        elif name in {"ins", "moveTo", "smartTag", "customXml"}:
            yield from blocks(child)
        else:
            yield child


def _gather(element: Any, found: Words, *, hidden: bool) -> None:
    for child in element:
        name = local(child)
        if name in _DROPPED:
            found.deleted += len("".join(child.itertext(f"{_W}delText", f"{_W}t")))
        elif name == "txbxContent":
            found.boxes.append(child)
        elif name == "AlternateContent":
            # The same drawing twice, for new and for old programs; the first that has anything is enough.
            _gather(next(iter(child), child), found, hidden=hidden)
        elif name == "sdt" and is_unfilled(child):
            found.unfilled += 1
        elif name == "r":
            _gather(child, found, hidden=hidden or has(child, "rPr/vanish"))
        elif child.tag in _PICTURES:
            found.pictures.append(child.get(f"{_R}embed") or child.get(f"{_R}id") or "")
        else:
            _take(child, name, found, hidden=hidden)


def _take(child: Any, name: str, found: Words, *, hidden: bool) -> None:
    """One leaf of a run becomes a letter or a mark; anything else is searched further."""
    said = found.hidden if hidden else found.shown
    if name == "t":
        said.append(child.text or "")
    elif name in _MARKS:
        said.append(_MARKS[name])
    elif name == "sym":
        said.append(_symbol(child.get(f"{_W}char", "")))
    elif name == "checkBox":
        ticked = has(child, "checked") if child.find(f"{_W}checked") is not None else has(child, "default")
        said.append("☑" if ticked else "□")
    elif name == "object":
        found.objects += 1
    elif name not in _NOT_WORDS:
        _gather(child, found, hidden=hidden)


def _symbol(code: str) -> str:
    """One letter of a symbol font, by its number in hexadecimal digits."""
    if not 0 < len(code) <= 4 or not set(code.upper()) <= set("0123456789ABCDEF"):
        return "\N{REPLACEMENT CHARACTER}"
    number = int(code, 16)
    if number < 0x20 or 0xD800 <= number < 0xE000:  # no characters at all
        return "\N{REPLACEMENT CHARACTER}"
    return _SYMBOLS.get(number | 0xF000, chr(number))
