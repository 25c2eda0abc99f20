"""Backup and restore of a data folder, while readers and a writer go on.

A backup is one tar archive: a manifest with the SHA-256 of each file, the statements and the other databases as SQLite
itself copies them (a moment between two transactions), and the live generation, which is held against removal
meanwhile. The generation is taken first, so that the statements are as new as it or newer: what they say beyond it
becomes visible with the next ``biaotu publish``. Caches and locks are left out.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from api.errors import BadRequest
from api.settings import Settings
from api.usecases.views import View
from graph.errors import DataFolderError
from graph.generations import DataFolder
from ingest.errors import UnreadableFile

MANIFEST = "backup.json"
_FORMAT = 1
_MOST_MANIFEST = 16 << 20  # bytes
_BLOCK = 1 << 20
_LEFT_OUT = ("writer.lock", "CURRENT", "CURRENT.new", "jobs-queue.db")  # the queue is made anew from the jobs
_SIDES = ("-wal", "-shm", "-journal")


class FileSum(View):
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


class BackupManifest(View):
    """What a backup holds."""

    format: int
    version: str
    created: datetime
    generation: int
    files: tuple[FileSum, ...]


class BackupResult(View):
    """A backup that was written or read. ``bytes``: of the files in it."""

    path: str
    generation: int
    created: datetime
    files: int
    bytes: int


def backup(settings: Settings, target: Path) -> BackupResult:
    """Write a backup of the data folder.

    Raises :class:`~api.errors.BadRequest` for a target that exists, :class:`~graph.errors.NoGeneration`, and
    :class:`~graph.errors.DataFolderError` when the disk is full; no partial archive is left.
    """
    if target.exists():
        raise BadRequest("{target} exists: give another name", target=target)
    folder = DataFolder(settings.data)
    generation = folder.open_generation()
    try:
        with _scratch(target.parent) as scratch:
            copies = _copies(settings.data, scratch)
            number = generation.manifest.number
            current = scratch / "CURRENT"
            current.write_text(f"{number:06d}\n", "utf-8")
            files = {**copies, "CURRENT": current, **_below(generation.path, f"generations/{number:06d}")}
            sums = tuple(
                FileSum(name=name, bytes=path.stat().st_size, sha256=_sum(path)) for name, path in sorted(files.items())
            )
            manifest = BackupManifest(
                format=_FORMAT, version=importlib.metadata.version("biaotu"), created=datetime.now(UTC),
                generation=number, files=sums,
            )  # fmt: skip
            partial = scratch / "archive"
            _write(partial, manifest, files)
            partial.replace(target)
    except OSError as error:
        raise DataFolderError(
            "{target}: cannot be written ({error}); free space and try again", target=target, error=error
        ) from error
    finally:
        generation.close()
    return _result(target, manifest)


def restore(settings: Settings, archive: Path) -> BackupResult:
    """Read a backup into an empty data folder; nothing is there unless every file is as it was written.

    Raises :class:`~api.errors.BadRequest` for a folder that is not empty, :class:`~ingest.errors.UnreadableFile` for
    a damaged or foreign archive, :class:`~graph.errors.DataFolderError` when the disk is full.
    """
    data = settings.data
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise BadRequest("{data} is not empty: restore into a new folder (--data)", data=data)
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        with _scratch(data.parent) as scratch:
            folder = scratch / "data"
            manifest = _extract(archive, folder)
            if data.exists():
                data.rmdir()
            folder.replace(data)
    except (tarfile.TarError, EOFError) as error:
        raise UnreadableFile("{archive}: not a whole backup ({error})", archive=archive, error=error) from error
    except FileNotFoundError as error:
        raise UnreadableFile("{path}: {error}", path=error.filename, error=error) from error
    except OSError as error:
        raise DataFolderError(
            "{data}: cannot be written ({error}); free space and try again", data=data, error=error
        ) from error
    return _result(archive, manifest)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """A folder of our own on the disk of what is written, so that the last step is a rename."""
    folder = Path(tempfile.mkdtemp(prefix=".biaotu-", dir=parent))  # for its owner alone: keys are in a backup
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copies(data: Path, scratch: Path) -> dict[str, Path]:
    """Copies of what may change while we look: databases, lists, files that wait for a job."""
    copies: dict[str, Path] = {}
    names = [p for p in sorted(data.iterdir()) if p.is_file() and p.name not in _LEFT_OUT]
    waiting = [p for p in sorted((data / "incoming").rglob("*")) if p.is_file()]
    for path in [*names, *waiting]:
        name = path.relative_to(data).as_posix()
        if name.endswith(_SIDES):
            continue
        copy = scratch / "copies" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            if path.suffix == ".db":
                _copy_database(path, copy)
            else:
                shutil.copyfile(path, copy)
        except FileNotFoundError:  # a job has ended meanwhile
            continue
        copies[name] = copy
    return copies


def _copy_database(path: Path, copy: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)  # in one step: a writer in between would make it begin again
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:  # a full disk, too
        raise DataFolderError(
            "{name}: cannot be copied ({error}); free space and try again", name=path.name, error=error
        ) from error
    except sqlite3.DatabaseError as error:
        raise DataFolderError(
            "{name}: is damaged ({error}); `biaotu doctor` looks closer", name=path.name, error=error
        ) from error


def _below(folder: Path, prefix: str) -> dict[str, Path]:
    return {f"{prefix}/{p.relative_to(folder).as_posix()}": p for p in folder.rglob("*") if p.is_file()}


def _write(path: Path, manifest: BackupManifest, files: dict[str, Path]) -> None:
    """The manifest first: a reader knows from the start what may come."""
    content = manifest.model_dump_json(indent=1).encode()
    with path.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)  # it holds the hashes of keys
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            archive.addfile(_member(MANIFEST, len(content), manifest), io.BytesIO(content))
            for one in manifest.files:
                with files[one.name].open("rb") as source:
                    archive.addfile(_member(one.name, one.bytes, manifest), source)
        file.flush()
        os.fsync(file.fileno())


def _member(name: str, size: int, manifest: BackupManifest) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(manifest.created.timestamp())
    return member


def _extract(archive: Path, folder: Path) -> BackupManifest:
    """Every file named in the manifest and nothing else, each checked while it is written."""
    with tarfile.open(archive, "r:") as source:
        members = iter(source)
        manifest = _manifest(archive, source, next(members, None))
        wanted = {one.name: one for one in manifest.files}
        for member in members:
            one = wanted.pop(member.name, None)
            if one is None or not member.isreg() or member.size != one.bytes or not _inside(one.name):
                raise UnreadableFile(
                    "{archive}: {member!r} does not belong there", archive=archive, member=member.name[:200]
                )
            content = source.extractfile(member)
            assert content is not None  # a regular file
            path = folder / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if _copied(content, path) != one.sha256:
                raise UnreadableFile("{archive}: {name} is not as it was written", archive=archive, name=one.name)
        if wanted:
            raise UnreadableFile(
                "{archive}: {missing} files are missing, e.g. {example}",
                archive=archive,
                missing=len(wanted),
                example=min(wanted)[:200],
            )
    return manifest


def _manifest(archive: Path, source: tarfile.TarFile, first: tarfile.TarInfo | None) -> BackupManifest:
    if first is None or first.name != MANIFEST or not first.isreg() or first.size > _MOST_MANIFEST:
        raise UnreadableFile("{archive}: not a backup of biaotu", archive=archive)
    content = source.extractfile(first)
    assert content is not None
    try:
        manifest = BackupManifest.model_validate_json(content.read())
    except ValidationError as error:
        raise UnreadableFile("{archive}: its list of files cannot be read", archive=archive) from error
    if manifest.format != _FORMAT:
        raise UnreadableFile(
            "{archive}: written by biaotu {version}; this one cannot read it",
            archive=archive,
            version=manifest.version[:50],
        )
    return manifest


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name and bool(name)


def _copied(content: IO[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        os.fchmod(file.fileno(), 0o600 if path.suffix == ".db" else 0o644)
        while block := content.read(_BLOCK):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _result(path: Path, manifest: BackupManifest) -> BackupResult:
    return BackupResult(
        path=str(path), generation=manifest.generation, created=manifest.created, files=len(manifest.files),
        bytes=sum(one.bytes for one in manifest.files),
    )  # fmt: skip
