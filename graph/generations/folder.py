"""The data folder: statements, and the immutable generations derived from them.

    data/statements.db            what the sources said
    data/generations/000007/      graph, index ... and manifest.json, never changed once published
    data/CURRENT                  names the live generation; swapped atomically
    data/writer.lock              held by the one process that writes; says which
    data/cache/                   may be deleted at any time

Readers hold a shared lease on the generation they read, so that it is not removed under them. A writer that dies
leaves the last generation as it was; the next one clears away what it began.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import portalocker

from graph.errors import DataFolderError, NoGeneration, OutdatedGeneration, Said, WriterBusy
from graph.generations.files import link_or_copy, marks, sync, sync_folder
from graph.generations.model import FORMAT, Builder, Generation, Manifest, Projection, Published
from graph.resolve import Changes, Resolver
from graph.statements import StatementStore

_ONLY_ME = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
Progress = Callable[[str, int], None]  # (step, nodes done so far)


class DataFolder:
    """A folder of statements and generations (``BIAOTU_DATA``)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.statements_path = path / "statements.db"
        self.cache = path / "cache"
        self._generations = path / "generations"
        self._current = path / "CURRENT"

    def exists(self) -> bool:
        return self.statements_path.exists()

    # --- writing -------------------------------------------------------------------------------------

    @contextmanager
    def writer(self, what: str) -> Iterator[StatementStore]:
        """The statement store for writing, for the one process that may. ``what`` names the work to others.

        Raises :class:`WriterBusy` with the name of the process that holds it.
        """
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            self.cache.mkdir(exist_ok=True)
            lock = (self.path / "writer.lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise DataFolderError(
                "{path}: cannot be used as a data folder ({error})", path=self.path, error=error
            ) from error
        with lock:
            try:
                portalocker.lock(lock, _ONLY_ME)
            except portalocker.LockException as error:
                raise WriterBusy(
                    "{path} is being written by {holder}; wait for it, or stop it",
                    path=self.path,
                    holder=self._holder(),
                ) from error
            self._sign(lock, what)
            self._clear_unfinished()
            with StatementStore(self.statements_path, write=True) as store:
                yield store

    def _sign(self, lock: IO[str], what: str) -> None:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "work": what, "since": since}
        try:
            lock.truncate(0)
            lock.write(json.dumps(holder))
            lock.flush()
        except OSError as error:
            raise DataFolderError(
                "{path}: cannot be written ({error}); free space and try again", path=self.path, error=error
            ) from error

    def _holder(self) -> Said:
        try:
            holder = json.loads((self.path / "writer.lock").read_text("utf-8"))
            named = {name: holder[name] for name in ("work", "pid", "host", "since")}
            return Said("`{work}` (process {pid} on {host}, since {since})", **named)
        except (ValueError, KeyError, TypeError):
            return Said("another process")

    def publish(
        self, store: StatementStore, projections: Sequence[Projection], *, rebuild: bool = False,
        progress: Progress = lambda step, done: None, small: int = 5_000,
    ) -> Published:  # fmt: skip
        """Make what the statements say visible: a changed copy of the live generation, or a new one.

        Call it inside :meth:`writer`; it finishes the open runs. ``small``: the number of changed nodes up to which
        a copy is changed.
        Raises :class:`DataFolderError` when the disk is full; the live generation stays.
        """
        before = self.manifest()
        versions = {projection.name: projection.version for projection in projections}
        store.finish_runs()
        run = store.last_run()
        changes: Changes | None = None
        if before is not None and not rebuild and before.projections == versions and before.format == FORMAT:
            if store.changed_statements(before.run) <= small * 20:
                changes = Resolver(store).changes_since(before.run)
            if changes is not None and not len(changes):
                self.remove_old()
                return Published(before, 0, False)
            if changes is not None and len(changes) > small:
                changes = None
        number = max([int(p.name[:6]) for p in self._generations.iterdir() if p.name[:6].isdigit()], default=0) + 1
        folder = self._generations / f"{number:06d}.unfinished"
        try:
            if changes is not None and before is not None:
                shutil.copytree(self._folder(before.number), folder, copy_function=link_or_copy)
                progress("update", len(changes))
                _update(projections, folder, changes)
                changed = len(changes)
            else:
                changed = self._build(store, projections, folder, progress)
            manifest = Manifest(
                format=FORMAT, number=number, created=datetime.now(UTC), run=run, data_date=store.data_date(),
                rebuilt=changes is None, changed_nodes=changed, projections=versions,
                files=marks(folder, before.files if changes is not None and before is not None else {}),
            )  # fmt: skip
            (folder / "lease").touch()
            (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), "utf-8")
            sync(folder)
            folder.rename(self._folder(number))
            sync_folder(self._generations)
            self._point_to(number)
        except (OSError, RuntimeError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise DataFolderError(
                "{folder}: cannot be built ({error}); the last generation stays in use", folder=folder, error=error
            ) from error
        self.remove_old()
        return Published(manifest, changed, changes is None)

    def _build(self, store: StatementStore, projections: Sequence[Projection], folder: Path, progress: Progress) -> int:
        builders: list[Builder] = []
        for projection in projections:
            (folder / projection.name).mkdir(parents=True)
            builders.append(projection.builder(folder / projection.name))
        done = 0
        for resolved in Resolver(store).everything():
            for builder in builders:
                builder.add(resolved)
            done += 1
            if done % 1000 == 0:
                progress("resolve", done)
        for projection, builder in zip(projections, builders, strict=True):
            progress(projection.name, done)
            builder.finish()
        return done

    def _point_to(self, number: int) -> None:
        temporary = self.path / "CURRENT.new"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(f"{number:06d}\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._current)
        sync_folder(self.path)

    def _clear_unfinished(self) -> None:
        for folder in self._generations.glob("*.unfinished"):
            shutil.rmtree(folder)
        live = self.current_number()
        for folder in self._generations.iterdir():
            if folder.name.isdigit() and live is not None and int(folder.name) > live:
                shutil.rmtree(folder)  # complete, but the writer died before it was made live

    def remove_old(self) -> list[int]:
        """Remove the generations that are neither live nor read; their numbers."""
        removed: list[int] = []
        live = self.current_number()
        for folder in sorted(self._generations.iterdir()):
            if not folder.name.isdigit() or int(folder.name) == live:
                continue
            lease = folder / "lease"
            if lease.exists():  # else its removal was begun and interrupted
                with lease.open("rb") as handle:
                    try:
                        portalocker.lock(handle, _ONLY_ME)
                    except portalocker.LockException:
                        continue
                    (folder / "manifest.json").unlink(missing_ok=True)  # a reader that comes now sees it is gone
            shutil.rmtree(folder)
            removed.append(int(folder.name))
        return removed

    # --- reading -------------------------------------------------------------------------------------

    def statements(self) -> StatementStore:
        """The statement store for reading."""
        return StatementStore(self.statements_path)

    def current_number(self) -> int | None:
        try:
            return int(self._current.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DataFolderError(
                "{path}: does not name a generation ({error}); remove it and publish again",
                path=self._current,
                error=error,
            ) from error

    def manifest(self) -> Manifest | None:
        """The manifest of the live generation."""
        number = self.current_number()
        if number is None:
            return None
        try:
            return Manifest.model_validate_json((self._folder(number) / "manifest.json").read_text("utf-8"))
        except FileNotFoundError:
            return None

    def open_generation(self, projections: Sequence[Projection] = ()) -> Generation:
        """The live generation, kept from removal until it is closed.

        Raises :class:`NoGeneration`, or :class:`OutdatedGeneration` if one of ``projections`` has another version.
        """
        for _ in range(100):  # a publish may swap and clean up between two of our steps
            number = self.current_number()
            if number is None:
                break
            folder = self._folder(number)
            try:
                lease = (folder / "lease").open("rb")
            except FileNotFoundError:
                continue
            try:
                portalocker.lock(lease, portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING)
                manifest = Manifest.model_validate_json((folder / "manifest.json").read_text("utf-8"))
            except (portalocker.LockException, FileNotFoundError):
                lease.close()
                continue
            for projection in projections:
                if manifest.projections.get(projection.name) != projection.version:
                    lease.close()
                    raise OutdatedGeneration(
                        "{folder}: its {part} was built as {found}, this program needs {needed}; run `biaotu "
                        "publish --rebuild`",
                        folder=folder,
                        part=projection.name,
                        found=manifest.projections.get(projection.name),
                        needed=projection.version,
                    )
            return Generation(folder, manifest, lease)
        raise NoGeneration("{path}: nothing has been published here yet; run `biaotu ingest FILES…`", path=self.path)

    def _folder(self, number: int) -> Path:
        return self._generations / f"{number:06d}"


def _update(projections: Sequence[Projection], folder: Path, changes: Changes) -> None:
    """Change all parts side by side: they share nothing, and one works in the engine while another loads a model."""
    with ThreadPoolExecutor(len(projections)) as pool:
        for done in [pool.submit(part.update, folder / part.name, changes) for part in projections]:
            done.result()
