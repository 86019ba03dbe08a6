"""Which pages an OFD file (GB/T 33190) has, and what they share: templates, pictures, seals, attachments, notes.

OFD.xml names documents, a document names its pages and resources. Namespaces are passed over: producers write several.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from extractors.files.container import Parts, beside, child, children, local, said
from extractors.files.ofd_numbers import PLAIN, box
from extractors.files.ofd_page import POINTS, Sheet, is_seen
from extractors.files.pdf_marks import Edges, Marks
from extractors.files.pdf_marks import Sheet as Frame

_A4 = (0.0, 0.0, 210.0, 297.0)


class Leaf(NamedTuple):
    """One page: its own part, the templates of its document by their ids, and the parts of the notes on it."""

    part: str
    templates: Mapping[str, str]
    notes: tuple[str, ...]
    area: tuple[float, float, float, float]


class Book(NamedTuple):
    """All documents of one file. `pictures` are parts and `drawings` composite units by their resource ids."""

    leaves: tuple[Leaf, ...]
    pictures: Mapping[str, str]
    drawings: Mapping[str, Element]
    seals: tuple[str, ...]
    attachments: tuple[str, ...]


class Shown(NamedTuple):
    """What one page shows. The pictures of `marks` have their parts in `parts`, an empty one where it is not there."""

    marks: Marks
    parts: tuple[str, ...]
    cut: bool


def book(parts: Parts) -> Book:
    """Open all documents of a file; a broken one is `Broken`."""
    leaves: list[Leaf] = []
    pictures: dict[str, str] = {}
    drawings: dict[str, Element] = {}
    seals: list[str] = []
    attachments: list[str] = []
    for body in children(parts.tree("OFD.xml"), "DocBody"):
        main = beside("OFD.xml", said(child(body, "DocRoot")))
        document = parts.tree(main)
        common = child(document, "CommonData")
        for resource in common if common is not None else ():
            if local(resource) in {"PublicRes", "DocumentRes"}:
                _resources(parts, beside(main, said(resource)), pictures, drawings)
        leaves += _leaves(parts, main, document)
        seals += _named(parts, "OFD.xml", said(child(body, "Signatures")), "Signature")
        attachments += _named(parts, main, said(child(document, "Attachments")), "Attachment")
    return Book(tuple(leaves), pictures, drawings, tuple(seals), tuple(attachments))


def shown(parts: Parts, held: Book, leaf: Leaf) -> Shown:
    """Everything on one page; what its templates and notes hold counts as its own."""
    root = parts.tree(leaf.part)
    left, top, width, height = box(said(child(root, "Area", "PhysicalBox"))) or leaf.area
    pictures, drawings = dict(held.pictures), dict(held.drawings)
    for resource in children(root, "PageRes"):
        _resources(parts, beside(leaf.part, said(resource)), pictures, drawings)
    sheet = Sheet(left, top, drawings)
    under = [leaf.templates.get(one.get("TemplateID", ""), "") for one in children(root, "Template")]
    for layer in (*(parts.tree(name) for name in under if parts.has(name)), root):
        for content in children(layer, "Content"):
            sheet.take(content, PLAIN)
    for name in leaf.notes:
        for note in parts.tree(name).iter():
            if local(note) == "Appearance" and is_seen(note):
                corner = box(note.get("Boundary", "")) or (0.0, 0.0, 0.0, 0.0)
                sheet.take(note, (1, 0, 0, 1, corner[0], corner[1]))
    wide, high = width * POINTS, height * POINTS
    inside = [one for one in sheet.glyphs if one.right > 0 and one.left < wide and one.bottom > 0 and one.top < high]
    marks = Marks(
        sheet=Frame((1, 0, 0, 0, 1, 0), wide, high),
        turned=0,
        glyphs=inside,
        rules=sheet.rules,
        pictures=[_within(edges, wide, high) for _, edges in sheet.pictures],
        drawn=bool(sheet.rules),
        invisible=False,
        outside=len(sheet.glyphs) - len(inside),
        unnamed=0,
        unseen=0,
        outlines=[],
    )
    return Shown(marks, tuple(pictures.get(name, "") for name, _ in sheet.pictures), sheet.cut)


def _within(edges: Edges, wide: float, high: float) -> Edges:
    left, top = min(max(edges.left, 0.0), wide), min(max(edges.top, 0.0), high)
    return Edges(left, top, min(max(edges.right, left), wide), min(max(edges.bottom, top), high))


def _leaves(parts: Parts, main: str, document: Element) -> Iterator[Leaf]:
    common = child(document, "CommonData")
    area = box(said(child(common, "PageArea", "PhysicalBox"))) or _A4
    templates = {one.get("ID", ""): beside(main, one.get("BaseLoc", "")) for one in children(common, "TemplatePage")}
    notes = _notes(parts, main, document)
    for page in children(child(document, "Pages"), "Page"):
        part = beside(main, page.get("BaseLoc", ""))
        yield Leaf(part, templates, notes.get(page.get("ID", ""), ()), area)


def _notes(parts: Parts, main: str, document: Element) -> dict[str, tuple[str, ...]]:
    """The parts with the notes of each page, by the page's id."""
    name = said(child(document, "Annotations"))
    held = beside(main, name)
    found: dict[str, tuple[str, ...]] = {}
    for page in children(parts.tree(held), "Page") if name and parts.has(held) else ():
        part, at = beside(held, said(child(page, "FileLoc"))), page.get("PageID", "")
        if parts.has(part):
            found[at] = (*found.get(at, ()), part)
    return found


def _resources(parts: Parts, name: str, pictures: dict[str, str], drawings: dict[str, Element]) -> None:
    if not parts.has(name):
        return
    root = parts.tree(name)
    folder = beside(name, root.get("BaseLoc", "")) + "/"
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        pictures[media.get("ID", "")] = beside(folder, said(child(media, "MediaFile")))
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        drawings[unit.get("ID", "")] = unit


def _named(parts: Parts, base: str, name: str, kind: str) -> Iterator[str]:
    """What a list of signatures or attachments names."""
    held = beside(base, name)
    for one in children(parts.tree(held), kind) if name and parts.has(held) else ():
        yield one.get("Name", "") or said(child(one, "FileLoc")) or one.get("BaseLoc", "")
