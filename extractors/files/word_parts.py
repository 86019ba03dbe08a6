"""What a Word file carries beside its text: notes, remarks of reviewers, and whole files hung into it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractors.files import container
from extractors.files.word_text import blocks, local, words

_MB = 1024**2
_LARGEST_XML = 96 * _MB  # a report of a thousand pages has about ten
_LARGEST = 1024 * _MB
_REMARK_SHOWN = 200  # characters of a remark that a disposition repeats

# Parts that hang in a text, and whether they can hold a paper of their own.
_ATTACHED = {
    "aFChunk": ("嵌入的其他文档", True),
    "package": ("嵌入的 Office 文件", True),
    "oleObject": ("嵌入对象", True),
    "chart": ("图表", False),
    "diagramData": ("示意图", False),
    "subDocument": ("子文档", True),
}
_FORMULA = ("Equation", "MathType")


class Attached(NamedTuple):
    """One part that hangs in the text and is not read."""

    what: str
    name: str
    is_paper: bool


def within_bounds(path: Path) -> bool:
    """Whether the file may be loaded whole, as python-docx does.

    Declared sizes are enough here: the library stops unpacking a part where its declared size ends.
    """
    with container.opened(path) as parts:
        sizes = parts.sizes
    texts = [size for name, size in sizes.items() if name.endswith((".xml", ".rels"))]
    return max(texts, default=0) <= _LARGEST_XML and sum(sizes.values()) <= _LARGEST


def is_word_package(path: Path) -> bool:
    """Whether there is a sound Word text inside, although python-docx may not know its dialect."""
    try:
        with container.opened(path) as parts:
            return local(parts.tree("word/document.xml")) == "document"
    except (container.Broken, container.TooLarge, OSError):
        return False


def related(part: Any, kind: str) -> Iterator[Any]:
    """The parts that one part names under a kind of relation; the strict dialect has another address before it."""
    for relation in part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
            yield relation.target_part


def notes(root: Any) -> Iterator[Any]:
    """The notes that people wrote; the lines that part them from the text have a type."""
    return (note for note in root if local(note) in {"footnote", "endnote"} and not _type(note))


def _type(note: Any) -> str:
    return next((value for name, value in note.attrib.items() if name.rpartition("}")[2] == "type"), "")


def comments(root: Any) -> Iterator[tuple[str, str]]:
    """Author and words of each reviewer's remark."""
    for remark in root:
        author = next((value for name, value in remark.attrib.items() if name.rpartition("}")[2] == "author"), "")
        told = " ".join("".join(words(block).shown).strip() for block in blocks(remark) if local(block) == "p")
        yield author, told if len(told) <= _REMARK_SHOWN else told[:_REMARK_SHOWN] + "…"


def attachments(part: Any) -> Iterator[Attached]:
    """Files and drawings that hang in the text, in the order of their names. Formulas are text set as an object."""
    formulas = {
        target
        for element in part.element.iter("{urn:schemas-microsoft-com:office:office}OLEObject")
        if str(element.get("ProgID", "")).startswith(_FORMULA)
        for name, target in element.attrib.items()
        if name.endswith("}id")
    }
    found = []
    for key, relation in part.rels.items():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in _ATTACHED:
            continue
        what, is_paper = _ATTACHED[kind]
        name = relation.target_ref if relation.is_external else str(relation.target_part.partname)
        if key in formulas:
            found.append(Attached("公式", Path(name).name, is_paper=False))
        else:
            found.append(Attached(what, Path(name).name, is_paper))
    return iter(sorted(found))
