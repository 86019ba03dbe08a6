"""Opens the zipped parts of OOXML and OFD files with limits, and their XML without doctypes or entities.

Sizes count while decompressing, because declared sizes lie.
"""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pipeline.archive import FAULTS, is_encrypted, is_listable

_MB = 1024**2
_MOST_PARTS = 20_000
_DEEPEST = 200  # elements within elements; sound files stay below thirty
_CHUNK = 1 * _MB


class Broken(Exception):  # noqa: N818 - says what was found; it never leaves the readers
    """The container or one of its parts is torn, locked or not what it claims to be."""


class TooLarge(Exception):  # noqa: N818 - says what was found; it never leaves the readers
    """A part, or all parts together, unpack to more than a sound paper ever needs."""


class Parts:
    """The parts of one open container by name; names are compared without regard to case, as Windows writes them."""

    def __init__(self, archive: zipfile.ZipFile, *, part_bytes: int, all_bytes: int) -> None:
        self._archive = archive
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}
        self._part_bytes = part_bytes
        self._left = all_bytes

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.filename for entry in self._entries.values() if not entry.is_dir())

    @property
    def sizes(self) -> dict[str, int]:
        """What each part claims to unpack to."""
        return {name: entry.file_size for name, entry in self._entries.items()}

    def has(self, name: str) -> bool:
        return name.lower() in self._entries

    def content(self, name: str) -> bytes:
        entry = self._entries.get(name.lower())
        if entry is None or is_encrypted(entry):
            raise Broken(name)
        most = min(self._part_bytes, self._left)
        held = bytearray()
        try:
            with self._archive.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    held += chunk
                    if len(held) > most:
                        raise TooLarge(name)
        except (NotImplementedError, *FAULTS) as fault:
            raise Broken(name) from fault
        self._left -= len(held)
        return bytes(held)

    def tree(self, name: str) -> Element:
        return parsed(self.content(name))


@contextmanager
def opened(path: Path, *, part_bytes: int = 48 * _MB, all_bytes: int = 512 * _MB) -> Iterator[Parts]:
    """Open a container; `part_bytes` and `all_bytes` bound what may be unpacked from it."""
    if not is_listable(path):
        raise TooLarge(path.name)
    try:
        archive = zipfile.ZipFile(path)
    except FAULTS as fault:
        raise Broken(path.name) from fault
    with archive:
        if len(archive.infolist()) > _MOST_PARTS:
            raise TooLarge(path.name)
        yield Parts(archive, part_bytes=part_bytes, all_bytes=all_bytes)


def parsed(raw: bytes) -> Element:
    """The element tree of one XML part. A doctype, and with it every entity trick, is refused.

    >>> parsed(b"<a xmlns='urn:x'><b c='1'>t</b></a>")[0].tag
    '{urn:x}b'
    """
    builder = TreeBuilder()
    open_tags: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        open_tags.append(tag)
        if len(open_tags) > _DEEPEST:
            raise Broken(tag)
        builder.start(_clark(tag), {_clark(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        open_tags.pop()
        builder.end(_clark(tag))

    def doctype(name: str, *_rest: object) -> None:
        raise Broken(name)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:  # torn, or in an encoding that does not exist
        raise Broken(str(fault)) from fault
    return builder.close()


def _clark(name: str) -> str:
    """Expat joins namespace and name by the separator alone; the tree wants the opening brace as well."""
    return "{" + name if "}" in name else name


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, *steps: str) -> Element | None:
    """The first child by local names, step by step; namespaces differ between versions of a format."""
    for step in steps:
        if element is None:
            return None
        element = next((one for one in element if local(one) == step), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (one for one in (element if element is not None else ()) if local(one) == name)


def said(element: Element | None) -> str:
    """The text of an element, without blanks around it."""
    return (element.text or "").strip() if element is not None else ""


def number(told: str | None, otherwise: int = 0) -> int:
    """A small whole number that a file tells; anything else is `otherwise`.

    >>> number("12"), number("²"), number(None, 1), number("9" * 5000)
    (12, 0, 1, 0)
    """
    return int(told) if told and told.isascii() and told.isdecimal() and len(told) < 10 else otherwise


def beside(base: str, target: str) -> str:
    """The name of a part that another part names: from the root after a slash, else from the folder of `base`.

    >>> beside("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), beside("xl/worksheets/a.xml", "../media/1.png")
    ('Doc_0/Pages/Page_0/Content.xml', 'xl/media/1.png')
    >>> beside("Doc_0/Document.xml", "/Doc_0/Res/1.png")
    'Doc_0/Res/1.png'
    """
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else base.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
