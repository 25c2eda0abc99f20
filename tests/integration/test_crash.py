"""A writer may die at any moment: readers keep the last generation, and running the same again completes it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.errors import NoGeneration, WriterBusy
from graph.generations import DataFolder
from graph.statements import Record
from graph.store.embedded import EmbeddedReader
from tests.conftest import ROOT
from tests.integration.processes import GRAPH, INDEX, digest, index_digest, write
from tests.support import edition, publish, record, say, value

PROJECTIONS = [GRAPH, INDEX]  # the parts of a generation these tests are run with
KILLS = 21
FILES, ROWS = 6, 40


def _start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.processes", *map(str, arguments)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        _, errors = process.communicate()
        pytest.fail(f"the process ended: {errors[-2000:]}")
    return line


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate("")
    assert process.returncode == 0


def _kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _files(folder: Path, year: int) -> list[Path]:
    """Small files of one source: standards with lineages, bodies and references between the files."""
    folder.mkdir()
    paths = []
    for f in range(FILES):
        lines = ["标准编号,标准名称,发布日期,实施日期,代替标准,起草单位,规范性引用文件"]
        for n in range(ROWS):
            number = f * ROWS + n
            lines.append(
                f"GB/T {number}-{year},标准{number},{year}-01-01,{year}-06-01,GB/T {number}-{year - 10},"
                f"单位{number % 7}、单位{year}{number % 5},GB/T {number * 7 % 700}-{year}"
            )
        paths.append(folder / f"{f}.csv")
        paths[-1].write_text("\n".join(lines), "utf-8")
    return paths


def _digest(data: DataFolder) -> str:
    generation = data.open_generation()
    assert generation.damaged() == []
    reader = EmbeddedReader(generation.part("graph"), buffer_bytes=64 * 2**20)
    try:
        graph = digest(reader)
    finally:
        reader.close()
    try:
        return graph + index_digest(generation)
    finally:
        generation.close()


def _statements(data: DataFolder) -> list[tuple[object, ...]]:
    with data.statements() as store:
        return store.db.execute(
            "SELECT n.key, p.key, s.value, o.key, s.qualifiers, r.key, s.ended_run IS NULL FROM statement s"
            " JOIN node n ON n.id = s.subject JOIN predicate p ON p.id = s.predicate JOIN record r ON r.id = s.record"
            " LEFT JOIN node o ON o.id = s.object ORDER BY 1, 2, 3, 4, 5, 6, 7"
        ).fetchall()


@dataclass(frozen=True)
class Uninterrupted:
    """A data folder before an ingest, and what the whole ingest makes of it."""

    base: Path
    paths: list[Path]
    before: str
    after: str
    statements: list[tuple[object, ...]]
    seconds: dict[tuple[str, str], float]  # (phase, how) → roughly how long it takes


HOW = ("update", "rebuild")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("crash")
    base = DataFolder(folder / "base")
    write(str(base.path), "update", ",".join(PROJECTIONS), *map(str, _files(folder / "old", 2010)))
    before, paths = _digest(base), _files(folder / "new", 2020)
    seconds: dict[tuple[str, str], float] = {}
    for how in HOW:
        done = DataFolder(folder / how)
        shutil.copytree(base.path, done.path)
        process = _start("write", done.path, how, ",".join(PROJECTIONS), *paths)
        at = {}
        for phase in ("statements", "publish", "done"):
            assert _line(process) == phase
            at[phase] = time.monotonic()
        _end(process)
        seconds["statements", how] = at["publish"] - at["statements"]
        seconds["publish", how] = at["done"] - at["publish"]
    after = _digest(DataFolder(folder / "update"))
    assert after not in (before, "")
    assert _digest(DataFolder(folder / "rebuild")) == after
    return Uninterrupted(base.path, paths, before, after, _statements(done), seconds)


def _interrupt(data: DataFolder, whole: Uninterrupted, phase: str, how: str, rng: random.Random) -> bool:
    """Kill a writer somewhere in a phase; whether it was killed before it was done."""
    process = _start("write", data.path, how, ",".join(PROJECTIONS), *whole.paths)
    while _line(process) != phase:
        pass
    time.sleep(rng.uniform(0, whole.seconds[phase, how]))
    _kill(process)
    return process.returncode == -signal.SIGKILL


def _complete(data: DataFolder, whole: Uninterrupted) -> None:
    write(str(data.path), "update", ",".join(PROJECTIONS), *map(str, whole.paths))
    assert _digest(data) == whole.after
    assert _statements(data) == whole.statements
    assert [folder.name for folder in (data.path / "generations").iterdir()] == [f"{data.current_number():06d}"]


@pytest.mark.parametrize("at", range(KILLS))
def test_killed_writer_leaves_the_last_generation_and_a_rerun_completes(
    whole: Uninterrupted, tmp_path: Path, at: int
) -> None:
    rng = random.Random(at)
    data = DataFolder(tmp_path / "data")
    shutil.copytree(whole.base, data.path)
    phase, how = ("statements", "publish", "publish")[at % 3], HOW[at // 3 % 2]
    _interrupt(data, whole, phase, how, rng)
    assert _digest(data) in (whole.before, whole.after)
    _complete(data, whole)


def test_writer_killed_again_and_again(whole: Uninterrupted, tmp_path: Path) -> None:
    rng = random.Random(99)
    data = DataFolder(tmp_path / "data")
    shutil.copytree(whole.base, data.path)
    killed = 0
    for at in range(6):
        killed += _interrupt(data, whole, ("statements", "publish")[at % 2], HOW[at // 2 % 2], rng)
        assert _digest(data) in (whole.before, whole.after)
    assert killed >= 3
    _complete(data, whole)


def test_first_ingest_killed_leaves_nothing_to_read_and_a_rerun_completes(whole: Uninterrupted, tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    process = _start("write", data.path, "update", ",".join(PROJECTIONS), *whole.paths)
    assert _line(process) == "statements"
    _kill(process)
    with pytest.raises(NoGeneration):
        data.open_generation()
    write(str(data.path), "update", ",".join(PROJECTIONS), *map(str, whole.paths))
    assert _digest(data)


def _leftovers(data: DataFolder) -> list[str]:
    return sorted(folder.name for folder in (data.path / "generations").iterdir())


def test_unfinished_and_unannounced_generations_are_cleared_away(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    live = data.path / "generations" / "000001"
    shutil.copytree(live, live.with_name("000002"))  # complete, but CURRENT was not moved
    (live.with_name("000003.unfinished") / "graph").mkdir(parents=True)
    with data.writer("test"):
        assert _leftovers(data) == ["000001"]


def test_removal_of_an_old_generation_that_was_interrupted_is_finished(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    half = data.path / "generations" / "000000"
    half.mkdir()
    (half / "graph").mkdir()
    say(data, edition("GB 2-2010"))
    assert _leftovers(data) == ["000002"]


def test_lost_generation_is_built_again(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    before = _digest(data)
    shutil.rmtree(data.path / "generations" / "000001")
    with pytest.raises(NoGeneration):
        data.open_generation()
    assert publish(data).rebuilt
    assert _digest(data) == before


def test_damaged_generation_is_noticed(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    generation = data.open_generation()
    file = generation.part("graph") / "graph.lbug"
    with file.open("r+b") as handle:
        handle.seek(5000)
        handle.write(b"\xff")
    assert generation.damaged() == ["graph/graph.lbug"]
    generation.close()


# --- several processes ---------------------------------------------------------------------------------


def test_second_writer_is_told_who_writes_and_gets_its_turn(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    holder = _start("hold", data.path)
    assert _line(holder) == "holding"
    with pytest.raises(WriterBusy) as error, data.writer("another"):
        pass
    assert f"`a long ingest` (process {holder.pid} on " in str(error.value)
    assert "since 2" in str(error.value)
    assert _digest(data)  # reading goes on
    _kill(holder)
    with data.writer("another") as store:
        assert store.counts()["records"] == 1


def test_readers_of_other_processes_keep_their_generation(data: DataFolder) -> None:
    say(data, edition("GB 1-2010"))
    readers = [_start("read", data.path) for _ in range(2)]
    before = {_line(reader) for reader in readers}
    assert before == {f"1 {_digest(data)}"}
    for title in ("甲", "乙"):
        say(data, edition("GB 1-2010", ("scope", title)))
    assert _leftovers(data) == ["000001", "000003"]  # the second one nobody read
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
    assert {_line(reader) for reader in readers} == before
    _end(readers[0])
    publish(data)
    assert _leftovers(data) == ["000001", "000003"]
    _kill(readers[1])  # a dead reader keeps nothing
    publish(data)
    assert _leftovers(data) == ["000003"]


def test_readers_see_whole_generations_only_while_a_writer_publishes(data: DataFolder) -> None:
    def titled(title: int) -> None:
        say(data, *(_titled(number, title) for number in range(20)))

    titled(0)
    readers = [_start("look", data.path, 4) for _ in range(2)]
    for reader in readers:
        assert _line(reader) == "looking"
    title = 0
    while any(reader.poll() is None for reader in readers) and title < 40:
        title += 1
        titled(title)
    for reader in readers:
        opened, different = map(int, _line(reader).split())
        assert opened >= different > 1
        _end(reader)


def _titled(number: int, title: int) -> Record:
    return record("std.samr", f"{number}", value(f"standard:GB {number}-2010", "title_zh", str(title)))
