"""`zishen run` as a Prefect deployment: what prefect.yaml names, and what a worker of a work pool starts.

The parameters of a deployment are the words of the command line, and all the work is that of the command line. Beside
flow.py this is the only file that knows Prefect.
"""

import io
import os
import sys

from prefect import flow

from flows import cli
from flows.flow import mark
from pipeline.errors import Exit


class SeasonNotDoneError(Exception):
    """Prefect is to show the run as failed, with the sentence that a person at the command line would have read."""


@flow(
    name="zishen-season",
    description="审一批材料，写入存储库。参数即 zishen run 的选项。",
    flow_run_name=lambda: mark(os.getpid()),  # so that the next run on this host clears it away, should it die
    persist_result=False,
)
def season(
    source: str,
    store: str,
    office: str = "",
    rules: str = "",
    award: str = "",
    on: str = "",
    workers: int = 0,
    cluster: str = "",
    retry: bool = False,
) -> None:
    """Run a season; its table goes to the worker's output, what went wrong to Prefect as well."""
    options = {"--office": office, "--rules": rules, "--award": award, "--on": on, "--cluster": cluster}
    words = [word for name, value in options.items() if value for word in (name, value)]
    words += ["--workers", str(workers)] if workers else []
    words += ["--retry"] if retry else []
    out, err = io.StringIO(), io.StringIO()
    code = cli.run(["run", source, "--store", store, *words], out, err)
    sys.stdout.write(out.getvalue())
    if code == Exit.SOME_FAILED:
        raise SeasonNotDoneError("有材料没有做成，见 worker 的输出。已做成的在存储库里，再运行一次只做没有做成的。")
    if code != Exit.DONE:
        raise SeasonNotDoneError(err.getvalue().strip())
