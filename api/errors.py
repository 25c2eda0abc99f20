"""One table from errors to what people see: exit code, HTTP status, code, and a title in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from pydantic import ValidationError

from api.settings import Language
from graph.errors import (
    DataFolderError,
    ForeignDatabase,
    GenerationGone,
    GraphError,
    NoGeneration,
    NotFound,
    OutdatedGeneration,
    RdfError,
    SaidError,
    ServerRefused,
    ServerUnavailable,
    WriterBusy,
)
from graph.ids import InvalidIdentifier
from ingest.errors import BadMapping, IngestError, UnreadableFile
from search.errors import EncoderUnavailable, IndexDamaged, SearchError


class BadRequest(SaidError):
    """Wrong use: the message says what is wrong and what is expected."""


class BadKey(SaidError):
    """A key that opens nothing: wrong, expired or revoked."""


class Cancelled(SaidError):
    """The one who asked no longer wants the answer."""


class TooSlow(SaidError):
    """The work was stopped at its deadline."""


class Busy(SaidError):
    """Too much is being worked on already."""


class NotYours(SaidError):
    """There is no such thing, or it is another's: both look the same."""


class CursorExpired(SaidError):
    """A page of a list that is no longer the live one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How one kind of error is shown."""

    code: str
    exit: int
    status: int
    title_zh: str
    title_en: str

    def title(self, language: Language) -> str:
        return self.title_zh if language == "zh" else self.title_en


_TABLE: tuple[tuple[type[Exception], Shown], ...] = (
    (NotFound, Shown("not_found", 2, 404, "没有这个编号", "no such number")),
    (InvalidIdentifier, Shown("invalid_identifier", 2, 422, "不是标准编号", "not a standard number")),
    (CursorExpired, Shown("cursor_expired", 2, 410, "翻页标记已失效", "cursor expired")),
    (BadKey, Shown("bad_key", 2, 401, "密钥无效", "key not valid")),
    (NotYours, Shown("gone", 2, 404, "结果已不在", "the result is gone")),
    (Cancelled, Shown("cancelled", 2, 409, "已取消", "cancelled")),
    (TooSlow, Shown("too_slow", 2, 422, "处理超时", "took too long")),
    (Busy, Shown("too_busy", 3, 503, "服务繁忙", "too busy")),
    (BadRequest, Shown("bad_request", 2, 422, "用法不对", "wrong use")),
    (ValidationError, Shown("bad_settings", 2, 422, "设置不对", "wrong settings")),
    (tomllib.TOMLDecodeError, Shown("bad_settings", 2, 422, "设置文件不对", "wrong settings file")),
    (BadMapping, Shown("bad_mapping", 2, 422, "列名对照文件不对", "wrong mapping file")),
    (UnreadableFile, Shown("unreadable_file", 2, 422, "文件无法读取", "file cannot be read")),
    (IngestError, Shown("ingest_failed", 2, 422, "入库失败", "ingest failed")),
    (RdfError, Shown("bad_rdf", 2, 422, "RDF 或 SPARQL 不对", "wrong RDF or SPARQL")),
    (NoGeneration, Shown("no_data", 3, 503, "还没有数据", "no data yet")),
    (OutdatedGeneration, Shown("outdated", 3, 503, "数据需要重建", "data must be rebuilt")),
    (WriterBusy, Shown("busy", 3, 503, "另一个进程正在写入", "another process is writing")),
    (ServerUnavailable, Shown("server_unavailable", 3, 503, "图数据库服务器不可用", "graph server not available")),
    (ServerRefused, Shown("server_refused", 2, 503, "图数据库服务器拒绝连接", "graph server refused")),
    (ForeignDatabase, Shown("foreign_database", 2, 503, "该数据库另有他用", "database belongs to something else")),
    (GenerationGone, Shown("generation_gone", 3, 503, "这一代数据已被覆盖", "generation is gone")),
    (DataFolderError, Shown("data_folder", 3, 503, "数据目录不可用", "data folder not usable")),
    (EncoderUnavailable, Shown("encoder_unavailable", 3, 503, "编码器不可用", "encoder not available")),
    (IndexDamaged, Shown("index_damaged", 3, 503, "索引损坏", "index damaged")),
    (GraphError, Shown("graph", 3, 503, "图谱不可用", "graph not usable")),
    (SearchError, Shown("search", 3, 503, "检索不可用", "search not usable")),
)
KNOWN: tuple[type[Exception], ...] = tuple(kind for kind, _ in _TABLE)


def shown(error: Exception) -> Shown:
    """The line of the table for an error of :data:`KNOWN`; the most special kind counts."""
    return next(line for kind, line in _TABLE if isinstance(error, kind))


def lines() -> tuple[Shown, ...]:
    """All lines of the table."""
    return tuple(line for _, line in _TABLE)
