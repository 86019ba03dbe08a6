"""What is on a page and is no part of its paper: watermarks that run aslant, stamps about copies, hidden words.

They say nothing about the paper, stand in the middle of its values and make a plaque look like a letter. So kinds and
fields are looked for in the page without them; the reading keeps them.
"""

import re
from math import hypot

from extractors.finding.snippet import box_of
from extractors.finding.words import squeeze
from pipeline.model import Line, Method, Page

_STAMPED = re.compile(
    r"(?:此?复印件)?(?:与原件|同原件|和原件)(?:核对)?(?:一致|相符|无误|核对无误|相同)?|复印件?与原件核对(?:无误|一致)|再次复印无效|复印无效|"
    r"仅(?:供|用于|限)[^,。:;]{2,24}|信息披露用|内部资料.{0,6}|样本|此件与原件一致|以下空白"
)
_ASLANT = 0.25  # rise over run: fourteen degrees; a page that was scanned askew has much less
_LOOSE = 0.6  # of a letter: the boxes of a reader are that much taller than the words in them
_FEWEST = 3  # characters from which a slant can be told
_REPEATED = 3  # times that the words of a watermark are found on a page, whole or in part


def as_shown(page: Page) -> Page:
    """The page without what its file hides: a person who opens the file does not see it, so it states nothing."""
    lines = tuple(line for line in page.lines if line.method is not Method.HIDDEN)
    tables = tuple(
        table.model_copy(update={"cells": tuple(cell for cell in table.cells if cell.method is not Method.HIDDEN)})
        for table in page.tables
    )
    return page.model_copy(update={"lines": lines, "tables": tables})


def without_overlay(page: Page) -> Page:
    """The page as it was printed, as far as that can be told from the shape and the words of its lines."""
    aslant = [line for line in page.lines if _climbs(line, page, _LOOSE)]
    watermark = {squeeze(line.text) for line in aslant} if len(aslant) >= _REPEATED else set()
    laid_over = {id(line) for line in aslant}
    kept = tuple(
        line
        for line in page.lines
        if not (id(line) in laid_over or _is_stamp(line) or _is_scrap(line, page, watermark))
    )
    return page if len(kept) == len(page.lines) else page.model_copy(update={"lines": kept})


def _is_stamp(line: Line) -> bool:
    return bool(_STAMPED.fullmatch(squeeze(line.text)))


def _is_scrap(line: Line, page: Page, watermark: set[str]) -> bool:
    """Whether a line is a piece of a watermark read elsewhere on the page, too short to show its slant well."""
    text = squeeze(line.text)
    if line.method is not Method.OCR or not text or not any(_is_piece(text, words) for words in watermark):
        return False
    return len(text) < _FEWEST or _climbs(line, page, 0)


def _is_piece(text: str, words: str) -> bool:
    """Whether a text is part of some words; of four characters and more one may be misread."""
    misread = 1 if len(text) > _FEWEST else 0
    pieces = (words[at : at + len(text)] for at in range(len(words) - len(text) + 1))
    return any(sum(a != b for a, b in zip(text, piece, strict=True)) <= misread for piece in pieces)


def _climbs(line: Line, page: Page, slack: float) -> bool:
    """Whether a line of a picture runs aslant, as far as its box and the number of its characters tell."""
    box, text = box_of(line), squeeze(line.text)
    if line.method is not Method.OCR or box is None or len(text) < _FEWEST or not page.width or not page.height:
        return False
    width, height = (box.right - box.left) * page.width, (box.bottom - box.top) * page.height
    letter = hypot(width, height) / sum(0.5 if character.isascii() else 1 for character in text)
    # written from top to bottom, as on spines and in the corners of forms, is not aslant
    return width > 2 * letter and height - letter > _ASLANT * (width - letter) + slack * letter
