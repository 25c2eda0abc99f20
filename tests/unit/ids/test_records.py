"""Records of the identifier extraction keep the shape people script against."""

from __future__ import annotations

import json

from ingest.extract.identifiers import extract_identifiers


def test_record_has_every_labelled_key_and_is_json() -> None:
    text = "见GB/T 22080—2016／ISO/IEC 27001：2013的规定"
    (found,) = extract_identifiers(text)
    record = found.to_dict()
    assert json.loads(json.dumps(record)) == record
    assert record["canonical"] == "GB/T 22080-2016"
    assert record["adopts"] == [{"canonical": "ISO/IEC 27001:2013", "degree": "IDT"}]
    assert (record["prefix"], record["number"], record["part"], record["year"]) == ("GB/T", "22080", None, 2016)
    assert (record["start"], record["end"]) == (1, text.index("的"))
    assert record["dated"] and not record["all_parts"] and not record["needs_review"]
