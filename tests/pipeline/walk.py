"""Walks a page as a screen reader does, and lists what would stop one."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset({"meta", "img", "br", "hr", "link", "input", "col"})
_OUTSIDE = re.compile(r"url\(|@import|https?:|//", re.IGNORECASE)
_REFERS = ("href", "src", "xlink:href", "data", "action", "poster", "srcset")


class _Walk(HTMLParser):
    """Keeps each element with what it holds: its attributes, its words, and its ancestors."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.faults: list[str] = []
        self.words: dict[int, str] = {}
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = [self.elements[at][0] for at in self._open]
        self.elements.append((tag, {name: value or "" for name, value in attrs}, around))
        if tag not in _VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self.elements[self._open[-1]][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for at in self._open:
            self.words[at] = self.words.get(at, "") + data

    def close(self) -> None:
        super().close()
        self.faults += [f"<{self.elements[at][0]}> is never closed" for at in self._open]


def barriers(page: str) -> list[str]:
    """List everything on a page that a keyboard, a screen reader or a machine without a network stumbles over."""
    walk = _Walk()
    walk.feed(page)
    walk.close()
    return [*walk.faults, *_structure(walk), *_names(walk), *_keys(walk), *_tables(walk), *_references(walk)]


def _structure(walk: _Walk) -> Iterator[str]:
    tags = Counter(tag for tag, _, around in walk.elements if "svg" not in around)
    for one in ("html", "title", "main", "h1"):
        if tags[one] != 1:
            yield f"{tags[one]} <{one}>"
    if next(attrs for tag, attrs, _ in walk.elements if tag == "html").get("lang") != "zh-CN":
        yield "the language is not said"
    level = 0
    for tag, _, _ in walk.elements:
        if re.fullmatch(r"h[1-6]", tag):
            if int(tag[1]) > level + 1:
                yield f"h{level} is followed by {tag}"
            level = int(tag[1])
    if tags["script"]:
        yield "a script"


def _names(walk: _Walk) -> Iterator[str]:
    ids = {attrs["id"] for _, attrs, _ in walk.elements if "id" in attrs}
    for at, (tag, attrs, _) in enumerate(walk.elements):
        said = walk.words.get(at, "").strip()
        named = set(attrs.get("aria-labelledby", "").split())
        if named - ids:
            yield f"<{tag}> is named by what is not there: {named - ids}"
        if tag == "img" and not attrs.get("alt"):
            yield "a picture without words"
        if tag == "svg" and not (attrs.get("role") == "img" and (attrs.get("aria-label") or named)):
            yield "a drawing without words"
        if tag in {"a", "summary", "title"} | {f"h{n}" for n in range(1, 7)} and not said:
            yield f"an empty <{tag}>"
        if tag in {"nav", "section", "article"} and not (attrs.get("aria-label") or named):
            yield f"<{tag}> without a name"


def _keys(walk: _Walk) -> Iterator[str]:
    """List what a keyboard cannot reach or reaches in the wrong order, and lists without their frame."""
    for at, (tag, attrs, around) in enumerate(walk.elements):
        if tag == "details" and walk.elements[at + 1][0] != "summary":
            yield "details without a summary"
        if "onclick" in attrs or attrs.get("tabindex", "0") not in {"0", "-1"}:
            yield f"<{tag}> breaks the order of the keyboard"
        if tag == "a" and "svg" in around:
            yield "a link inside a picture, where nobody hears it"
        if tag == "li" and around[-1] not in {"ul", "ol"}:
            yield "a list item without a list"


def _tables(walk: _Walk) -> Iterator[str]:
    heads = [attrs for tag, attrs, _ in walk.elements if tag == "th"]
    if any(attrs.get("scope") not in {"row", "col", "rowgroup", "colgroup"} for attrs in heads):
        yield "a table head that does not say what it heads"
    starts = [at for at, (tag, _, _) in enumerate(walk.elements) if tag == "table"]
    for first, last in zip(starts, [*starts[1:], len(walk.elements)], strict=True):
        if not any(tag == "th" for tag, _, _ in walk.elements[first:last]):
            yield "a table without heads"


def _references(walk: _Walk) -> Iterator[str]:
    told = Counter(attrs["id"] for _, attrs, _ in walk.elements if "id" in attrs)
    yield from (f"two elements are called {name}" for name, count in told.items() if count > 1)
    for at, (tag, attrs, _) in enumerate(walk.elements):
        for name in _REFERS:
            target = attrs.get(name)
            if target is None or target.startswith("data:image/"):
                continue
            if not target.startswith("#"):
                yield f"<{tag}> reaches outside: {target}"
            elif target[1:] not in told:
                yield f"<{tag}> leads nowhere: {target}"
        if tag == "style" and (found := _OUTSIDE.search(walk.words.get(at, ""))):
            yield f"a style reaches outside: {found.group()}"
        if _OUTSIDE.search(attrs.get("style", "")):
            yield f"<{tag}> has a style that reaches outside"
