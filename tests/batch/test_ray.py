"""A Ray cluster reads as the worker processes of this machine do, whatever is lost on the way."""

from __future__ import annotations

import functools
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster

from extractor.batch import local, ray_
from extractor.batch.inputs import Input
from extractor.batch.worker import Limits
from extractor.errors import ClusterError
from tests.batch import readers
from tests.batch.test_local import lay

LIMITS = Limits(seconds=3.0, memory=1 << 30)

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture(scope="module")
def head() -> Iterator[Cluster]:
    """A head that reads nothing."""
    house = str(Path(__file__).parent.parent.parent)
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("PYTHONPATH", os.pathsep.join([house, os.environ.get("PYTHONPATH", "")]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        warnings.simplefilter("ignore")
        node = {"num_cpus": 0, "object_store_memory": 80 << 20, "include_dashboard": False}
        started = Cluster(initialize_head=True, head_node_args=node)
        yield started
        ray.shutdown()
        started.shutdown()  # type: ignore[no-untyped-call]


Nodes = Callable[[], Any]


@pytest.fixture
def added(head: Cluster) -> Iterator[Nodes]:
    """Adds a node with one processor, for the time of a test."""
    before = [*head.worker_nodes]

    def add() -> Any:
        return head.add_node(num_cpus=1, object_store_memory=80 << 20)

    yield add
    for node in [*head.worker_nodes]:
        if node not in before:
            head.remove_node(node, allow_graceful=False)


def test_two_nodes_read_what_one_machine_reads_although_one_is_killed(
    tmp_path: Path, head: Cluster, added: Nodes
) -> None:
    _, victim = added(), added()
    inputs = lay(tmp_path, *(f"slow {n}" for n in range(10)), "raise", "exit", "hang", "locked", "last")
    journal = tmp_path / "journal"
    reader = functools.partial(readers.read, journal=journal)
    came: dict[str, bytes] = {}
    times: Counter[str] = Counter()
    for each, read in ray_.as_completed(inputs, reader, limits=LIMITS, address=head.address):
        came[each.name] = read.data
        times[each.name] += 1
        if len(times) == 4:
            head.remove_node(victim, allow_graceful=False)
    assert times == Counter(each.name for each in inputs)
    assert came == {
        each.name: read.data for each, read in local.as_completed(inputs, readers.read, jobs=2, limits=LIMITS)
    }
    begun = Counter(journal.read_text(encoding="utf-8").split())
    assert begun.keys() == times.keys()
    assert sum(begun.values()) <= len(inputs) + 2  # what was under way on the lost node


def test_no_input_is_taken_before_there_is_room_for_it_and_without_any_machine_the_run_ends(
    tmp_path: Path, head: Cluster, added: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = added()
    inputs, taken, done = lay(tmp_path, *(f"form {n}" for n in range(400))), 0, 0

    def counted() -> Iterator[Input]:
        nonlocal taken
        for each in inputs:
            taken += 1
            yield each

    def read() -> None:
        nonlocal done
        for _ in ray_.as_completed(counted(), readers.read, jobs=1, limits=LIMITS, address=head.address):
            done += 1
            assert taken <= done + 2
            if done == 6:
                monkeypatch.setattr(ray_, "_PATIENCE", 1.0)
                head.remove_node(only, allow_graceful=False)

    with pytest.raises(ClusterError, match="What was read is kept"):
        read()
    assert 6 <= done < len(inputs)
