"""What tests in more than one room share."""

from collections.abc import Iterator, Mapping

import pytest

from tests.weed import server


@pytest.fixture(scope="session")
def s3() -> Iterator[Mapping[str, str]]:
    """Settings of a real S3 server with an empty bucket; it starts when the first test asks, and stops at the end."""
    with server() as env:
        yield env
