"""The gallery shows each regulation, each track and each medium, and is what the generator writes."""

import zipfile
from pathlib import Path

import pytest

from samples.answers import AnswerSheet
from samples.show import GALLERY, Shown, show, shown
from samples.world import localities

SHOWN = list(shown())


def sheets(folder: Path) -> list[AnswerSheet]:
    return [AnswerSheet.model_validate_json(file.read_bytes()) for file in sorted((folder / "truth").iterdir())]


def names(folder: Path) -> set[str]:
    """Every file of the packages; one in a zip under the zip's name."""
    found: set[str] = set()
    for file in (folder / "packages").rglob("*"):
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                found |= {f"{file.name}/{name}" for name in archive.namelist()}
        elif file.is_file():
            found.add(file.relative_to(folder).as_posix())
    return found


def test_every_regulation_and_both_tracks_are_shown() -> None:
    assert {one.rules.split("/")[0] for one in SHOWN} == set(localities())
    assert {one.award.rsplit("-", 1)[1] for one in sheets(GALLERY)} == {"organisation", "individual"}


def test_every_medium_is_shown() -> None:
    conditions = {paper.condition.split()[0] for sheet in sheets(GALLERY) for paper in sheet.papers}

    assert {"word", "text", "clean_scan", "phone", "grey_copy"} <= conditions


@pytest.mark.parametrize("one", SHOWN, ids=lambda one: one.rules)
def test_the_gallery_is_what_the_generator_writes(one: Shown, tmp_path: Path) -> None:
    """The same files by name, and the same truth: every box, every quote, every verdict."""
    show(one, tmp_path)
    (rebuilt,) = sheets(tmp_path)

    assert rebuilt in sheets(GALLERY)
    assert names(tmp_path) <= names(GALLERY)
