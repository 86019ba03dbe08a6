"""The batch as a Prefect flow: one task a submission, payloads by reference. The only file that knows Prefect."""

from collections.abc import Callable, Iterable, Sequence

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner

from flows.batch import Row, Source


def run_flow(
    api: str, sources: Sequence[Source], review_one: Callable[[Source], Row], done: Callable[[Row], None]
) -> list[Row]:
    """Review every source under the server at `api`; `done` hears of each row as it is finished.

    One worker: the PDF and OCR libraries are not safe to share between threads.
    """

    @task(name="review", task_run_name="{source}", cache_policy=NO_CACHE, persist_result=False, retries=0)
    def review(source: Source) -> Row:
        return review_one(source)

    @flow(name="zishen", task_runner=ThreadPoolTaskRunner(max_workers=1), validate_parameters=False)  # type: ignore[arg-type] # the runner is generic in a way its own decorator is not
    def batch(names: Iterable[str]) -> list[Row]:
        by_name = {source.name: source for source in sources}
        futures = {review.submit(by_name[name]): by_name[name] for name in names}
        rows = []
        for future in as_completed(list(futures)):
            outcome = future.result(raise_on_failure=False)
            row = (
                outcome if isinstance(outcome, Row) else Row(package=futures[future].name, error=f"程序出错：{outcome}")
            )
            rows.append(row)
            done(row)
        return sorted(rows, key=lambda row: row.package)

    with temporary_settings({PREFECT_API_URL: api}):
        return batch([source.name for source in sources])
