"""What tests of object stores share: a real S3 server on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.client]:
    """A client of a server with an empty bucket `forms`."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    place = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    requests.post(f"{place}/moto-api/reset", timeout=60)  # what servers before it held, it holds too
    monkeypatch.setenv("AWS_ENDPOINT_URL", place)
    S3FileSystem.clear_instance_cache()  # they remember the server of the test before
    client = boto3.client("s3")
    client.create_bucket(Bucket="forms")
    yield client
    server.stop()


@pytest.fixture
def no_credentials(bucket: boto3.client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name and no key for the server, wherever they may stand."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    S3FileSystem.clear_instance_cache()
