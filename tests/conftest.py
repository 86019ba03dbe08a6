"""What tests in more than one room share."""

import signal
from collections.abc import Iterator, Mapping

import pytest

from tests.weed import server


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let Ctrl-C reach the runs that tests start: a shell that starts us in the background has it ignored by all."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def s3() -> Iterator[Mapping[str, str]]:
    """Settings of a real S3 server with an empty bucket; it starts when the first test asks, and stops at the end."""
    with server() as env:
        yield env
