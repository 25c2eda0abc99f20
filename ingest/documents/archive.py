"""Members of a zip package, with limits on what it may unpack to (zip bombs are refused)."""

from __future__ import annotations

import io
import zipfile
import zlib

from ingest.errors import UnreadableFile

MAX_UNPACKED = 200 * 2**20  # all members that are read
MAX_MEMBER = 100 * 2**20
MAX_RATIO = 200  # a member of text seldom packs better than 1:60
MAX_MEMBERS = 10_000
_SMALL = 2**20  # below this the ratio does not matter


class Package:
    """A zip file open for reading. Sizes are checked as declared and again while unpacking."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._left = MAX_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(
                "{name}: truncated or damaged ({error}); fetch it again", name=name, error=error
            ) from error
        if len(infos) > MAX_MEMBERS:
            raise UnreadableFile(
                "{name}: {count} files inside, no Word document has so many; check its source",
                name=name,
                count=len(infos),
            )
        self._members = {info.filename: info for info in infos}

    def read(self, member: str) -> bytes | None:
        """The bytes of a member, None where there is none. Raises :class:`UnreadableFile` for bombs and damage."""
        info = self._members.get(member)
        if info is None:
            return None
        if info.flag_bits & 0x1:
            raise UnreadableFile("{name}: encrypted; save it without a password", name=self.name)
        self._check(info.file_size, info.compress_size, member)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(min(MAX_MEMBER, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise UnreadableFile(
                "{name}: {member} is damaged ({error}); fetch the file again",
                name=self.name,
                member=member,
                error=error,
            ) from error
        self._check(len(data), info.compress_size, member)
        self._left -= len(data)
        return data

    def _check(self, size: int, packed: int, member: str) -> None:
        if size > min(MAX_MEMBER, self._left) or (size > _SMALL and size > MAX_RATIO * max(packed, 1)):
            raise UnreadableFile(
                "{name}: {member} unpacks to {size} MB or more, as no document does; check its source",
                name=self.name,
                member=member,
                size=size >> 20,
            )
