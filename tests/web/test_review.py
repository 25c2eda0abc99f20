"""Review in the page: a fact read wrongly is corrected, by a reviewer alone, and the correction is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

from api.access.keys import Keys
from api.access.principals import Scope
from api.usecases.demo import SAMPLE_DAY
from api.usecases.ingest import ingest_and_publish
from api.usecases.review import review_items
from ingest.runner import IngestOptions
from tests.api.service import COMPARED, on, serving
from tests.web.test_access import csrf, sign_in, visitor

NUMBER = "GB 39731-2020"


def test_reviewer_corrects_a_limit_in_the_page(tmp_path: Path) -> None:
    settings = on(tmp_path / "data")
    ingest_and_publish(settings, [COMPARED[1]], IngestOptions(source="samples", retrieved_on=SAMPLE_DAY))
    items = review_items(settings, NUMBER).items
    item = next(one for one in items if one.understood.get("op") == "le")
    _, key = Keys(settings.data).add("李四", "某协会", Scope.REVIEWER, 1)
    with serving(settings) as service, visitor(service) as client:
        sign_in(client, key)
        page = client.get("/review", params={"number": NUMBER}).text
        assert f'name="new_value" maxlength="500" placeholder="{item.understood["value"]}"' in page
        sent = {
            "csrf": csrf(client, "/account"), "id": item.id, "version": item.version, "decision": "correct",
            "number": NUMBER, "remark": "核对原文",
        }  # fmt: skip
        for name, value, said in (
            ("new_value", "", "nothing_to_correct"), ("new_op", "nonsense", "wrong_value"),
            ("new_value", "12.5", "decided=1"),
        ):  # fmt: skip
            answer = client.post("/review", data={**sent, name: value})
            assert answer.headers["location"].endswith(said)
        assert client.post("/review", data={**sent, "decision": "x"}).status_code == 422
        assert re.search(r"12\.5", client.get("/review", params={"number": NUMBER}).text)
    after = next(one for one in review_items(settings, NUMBER).items if one.id == item.id)
    assert (after.understood["value"], after.state, after.reviewer) == ("12.5", "corrected", "李四")
    lines = [json.loads(line) for line in (settings.data / "audit.jsonl").read_text("utf-8").splitlines()]
    assert ("review correct", item.id) in {(line["what"], line["about"]) for line in lines}
