"""A process that reviews packages one after another: `python -m flows.worker LIFELINE CONNECTION`.

Started by flows/crew.py, which may end it at any moment. The models are loaded when the first scan comes and stay. Its
threads are as many as its share of the cores: the libraries are told before they are imported.
"""

import contextlib
import faulthandler
import os
import resource
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path


def main() -> None:
    from flows.lifeline import hold

    hold(int(sys.argv[1]))
    faulthandler.enable()  # a crash of a native library leaves the place in the log
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # when memory runs out, this process is to go and not the one that started it
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    with Connection(int(sys.argv[2])) as crew, contextlib.suppress(EOFError, BrokenPipeError):
        serve(crew)


def serve(crew: Connection) -> None:
    """Do every job that comes; the first message is the post they all share."""
    from flows.job import do
    from flows.row import Row

    post = crew.recv()
    while True:
        job = crew.recv()
        try:
            row = do(job, post, crew.send)
        except (EOFError, BrokenPipeError):
            raise
        except Exception as fault:  # noqa: BLE001 - what we did not foresee costs one package; its trace is logged
            with contextlib.suppress(OSError):  # its disk may be full
                traceback.print_exc()
            row = Row(
                package=job.source.name, error=f"程序出错（{type(fault).__name__}：{fault}）。请把日志交给维护者。"
            )
        crew.send(row)


def share(threads: int) -> dict[str, str]:
    """Say to the libraries how many threads a worker may have."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
    return dict.fromkeys(names, str(threads)) if "OMP_NUM_THREADS" not in os.environ else {}


if __name__ == "__main__":
    main()
