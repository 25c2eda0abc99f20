"""Makes ``samples/graph``: short excerpts of patents, bodies, classes and declarations for the demonstration.

``python samples/build_graph.py --from FOLDER`` (default ``../shared/data``). Facts only; every row names its source.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE / "graph"
_WORDS = ("工业机器人", "口罩", "显示", "集成电路", "物联网", "检测试剂盒", "废水", "数控机床")
_PATENTS, _BODIES = 60, 60


def lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def text(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value or "")


def write(name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> None:
    """``columns``: heading → field."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([text(row.get(field)) for field in columns.values()] for row in rows)


def patents(folder: Path) -> list[dict[str, object]]:
    everything = list(lines(folder / "other" / "patents.jsonl"))
    held = [one for one in everything if one.get("applicants") and one.get("title_zh")]
    cited = [one for one in everything if one.get("standards_cited")]
    near = [one for one in everything if any(word in str(one.get("title_zh")) for word in _WORDS)]
    chosen = {str(one["publication_number"]): one for one in [*cited, *held, *near]}
    return sorted(list(chosen.values())[:_PATENTS], key=lambda one: str(one["publication_number"]))


def bodies(folder: Path) -> list[dict[str, object]]:
    zgc = [{**one, "name_zh": one["name"], "region": one["city"]} for one in lines(folder / "cn" / "orgs_zgc.jsonl")]
    coded = [one for one in lines(folder / "other" / "orgs.jsonl") if one.get("code_type") == "group_code"]
    for one in coded:
        one["prefix"] = one["code"]
    found: dict[str, dict[str, object]] = {}
    for one in [*coded, *zgc]:
        found.setdefault(str(one["name_zh"]), {**one, "provenance": one.get("source") or one.get("sources")})
    return list(found.values())[:_BODIES]


def main(folder: Path) -> None:
    OUT.mkdir(exist_ok=True)
    write("patents.csv", {
        "公开（公告）号": "publication_number", "专利名称": "title_zh", "标题(英文)": "title_en",
        "专利类型": "kind", "申请（专利权）人": "applicants", "申请日": "filing_date",
        "公开（公告）日": "publication_date", "IPC分类号": "ipc", "数据来源": "source",
    }, patents(folder))  # fmt: skip
    write("organizations.csv", {
        "机构名称": "name_zh", "团体代号": "prefix", "曾用名": "alias", "所在地": "region", "数据来源": "provenance",
    }, bodies(folder))  # fmt: skip
    write("declarations.csv", {
        "声明编号": "declaration_id", "声明日期": "declaration_date", "专利权人": "patent_owner",
        "涉及标准": "standards", "涉及专利": "patents", "数据来源": "source",
    }, (one for one in lines(folder / "other" / "sep_declarations.jsonl") if one.get("patents")))  # fmt: skip
    for name, source in (("industries.csv", "industries_gbt4754.csv"), ("ics.csv", "ics.csv")):
        with (folder / "other" / source).open(encoding="utf-8") as file:
            longest = 3 if name == "industries.csv" else 6
            rows = [row for row in csv.DictReader(file) if len(row["code"]) <= longest]
        if name == "industries.csv":
            columns = {
                "行业代码": "code", "行业名称": "name", "上级代码": "parent_code", "门类": "section",
                "数据来源": "provenance",
            }  # fmt: skip
            rows = [{**row, "provenance": "GB/T 4754-2017（公开目录）"} for row in rows]
        else:
            columns = {
                "分类号": "code", "title_zh": "title_zh", "title_en": "title_en", "上级代码": "parent",
                "数据来源": "title_en_source",
            }  # fmt: skip
        write(name, columns, rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=HERE.parents[1] / "shared" / "data")
    main(parser.parse_args().folder)
