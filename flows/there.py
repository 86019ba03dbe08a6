"""What a process on another host does with a package that is sent to it: it has a crew of its own."""

import os
import pickle
import threading

from flows.batch import Source
from flows.crew import Crew
from flows.full import told_if_full
from flows.job import Post
from flows.review import unheard
from flows.room import room
from flows.row import Row
from pipeline.settings import read_machine

_crews: dict[bytes, Crew] = {}
_lock = threading.Lock()


def review_there(source: Source, sent: bytes) -> Row:
    """Review one package with the crew of this process, which lasts until it is sent another post.

    Each process of a cluster reviews as many packages at a time as it has threads, so the crew starts no more workers.
    """
    return _crew(sent).review(source)


def _crew(sent: bytes) -> Crew:
    with _lock:
        if sent not in _crews:
            for other in _crews.values():
                other.close()
            _crews.clear()
            machine = read_machine(os.environ)
            given = room(machine, 0, None)
            with told_if_full(machine.home):
                machine.home.mkdir(parents=True, exist_ok=True)
            post: Post = pickle.loads(sent)  # noqa: S301 - from the run that sends us the code as well
            _crews[sent] = Crew(post, given.workers, given.threads, machine.home / "workers.log", given.limits, unheard)
        return _crews[sent]
