"""Background jobs: watched, cancelled, tried again, and not lost by a restart."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.errors import BadRequest, NotYours
from api.jobs import FILE, Job, Jobs, JobState
from api.settings import Settings
from api.usecases.background import JobKind
from api.usecases.demo import SAMPLE_DAY, samples
from graph.generations import DataFolder
from tests.api.service import on


@contextmanager
def jobs_of(settings: Settings) -> Iterator[Jobs]:
    jobs = Jobs(settings)
    jobs.start()
    try:
        yield jobs
    finally:
        jobs.close()


def over(jobs: Jobs, id: str) -> Job:
    end = time.monotonic() + 200
    while not (job := jobs.one(id)).over:
        assert time.monotonic() < end, job
        time.sleep(0.1)
    return job


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    shutil.copy(samples() / "registry" / "local.jsonl", folder / "upload.jsonl")
    return folder


def test_service_without_jobs_makes_no_files(sample_data: Path) -> None:
    with jobs_of(on(sample_data)) as jobs:
        assert jobs.all() == []
    assert not (sample_data / FILE).exists()


def test_ingest_publishes_and_tells_what_became_of_every_row(tmp_path: Path, incoming: Path) -> None:
    settings = on(tmp_path / "data")
    with jobs_of(settings) as jobs:
        job = over(jobs, jobs.submit(JobKind.INGEST, (str(incoming), "samples", str(SAMPLE_DAY)), "key:1").id)
    assert (job.state, job.owner, job.attempts) == (JobState.DONE, "key:1", 1)
    assert job.result is not None
    assert job.result["files"][0]["added"] == job.result["files"][0]["rows"] > 200
    assert DataFolder(settings.data).current_number() == job.result["generation"] == 1


def test_cancelled_job_ends_and_can_be_tried_again(tmp_path: Path, incoming: Path) -> None:
    with jobs_of(on(tmp_path / "data")) as jobs:
        id = jobs.submit(JobKind.INGEST, (str(incoming), "samples", str(SAMPLE_DAY)), "key:1").id
        waiting = jobs.submit(JobKind.REINDEX, (), "key:1").id
        jobs.cancel(waiting)
        assert jobs.one(waiting).state is JobState.CANCELLED
        while jobs.one(id).state is JobState.QUEUED:
            time.sleep(0.05)
        jobs.cancel(id)
        assert over(jobs, id).state is JobState.CANCELLED
        assert DataFolder(tmp_path / "data").current_number() is None
        with pytest.raises(BadRequest):
            jobs.retry(jobs.submit(JobKind.REINDEX, (), "key:1").id)
        jobs.retry(id)
        assert over(jobs, id).state is JobState.DONE
        assert jobs.one(waiting).state is JobState.CANCELLED


def test_job_goes_on_after_a_restart(tmp_path: Path, incoming: Path) -> None:
    settings = on(tmp_path / "data")
    with jobs_of(settings) as jobs:
        id = jobs.submit(JobKind.INGEST, (str(incoming), "samples", str(SAMPLE_DAY)), "key:1").id
        while jobs.one(id).state is JobState.QUEUED:
            time.sleep(0.05)
    assert jobs.one(id).state is JobState.RUNNING  # as a stop leaves it
    with jobs_of(settings) as again:
        job = over(again, id)
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_failure_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with jobs_of(on(tmp_path / "data")) as jobs:
        job = over(jobs, jobs.submit(JobKind.INGEST, (str(tmp_path / "missing"), "", ""), "key:1").id)
        assert job.state is JobState.FAILED
        assert job.error == "unreadable_file"
        with pytest.raises(NotYours):
            jobs.one("nothing")
