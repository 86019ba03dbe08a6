"""Two runs that were not told of each other keep the same packages in one store: each dossier is there once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from flows.batch import held_against_each_other, seal_batches
from flows.crew import Crew, Limits
from flows.row import Row
from pipeline.verify import verify
from tests.flows.packages import ON, post, text_package
from tests.flows.running import dossiers


def test_two_crews_at_the_same_moment_keep_each_dossier_once(tmp_path: Path) -> None:
    """Package by package both do the same work at once, and both seal: it becomes the objects of one crew alone."""
    sources = [text_package(tmp_path, name) for name in ("01-甲公司", "02-乙公司", "03-丙公司")]

    def season(crew: Crew, store: Path) -> list[Row]:
        rows = [crew.review(source) for source in sources]
        desk = post(store)
        seal_batches(desk.vault, held_against_each_other(rows, desk.desk.office.name), desk.desk, ON)
        return rows

    with ExitStack() as held:
        one, other = (
            Crew(post(tmp_path), 1, 1, tmp_path / f"log-{name}", Limits(), lambda _: None) for name in ("one", "other")
        )
        alone = Crew(post(tmp_path / "alone"), 1, 1, tmp_path / "log-alone", Limits(), lambda _: None)
        for crew in (one, other, alone):
            held.callback(crew.close)
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(season, crew, tmp_path) for crew in (one, other)]
            rows = [each.result() for each in both]
        season(alone, tmp_path / "alone")

    assert [row.error for row in (*rows[0], *rows[1])] == [""] * 6
    assert [row.run for row in rows[0]] == [row.run for row in rows[1]]
    kept, undisturbed = post(tmp_path).vault.store, post(tmp_path / "alone").vault.store
    assert dossiers(kept) == dossiers(undisturbed)
    assert len([key for key in kept.list("dossiers/") if "/_chain/" in key]) == len(sources)
    assert not verify(kept).faults
