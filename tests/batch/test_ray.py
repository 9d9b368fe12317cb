"""A Ray cluster reads as the worker processes of this machine do, whatever is lost on the way."""

from __future__ import annotations

import functools
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
from ray.cluster_utils import Cluster

from extractor.batch import local, ray_
from extractor.batch.inputs import Input
from extractor.batch.worker import Limits
from tests.batch import readers
from tests.batch.test_local import lay

LIMITS = Limits(seconds=3.0, memory=1 << 30)

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A head that reads nothing; nodes are added to it."""
    house = str(Path(__file__).parent.parent.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([house, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        started = Cluster(
            initialize_head=True,
            head_node_args={"num_cpus": 0, "object_store_memory": 80 << 20, "include_dashboard": False},
        )
        yield started
        ray.shutdown()
        started.shutdown()  # type: ignore[no-untyped-call]


def test_two_nodes_read_what_one_machine_reads_although_one_is_killed(tmp_path: Path, cluster: Cluster) -> None:
    _, victim = (cluster.add_node(num_cpus=1, object_store_memory=80 << 20) for _ in range(2))
    texts = [f"slow {n}" for n in range(16)]
    inputs = lay(tmp_path, *texts, "raise", "exit", "hang", "locked", "last")
    journal = tmp_path / "journal"
    reader = functools.partial(readers.read, journal=journal)
    came: dict[str, bytes] = {}
    times: Counter[str] = Counter()
    for each, read in ray_.as_completed(inputs, reader, limits=LIMITS, address=cluster.address):
        came[each.name] = read.data
        times[each.name] += 1
        if len(times) == 5:
            cluster.remove_node(victim, allow_graceful=False)
    assert times == Counter(each.name for each in inputs)
    assert came == {
        each.name: read.data for each, read in local.as_completed(inputs, readers.read, jobs=2, limits=LIMITS)
    }
    begun = Counter(journal.read_text(encoding="utf-8").split())
    assert begun.keys() == times.keys()
    assert sum(begun.values()) <= len(inputs) + 2  # what was under way on the lost node


def test_no_input_is_taken_before_there_is_room_for_it(tmp_path: Path, cluster: Cluster) -> None:
    cluster.add_node(num_cpus=1, object_store_memory=80 << 20)
    inputs, taken = lay(tmp_path, *(f"form {n}" for n in range(12))), 0

    def counted() -> Iterator[Input]:
        nonlocal taken
        for each in inputs:
            taken += 1
            yield each

    for done, _ in enumerate(ray_.as_completed(counted(), readers.read, limits=LIMITS, address=cluster.address)):
        assert taken <= done + 3
