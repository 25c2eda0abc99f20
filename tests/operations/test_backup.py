"""Backup and restore: consistent beside a writer; nothing is restored from what is not whole."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from api.access.keys import Keys
from api.access.principals import Scope
from api.errors import BadRequest
from api.jobs import Jobs
from api.usecases.background import JobKind
from api.usecases.backup import MANIFEST, backup, restore
from api.usecases.library import library
from graph.errors import DataFolderError, NoGeneration
from graph.generations import DataFolder
from ingest.errors import UnreadableFile
from tests.api.service import command_line, on
from tests.support import edition, publish, record, say, value


@pytest.fixture
def small(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    say(data, edition("GB/T 1.1-2020"), edition("GB/T 1.1-2009"))
    return data


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def nothing_left(folder: Path) -> bool:
    return not any(one.name.startswith(".biaotu-") for one in folder.iterdir())


def test_restored_folder_answers_the_same(own_data: Path, tmp_path: Path) -> None:
    _, key = Keys(own_data).add("张三", "某协会", Scope.READER, 30)
    (own_data / "follows.json").write_text("[]", "utf-8")
    written = command_line(own_data, "backup", str(tmp_path / "b.tar"))
    assert (tmp_path / "b.tar").stat().st_mode & 0o077 == 0  # it holds the hashes of keys
    again = tmp_path / "again" / "data"
    restored = command_line(again, "restore", str(tmp_path / "b.tar"))
    assert (restored["generation"], restored["files"], restored["bytes"]) == (
        written["generation"], written["files"], written["bytes"],
    )  # fmt: skip
    assert command_line(again, "search", "口罩") == command_line(own_data, "search", "口罩")
    assert Keys(again).principal(key).name == "张三"
    assert (again / "access.db").stat().st_mode & 0o077 == 0
    with library(on(again)) as opened:
        assert not opened.generation.damaged()
    assert nothing_left(tmp_path)


def test_backup_beside_a_writer_and_readers_is_of_one_moment(small: DataFolder, tmp_path: Path) -> None:
    stop, written, made = threading.Event(), 0, 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            number = written + 1
            batch = [record("s", f"r{number}-{at}", value(f"standard:T/A {number}-2020", "scope", str(at)))
                     for at in range(20)]  # fmt: skip
            say(small, *batch)
            written = number

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while writer.is_alive() and (made < 3 or written < 2):  # at least one batch begins and ends among them
            backup(on(small.path), tmp_path / f"{made}.tar")
            made += 1
    finally:
        stop.set()
        writer.join()
    assert written > 1
    for at in range(made):
        restored = DataFolder(tmp_path / f"restored-{at}")
        restore(on(restored.path), tmp_path / f"{at}.tar")
        with closing(sqlite3.connect(restored.statements_path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        manifest = restored.manifest()
        assert manifest is not None
        with restored.statements() as statements:
            assert statements.last_run() >= manifest.run
            for number in range(1, written + 1):  # a batch is whole or absent
                assert len(statements.about(f"standard:T/A {number}-2020")) in (0, 20)
        assert publish(restored).manifest.number >= manifest.number


def test_jobs_that_waited_go_on(small: DataFolder, tmp_path: Path) -> None:
    settings = on(small.path)
    jobs = Jobs(settings)
    incoming = small.path / "incoming" / "x"
    incoming.mkdir(parents=True)
    (incoming / "a.csv").write_text("标准号\n", "utf-8")
    with jobs._open() as connection:
        connection.execute(
            "INSERT INTO jobs (id, kind, arguments, state, owner, created) VALUES ('1', ?, '[]', 'queued', 'k', ?)",
            (JobKind.REINDEX.value, "2026-01-01T00:00:00+00:00"),
        )
    backup(settings, tmp_path / "b.tar")
    again = on(tmp_path / "again")
    restore(again, tmp_path / "b.tar")
    assert [job.id for job in Jobs(again).all()] == ["1"]
    assert (again.data / "incoming" / "x" / "a.csv").read_text("utf-8") == "标准号\n"


def test_nothing_is_overwritten(small: DataFolder, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    backup(on(small.path), archive)
    with pytest.raises(BadRequest, match="exists"):
        backup(on(small.path), archive)
    before = files_of(small.path)
    with pytest.raises(BadRequest, match="not empty"):
        restore(on(small.path), archive)
    assert files_of(small.path) == before
    empty = tmp_path / "empty"
    empty.mkdir()
    restore(on(empty), archive)
    with pytest.raises(NoGeneration):
        backup(on(tmp_path / "nothing"), tmp_path / "c.tar")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("cut", [0, 100, 5_000, -12_000, -120_000])
def test_cut_archive_restores_nothing(small: DataFolder, tmp_path: Path, cut: int) -> None:
    archive = tmp_path / "b.tar"
    backup(on(small.path), archive)
    archive.write_bytes(archive.read_bytes()[:cut])
    with pytest.raises(UnreadableFile):
        restore(on(tmp_path / "again"), archive)
    assert not (tmp_path / "again").exists()
    assert nothing_left(tmp_path)


def test_changed_byte_is_noticed_in_every_file(small: DataFolder, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    backup(on(small.path), archive)
    with tarfile.open(archive) as source:
        places = [(m.name, m.offset_data, m.size) for m in source if m.size and m.name != MANIFEST]
    content = archive.read_bytes()
    assert len(places) == 4
    for _, offset, size in places:
        at = offset + size // 2
        archive.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(UnreadableFile, match="not as it was written"):
            restore(on(tmp_path / "again"), archive)
        assert not (tmp_path / "again").exists()


Change = Callable[[tarfile.TarInfo], tarfile.TarInfo]


def _named(name: str) -> Change:
    def change(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.name = name
        return member

    return change


def _link(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0
    return member


@pytest.mark.parametrize(
    "change",
    [_named("../outside"), _named("/tmp/biaotu-outside"), _named("generations/../../outside"), _named("more"), _link],
)
@pytest.mark.parametrize("listed", [False, True])
def test_archive_cannot_write_elsewhere(small: DataFolder, tmp_path: Path, change: Change, listed: bool) -> None:
    """Neither a member beside the list, nor one that the list itself names."""
    archive, bad = tmp_path / "b.tar", tmp_path / "bad.tar"
    backup(on(small.path), archive)
    with tarfile.open(archive) as source, tarfile.open(bad, "w") as target:
        for member in source:
            file = source.extractfile(member)
            content = file.read() if file else b""
            if member.name == "CURRENT":
                before = member.name
                member = change(member)
                assert member.name != before or member.issym()
            elif member.name == MANIFEST and listed:
                other = change(tarfile.TarInfo("CURRENT")).name
                content = content.replace(b'"CURRENT"', f'"{other}"'.encode())
                member.size = len(content)
            target.addfile(member, io.BytesIO(content) if member.isreg() else None)
    if listed and change(tarfile.TarInfo("CURRENT")).name == "more":
        restore(on(tmp_path / "again"), bad)  # a harmless name that the list holds
        return
    with pytest.raises(UnreadableFile):
        restore(on(tmp_path / "again"), bad)
    assert not (tmp_path / "outside").exists()
    assert not Path("/tmp/biaotu-outside").exists()
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not an archive" * 1000])
def test_other_files_are_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.tar").write_bytes(content)
    with pytest.raises(UnreadableFile):
        restore(on(tmp_path / "data"), tmp_path / "b.tar")
    with pytest.raises(UnreadableFile):
        restore(on(tmp_path / "data"), tmp_path / "missing.tar")
    assert not (tmp_path / "data").exists()


def test_full_disk_leaves_nothing_behind(
    small: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(on(small.path), tmp_path / "good.tar")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("api.usecases.backup.os.fsync", full)  # where a full disk shows itself last
    with pytest.raises(DataFolderError, match="free space"):
        backup(on(small.path), tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()
    with pytest.raises(DataFolderError, match="free space"):
        restore(on(tmp_path / "again"), tmp_path / "good.tar")
    assert not (tmp_path / "again").exists()
    assert nothing_left(tmp_path)
