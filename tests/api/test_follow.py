"""Watch lists: what is followed, and what changed after another ingest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.errors import BadRequest
from api.usecases.follow import FILE_NAME, Kind, alerts, follow, followed, unfollow
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import library
from graph.errors import DataFolderError, NotFound
from tests.api.service import on

NEW = """编号,标准名称,发布日期,实施日期,团体名称,标准状态
T/ZSA 9001-2026,巡检机器人通信接口要求,2026-10-01,2026-10-15,中关村标准化协会,现行
"""
REPLACING = """标准号,中文名称,发布日期,实施日期,标准状态,代替标准
GB/T 1.1-2027,标准化工作导则 第1部分：标准化文件的结构和起草规则,2026-09-01,2026-10-01,现行,GB/T 1.1-2020
"""


def _changes(data: Path, *, keep: bool = True) -> dict[str, set[tuple[str, str]]]:
    with library(on(data)) as opened:
        found = alerts(opened, keep=keep)
    return {one.words: {(change.what, change.subject) for change in one.changes} for one in found}


@pytest.fixture
def watching(own_data: Path) -> Path:
    with library(on(own_data)) as opened:
        follow(opened, Kind.STANDARD, "GB/T 1.1-2020")
        follow(opened, Kind.TOPIC, "机器人")
        follow(opened, Kind.ORGANIZATION, "中关村标准化协会")
        follow(opened, Kind.QUESTION, "巡检机器人通信接口")
        follow(opened, Kind.TOPIC, "茶叶")
    return own_data


def _ingest(data: Path, name: str, text: str) -> None:
    file = data.parent / name
    file.write_text(text, "utf-8")
    assert not ingest_and_publish(on(data), [file]).failed


def test_nothing_has_changed_at_first(watching: Path) -> None:
    assert _changes(watching) == {}
    with library(on(watching)) as opened:
        assert [(one.id, one.words) for one in followed(opened).follows][:2] == [(1, "GB/T 1.1-2020"), (2, "机器人")]


def test_a_new_standard_is_told_to_topic_organisation_and_question_once(watching: Path) -> None:
    _ingest(watching, "ttbz.csv", NEW)
    told = _changes(watching, keep=False)
    for words in ("机器人", "中关村标准化协会", "巡检机器人通信接口"):
        assert ("new", "T/ZSA 9001-2026") in told[words], words
    assert "茶叶" not in told
    assert _changes(watching) == told  # a look that is not kept changes nothing
    assert _changes(watching) == {}


def test_a_new_edition_is_told_with_the_end_of_the_old_one(watching: Path) -> None:
    _ingest(watching, "std.samr.csv", REPLACING)
    told = _changes(watching)["GB/T 1.1-2020"]
    assert {("new", "GB/T 1.1-2027"), ("status", "GB/T 1.1-2020")} <= told


def test_words_that_name_nothing_are_refused(watching: Path) -> None:
    with library(on(watching)) as opened:
        for kind, words, error in (
            (Kind.STANDARD, "nonsense", BadRequest),
            (Kind.STANDARD, "GB/T 404404", NotFound),
            (Kind.ORGANIZATION, "没有这个机构", NotFound),
            (Kind.TOPIC, "  ", BadRequest),
            (Kind.TOPIC, "机器人", BadRequest),  # twice
        ):
            with pytest.raises(error):
                follow(opened, kind, words)
        unfollow(opened, 1)
        with pytest.raises(NotFound):
            unfollow(opened, 1)


def test_a_damaged_list_is_named_and_not_overwritten(watching: Path) -> None:
    path = watching / FILE_NAME
    assert len(json.loads(path.read_text("utf-8"))) == 5
    path.write_text("[{", "utf-8")
    with library(on(watching)) as opened, pytest.raises(DataFolderError, match=r"follows\.json"):
        follow(opened, Kind.TOPIC, "电池")
    assert path.read_text("utf-8") == "[{"
