"""A Neo4j server over bolt: one connection pool, managed transactions, errors in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph.errors import Said, ServerRefused, ServerUnavailable

try:
    import neo4j
    from neo4j import exceptions
except ImportError as error:  # the extra is not installed
    raise ServerUnavailable("the Neo4j driver is not installed; run: pip install 'biaotu[neo4j]'") from error

OLDEST = (5, 23)  # the first with scoped subqueries CALL (n) { … }; vector and full-text indexes are older
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks. The password is never shown.

    ``retry``: seconds for which a transaction is tried again while the server is busy or away.
    """

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None  # None: the user's home database
    retry: float = 30.0


class Server:
    """A server that answers, is not too old and lets this user in.

    Every session takes part in one chain of bookmarks: what was written through this object is seen by its later
    reads, also where a cluster answers them from another machine.

    :raises ServerUnavailable: when nothing answers there.
    :raises ServerRefused: for a wrong address, user or password, or a server this program cannot use.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        scheme = address.uri.partition("://")[0]
        if scheme not in SCHEMES:
            raise ServerRefused("{uri}: not the address of a Neo4j server; expected bolt://HOST:7687", uri=address.uri)
        with _told(address):
            self._driver = neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                connection_timeout=5.0,
                connection_acquisition_timeout=max(5.0, address.retry),
                max_transaction_retry_time=address.retry,
                telemetry_disabled=True,
            )
            self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            with _told(address):
                self.version = check_version(self._driver.get_server_info().agent, address.uri)
        except BaseException:
            self._driver.close()
            raise

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """One reading transaction, tried again when the server says that this helps."""
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """One writing transaction: all of it or nothing; tried again when the server says that this helps."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """A statement that makes its own transactions: of the schema, or ``CALL … IN TRANSACTIONS``."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.run(query, parameters).data()

    @contextmanager
    def reading(self) -> Iterator[neo4j.Transaction]:
        """A reading transaction for rows taken one by one; it is not tried again."""
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            yield transaction

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with (
            _told(self.address),
            self._driver.session(
                database=self.address.database,
                default_access_mode=access,
                bookmark_manager=self._bookmarks,
                # not for the whole driver: a server too old to know this could not even say its version
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            ) as session,
        ):
            yield session


def check_version(agent: str, uri: str) -> str:
    """The version a server says it has, e.g. ``5.26.30`` of ``Neo4j/5.26.30``.

    :raises ServerRefused: when it is older than :data:`OLDEST`, or no Neo4j.
    """
    found = re.match(r"Neo4j/((\d+)\.(\d+)\S*)", agent)
    if found is None:
        raise ServerRefused("{uri}: {agent} is no Neo4j", uri=uri, agent=agent or Said("a server without a name"))
    if (int(found[2]), int(found[3])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise ServerRefused(
            "{uri}: Neo4j {version} is too old; {oldest} or newer is needed (5.26 LTS is tested)",
            uri=uri,
            version=found[1],
            oldest=oldest,
        )
    return found[1]


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """Errors of the driver as errors of this package."""
    where = address.uri
    try:
        yield
    except exceptions.AuthError as error:
        raise ServerRefused(
            "{where}: user {user!r} is not let in ({reason}); set BIAOTU_NEO4J_USER and BIAOTU_NEO4J_PASSWORD",
            where=where,
            user=address.user,
            reason=error.message,
        ) from error
    except exceptions.UnsupportedServerProduct as error:
        raise ServerRefused(
            "{where}: speaks no version of bolt this program knows; too old? ({error})", where=where, error=error
        ) from error
    except (exceptions.ConfigurationError, exceptions.ClientError) as error:
        raise ServerRefused("{where}: {error}", where=where, error=error) from error
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.TransientError, OSError) as error:
        raise ServerUnavailable(
            "{where}: no answer from the server ({error}); is it running? Then run the same again",
            where=where,
            error=error,
        ) from error
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise ServerUnavailable("{where}: {error}", where=where, error=error) from error
