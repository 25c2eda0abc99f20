"""API keys in ``access.db`` of the data folder: hashed, scoped, expiring, revocable.

A key is ``bt_ID_SECRET``. The secret has 256 random bits, so a plain SHA-256 of it cannot be guessed back; what is
kept tells nobody a key. A key is shown once, when it is made.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.access.principals import Principal, Scope
from api.errors import BadKey, BadRequest

FILE = "access.db"
_FORM = re.compile(r"bt_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_TABLE = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, organisation TEXT NOT NULL, scope TEXT NOT NULL,
    created TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT
) STRICT"""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; never the key itself."""

    id: str
    name: str
    organisation: str
    scope: Scope
    created: datetime
    expires: datetime
    revoked: datetime | None

    def valid(self, now: datetime) -> bool:
        return self.revoked is None and now < self.expires


class Keys:
    """The keys of one data folder. Each call opens the file anew: a revocation holds from the next request."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE

    def add(self, name: str, organisation: str, scope: Scope, days: int) -> tuple[Key, str]:
        """A new key, and its text to hand out. Raises :class:`~api.errors.BadRequest`."""
        if not name.strip() or not organisation.strip():
            raise BadRequest("a key needs a name and an organisation")
        if not 1 <= days <= 3660:
            raise BadRequest("a key is valid for 1 to 3660 days, not {days}", days=days)
        id, secret, now = secrets.token_hex(4), secrets.token_urlsafe(32), _now()
        key = Key(id, name.strip(), organisation.strip(), scope, now, now + timedelta(days=days), None)
        with self._open(create=True) as connection:
            connection.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                (id, _hash(secret), key.name, key.organisation, scope.value, now.isoformat(), key.expires.isoformat()),
            )
        return key, f"bt_{id}_{secret}"

    def all(self) -> list[Key]:
        """Oldest first, ended ones too."""
        if not self._path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY created").fetchall()
        return [_key(row) for row in rows]

    def revoke(self, id: str) -> Key:
        """Raises :class:`~api.errors.BadRequest` for an unknown id."""
        if self._path.exists():
            with self._open() as connection:
                connection.execute(
                    "UPDATE keys SET revoked = ? WHERE id = ? AND revoked IS NULL", (_now().isoformat(), id)
                )
        found = next((key for key in self.all() if key.id == id), None)
        if found is None:
            raise BadRequest("no key has the id {id}; see `biaotu keys list`", id=id)
        return found

    def principal(self, text: str) -> Principal:
        """Whose key this is. Raises :class:`~api.errors.BadKey`: wrong, expired and revoked are told apart."""
        parts = _FORM.fullmatch(text.strip())
        row = self._row(parts[1]) if parts and self._path.exists() else None
        known = row[-1] if row else _hash("")
        if not hmac.compare_digest(known, _hash(parts[2] if parts else "-")) or row is None:
            raise BadKey("wrong key")
        key = _key(row[:-1])
        if key.revoked is not None:
            raise BadKey("this key was revoked on {day:%Y-%m-%d}", day=key.revoked)
        if not key.valid(_now()):
            raise BadKey("this key expired on {day:%Y-%m-%d}", day=key.expires)
        return _principal(key)

    def by_id(self, id: str) -> Principal | None:
        """The principal of a session, None when its key has ended since."""
        row = self._row(id) if self._path.exists() else None
        key = _key(row[:-1]) if row else None
        return _principal(key) if key is not None and key.valid(_now()) else None

    def _row(self, id: str) -> tuple[str, ...] | None:
        with self._open() as connection:
            row: tuple[str, ...] | None = connection.execute(
                f"SELECT {_COLUMNS}, hash FROM keys WHERE id = ?", (id,)
            ).fetchone()
        return row

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        if create:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
            connection.execute(_TABLE)
            yield connection


_COLUMNS = "id, name, organisation, scope, created, expires, revoked"


def _key(row: tuple[str, ...]) -> Key:
    id, name, organisation, scope, created, expires, revoked = row
    return Key(
        id, name, organisation, Scope(scope), datetime.fromisoformat(created), datetime.fromisoformat(expires),
        datetime.fromisoformat(revoked) if revoked else None,
    )  # fmt: skip


def _principal(key: Key) -> Principal:
    return Principal(f"key:{key.id}", key.name, key.organisation, key.scope)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
