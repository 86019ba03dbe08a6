"""The parts of a workbook: which sheets there are, what their cells hold, and what lies over them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from extractors.files.container import Broken, Parts, beside, child, children, local, number, said
from extractors.files.sheet_numbers import built_in, shown

_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9][0-9]{0,6})$")
_CALLED = re.compile(r"DISPIMG\(\s*\"([^\"]+)\"")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REMARK_SHOWN = 200  # characters of a remark that a disposition repeats
_MOST_MERGED = 20_000  # cells that one merged area may cover: more is a painted background, and counts as one row


class Sheet(NamedTuple):
    name: str
    part: str
    kind: str
    hidden: bool


class Area(NamedTuple):
    """A block of cells, first and last counted."""

    row: int
    column: int
    last_row: int
    last_column: int

    def within(self) -> Iterator[tuple[int, int]]:
        """All cells but the first."""
        cells = ((r, c) for r in range(self.row, self.last_row + 1) for c in range(self.column, self.last_column + 1))
        return (cell for cell in cells if cell != (self.row, self.column))


class Row(NamedTuple):
    number: int
    hidden: bool
    cells: Sequence[tuple[int, Element]]


class Drawn(NamedTuple):
    """One thing that lies over a sheet, at the cell where it begins."""

    row: int
    column: int
    texts: tuple[str, ...]
    pictures: tuple[str, ...]
    chart: bool


class Book(NamedTuple):
    """What all sheets share: words, formats, the calendar, and the pictures that WPS keeps for cells."""

    sheets: tuple[Sheet, ...]
    words: tuple[str, ...]
    formats: tuple[str, ...]
    since_1904: bool
    cell_pictures: Mapping[str, str]

    def shown(self, cell: Element) -> str:
        """What a cell shows."""
        value = child(cell, "v")
        raw = (value.text or "") if value is not None else ""
        match cell.get("t", "n"):
            case "s":
                at = number(raw, len(self.words))
                return self.words[at] if at < len(self.words) else ""
            case "inlineStr":
                return _runs(child(cell, "is"))
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
            case "n" if raw:
                at = number(cell.get("s"))
                code = self.formats[at] if at < len(self.formats) else "General"
                return shown(raw, code, since_1904=self.since_1904)
            case _:
                return raw.strip()


def book(parts: Parts) -> Book:
    """Open the workbook's own parts; broken ones are `Broken`."""
    main = next(iter(_targets(parts, "", "officeDocument")), "")
    if not main.endswith(".xml"):
        raise Broken(main or "workbook")  # .xlsb is another format under the same roof
    root = parts.tree(main)
    named = _relations(parts, main)
    sheets = []
    for sheet in children(child(root, "sheets"), "sheet"):
        kind, part = named.get(_relation(sheet), ("", ""))
        hidden = sheet.get("state", "visible") != "visible"
        sheets.append(Sheet(sheet.get("name", ""), part, kind, hidden))
    properties = child(root, "workbookPr")
    words = next(iter(_targets(parts, main, "sharedStrings")), "")
    styles = next(iter(_targets(parts, main, "styles")), "")
    return Book(
        sheets=tuple(sheets),
        words=tuple(_runs(one) for one in children(parts.tree(words), "si")) if parts.has(words) else (),
        formats=tuple(_formats(parts.tree(styles))) if parts.has(styles) else (),
        since_1904=properties is not None and properties.get("date1904") in {"1", "true"},
        cell_pictures=_cell_pictures(parts),
    )


def rows(root: Element) -> Iterator[Row]:
    """The rows that the file holds. Rows and cells without a number follow the one before them."""
    at = 0
    for row in children(child(root, "sheetData"), "row"):
        at = min(number(row.get("r")) or at + 1, _LAST_ROW)
        cells = []
        column = 0
        for cell in children(row, "c"):
            place = place_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            cells.append((column, cell))
        yield Row(at, _is_on(row.get("hidden")) or row.get("ht") == "0", cells)


def is_filled(cell: Element) -> bool:
    return any(local(one) in {"v", "is", "f"} for one in cell)


def merged(root: Element) -> Iterator[Area]:
    for one in children(child(root, "mergeCells"), "mergeCell"):
        first, _, last = one.get("ref", "").partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and start[0] <= end[0] and start[1] <= end[1]:
            area = Area(*start, *end)
            size = (area.last_row - area.row + 1) * (area.last_column - area.column + 1)
            yield area if size <= _MOST_MERGED else area._replace(last_row=area.row)


def hidden_columns(root: Element) -> frozenset[int]:
    found: set[int] = set()
    for one in children(child(root, "cols"), "col"):
        if _is_on(one.get("hidden")) or one.get("width") == "0":
            found |= set(range(number(one.get("min"), 1), min(number(one.get("max")), _LAST_COLUMN) + 1))
    return frozenset(found)


def place_of(text: str) -> tuple[int, int] | None:
    """Row and column of an address.

    >>> place_of("B7"), place_of("AA1"), place_of("7B")
    ((7, 2), (1, 27), None)
    """
    found = _ADDRESS.match(text.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(found[2]), column) if int(found[2]) <= _LAST_ROW and column <= _LAST_COLUMN else None


def address(row: int, column: int) -> str:
    """The name of a cell.

    >>> address(7, 2), address(1, 27)
    ('B7', 'AA1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def called_picture(formula: str) -> str:
    """The id of the picture that WPS puts into a cell by =DISPIMG("ID_…",1), or nothing."""
    found = _CALLED.search(formula)
    return found[1] if found else ""


def drawn(parts: Parts, sheet: Sheet) -> Iterator[Drawn]:
    for drawing in _targets(parts, sheet.part, "drawing"):
        if not parts.has(drawing):
            continue
        named = _relations(parts, drawing)
        for anchor in parts.tree(drawing):
            row, column = (number(said(child(anchor, "from", name))) + 1 for name in ("row", "col"))
            inside = list(anchor.iter())
            yield Drawn(
                min(row, _LAST_ROW),
                min(column, _LAST_COLUMN),
                texts=tuple(text for one in inside if local(one) == "p" and (text := _runs(one))),
                pictures=tuple(named.get(_relation(one), ("", ""))[1] for one in inside if local(one) == "blip"),
                chart=any(local(one) == "graphicFrame" for one in inside),
            )


def remarks(parts: Parts, sheet: Sheet) -> Iterator[str]:
    for held in _targets(parts, sheet.part, "comments"):
        for one in children(child(parts.tree(held), "commentList"), "comment") if parts.has(held) else ():
            told = _runs(child(one, "text"))
            yield f"{one.get('ref', '')}：{told[:_REMARK_SHOWN]}"


def margins(root: Element) -> Iterator[str]:
    """Printed headers and footers of a sheet, without the codes that place them."""
    held = child(root, "headerFooter")
    for one in held if held is not None else ():
        told = re.sub(r'&("[^"]*"|K[0-9A-F]{6}|[0-9]+|.)', " ", one.text or "").split()
        if told:
            yield " ".join(told)


def _formats(root: Element) -> Iterator[str]:
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in children(child(root, "numFmts"), "numFmt")}
    for one in children(child(root, "cellXfs"), "xf"):
        told = one.get("numFmtId", "0")
        yield own.get(told) or built_in(number(told))


def _runs(element: Element | None) -> str:
    """The words of a rich text, without the reading aids above them."""
    if element is None:
        return ""
    words = []
    for one in element:
        if local(one) == "t":
            words.append(one.text or "")
        elif local(one) in {"r", "fld"}:
            words += [part.text or "" for part in children(one, "t")]
        elif local(one) == "br":
            words.append("\n")
    return "".join(words).strip()


def _cell_pictures(parts: Parts) -> dict[str, str]:
    held = "xl/cellimages.xml"
    if not parts.has(held):
        return {}
    named = _relations(parts, held)
    found = {}
    for picture in (one for one in parts.tree(held).iter() if local(one) == "pic"):
        name = next((one.get("name", "") for one in picture.iter() if local(one) == "cNvPr"), "")
        blip = next((one for one in picture.iter() if local(one) == "blip"), None)
        if blip is not None:
            found[name] = named.get(_relation(blip), ("", ""))[1]
    return found


def _relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """What a part names, by id: the kind of relation and the part; what lies outside the file is left out."""
    folder, _, name = part.rpartition("/")
    held = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if not parts.has(held):
        return {}
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], beside(part, one.get("Target", "")))
        for one in parts.tree(held)
        if one.get("TargetMode") != "External"
    }


def _targets(parts: Parts, part: str, kind: str) -> list[str]:
    return [target for told, target in _relations(parts, part).values() if told == kind]


def _relation(element: Element) -> str:
    """The relation id of an element: r:id or r:embed, in either dialect."""
    return next(
        (value for name, value in element.attrib.items() if name.startswith("{") and name.endswith(("}id", "}embed"))),
        "",
    )


def _is_on(told: str | None) -> bool:
    return told in {"1", "true"}
