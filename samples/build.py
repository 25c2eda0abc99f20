"""Maintainers' tool: choose the sample registry from a larger collection of public registry facts.

Reads `standards.jsonl`, `standards_extra.jsonl`, `group_standards.jsonl` and `drafters.jsonl` of the
folder given by --from (default `../shared/data/cn`), plus the files of `samples/maintain/`, and writes
`samples/registry/` in the shapes the public platforms export. The result does not depend on the
machine or the day: rows are chosen by a checksum of their number. Users of the program never need it.

    python samples/build.py [--from FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
STATUS_AGE = "2026-07-01"  # the crawls are not newer: an edition in force later is not yet marked there
RETRIEVED = "2026-11-23"

# What a well-formed number of each level looks like; other rows of the collection are left out.
NATIONAL = re.compile(r"^GB(?:/[TZ])? \d+(?:\.\d+)*-\d{4}$")
INDUSTRY = re.compile(r"^(?!GB|DB)[A-Z]{2}(?:/[TZ])? \d+(?:\.\d+)*-\d{4}$")
LOCAL = re.compile(r"^DB\d{2}(?:\d{2})?(?:/T?)? \d+(?:\.\d+)*-\d{4}$")
GROUP = re.compile(r"^T/[A-Z0-9]+ [\d.]+-\d{4}$")
WORK = re.compile(r"^([A-Z]+\d*)(?:/[A-Z]+\d*)? (.+)-(\d{4})$")

NOT_MEANT = re.compile(r"农药|兽药|饲料|苗木|树木|造林|种子|猪|牛|羊|鸡|鱼|茶|蔬菜|水果|粮|麦|稻")
QUOTA = {  # rows wanted per field or sector and level, before lineages are completed
    "priority": {"national": 52, "industry": 38, "local": 18, "group": 22},
    "service": {"national": 22, "industry": 18, "local": 16, "group": 16},
}
# Neighbours of the three example drafts and the documents every draft leans on: always in.
ALWAYS = re.compile(
    r"口罩|^GB/T (?:16886|14233)\.|^GB 24788|^YY/T (?:1497|0866|0867)|非织造布静电|洁净室|微振动|机器人"
    r"|^GB (?:39731|8978|18597|18599|18598|18484|5085|37822|16297|12348|3838|21900|18918|13271|31573)[.-]"
    r"|显示面板|电子显示器件制造业|液晶显示|有机发光|激光显示|平板显示|半导体设备|晶圆"
    r"|废水处理及回用|废水.{0,4}循环利用|废水回收利用|工业废水|^HJ (?:671|1470)"
    r"|^GB/T (?:1\.1|8170|191|2828\.1|20001\.\d+|18978\.\d+|36132)-|^GB 1(?:9083|9082)-|^YY 0469"
    r"|^GB/T 19973|^GB/T 16292|^GB/T 16293|^GB/T 16294|^GB 26572|^GB/T 26572"
)
REPOSITORIES = (  # part of the source text of a row -> name shown to the reader
    ("csres_wap", "工标网列表（LDAssistant公开快照2026-07-10）"),
    ("csres", "工标网公告列表（LDAssistant公开快照2026-07-10）"),
    ("biaozhun", "标准网列表（LDAssistant公开快照2026-07-10）"),
    ("openstd", "国家标准公告列表（LDAssistant公开快照2026-07-10）"),
    ("LDAssistant", "公开快照LDAssistant（2026-07-10）"),
    ("RASAAS", "NIFDC医疗器械标准目录（RASAAS，CC BY 4.0，2026-08-15）"),
    ("zhangzhangco", "filmstandards-registry-china（CC BY 4.0，© Steve LLamb，2024-01-03）"),
    ("haiqing85", "团体标准平台体育类列表（sports-standards1公开快照2026-08-18）"),
    ("csdsq", "安全环保标准列表（ehs-site公开快照）"),
    ("Fungwingwaa", "环境标准题名目录（cee公开快照）"),
    ("wenerme", "数据标准笔记（wener公开快照）"),
    ("kongber", "密码与安全标准笔记（blog公开快照）"),
    ("relaton", "relaton-gb示例（公开快照）"),
)


@dataclass(frozen=True)
class Row:
    """One standard as the sample states it; every value is a bibliographic fact or an own-words scope."""

    number: str
    title_zh: str
    title_en: str = ""
    status: str = ""
    issued: str = ""
    implemented: str = ""
    ics: tuple[str, ...] = ()
    ccs: str = ""
    issuer: str = ""
    committee: str = ""
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    adopts: tuple[tuple[str, str], ...] = ()
    drafting_orgs: tuple[str, ...] = ()
    drafters: tuple[str, ...] = ()
    scope: str = ""
    sources: tuple[str, ...] = field(default=())

    @property
    def level(self) -> str:
        """national, industry, local, group, or an empty string for a number outside these forms."""
        forms = {"national": NATIONAL, "local": LOCAL, "group": GROUP, "industry": INDUSTRY}
        return next((name for name, form in forms.items() if form.match(self.number)), "")

    @property
    def work(self) -> tuple[str, str]:
        """Code family and serial without year: the lineage a row belongs to (GB, GB/T and GB/Z are one)."""
        found = WORK.match(self.number)
        if not found:
            return self.number, ""
        family = self.number.split(" ")[0] if self.level == "group" else found[1]
        return family, found[2]

    @property
    def year(self) -> str:
        return self.number[-4:]


@dataclass(frozen=True)
class Field:
    """A priority field (priority) or service sector (service) and the title words that speak for it."""

    name: str
    kind: str
    words: re.Pattern[str]


def fields() -> list[Field]:
    """The six fields and nine sectors of the Beijing 2018 policy; order decides where a title counts once."""
    with (HERE / "maintain" / "fields.csv").open(encoding="utf-8", newline="") as file:
        return [Field(r["field"], r["kind"], re.compile(r["words"])) for r in csv.DictReader(file)]


def field_of(title: str, known: list[Field]) -> Field | None:
    """The first field whose words the title carries; None for titles about farm produce and the rest."""
    if NOT_MEANT.search(title):
        return None
    return next((f for f in known if f.words.search(title)), None)


def source_name(text: str) -> str:
    for part, name in REPOSITORIES:
        if part in text:
            return name
    return "公开索引中的标准封面"


def _text(value: object) -> str:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(v) for v in value if _text(v)) if isinstance(value, list) else ()


def _row(raw: dict[str, object], source: str) -> Row:
    adopts = raw.get("adopts")
    pairs = [a for a in adopts if isinstance(a, dict)] if isinstance(adopts, list) else []
    title = _text(raw.get("title_zh"))
    if title.count("《") != title.count("》"):  # half a pair left over from the page it was read from
        title = title.strip("《》")
    issuer = _text(raw.get("issuer"))
    # Some rows of one crawl ran the abstract into the issuer; the name ends before it.
    issuer = re.split(r"本标准|本文件|本规范|《", issuer)[0].strip()
    return Row(
        number=_text(raw.get("number")),
        title_zh=title,
        title_en=_text(raw.get("title_en")),
        status=_text(raw.get("status")) or _text(raw.get("status_raw")).split("（")[0],
        issued=_text(raw.get("issued")),
        implemented=_text(raw.get("implemented")),
        ics=_texts(raw.get("ics")),
        ccs=_text(raw.get("ccs")),
        issuer=issuer if len(issuer) <= 60 else "",
        committee=_text(raw.get("committee")),
        replaces=_texts(raw.get("replaces")),
        replaced_by=_texts(raw.get("replaced_by")),
        adopts=tuple((_text(p.get("number")), _text(p.get("degree"))) for p in pairs),
        drafting_orgs=_texts(raw.get("drafting_orgs")),
        drafters=_texts(raw.get("drafters")),
        sources=(source,),
    )


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _filled(first: Row, second: Row) -> Row:
    """`first` with its empty values taken from `second`; both sources are named if anything was taken."""
    taken = {
        name: getattr(second, name)
        for name in Row.__dataclass_fields__
        if name not in ("number", "sources") and not getattr(first, name) and getattr(second, name)
    }
    if not taken:
        return first
    merged = replace(first, **taken)
    return replace(merged, sources=tuple(dict.fromkeys(first.sources + second.sources)))


def collect(folder: Path) -> dict[str, Row]:
    """All well-formed rows of the collection by number, hand-checked additions first."""
    rows: dict[str, Row] = {}
    for raw in _lines(HERE / "maintain" / "additions.jsonl"):
        row = _row(raw, _text(raw.get("note")))
        rows[row.number] = row
    for name in ("drafters", "standards", "standards_extra", "group_standards"):
        for raw in _lines(folder / f"{name}.jsonl"):
            row = _row(raw, source_name(_text(raw.get("source"))))
            if not row.level or not row.title_zh or max(map(len, (row.title_zh, row.committee))) > 120:
                continue
            rows[row.number] = _filled(rows[row.number], row) if row.number in rows else row
    return rows


def similar(a: str, b: str) -> bool:
    """True when two titles share a third of their character pairs: same subject, not a reused number."""
    first, second = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (a, b))
    return 3 * len(first & second) >= len(first | second)


def link_editions(rows: dict[str, Row], editions: dict[tuple[str, str], list[Row]]) -> dict[str, Row]:
    """Make stated replacements visible on both rows and infer those between editions of one number.

    Inferred only where the older edition is withdrawn or the newer one is still to come, no source
    states another successor, and the titles agree; the row then says that the relation was inferred.
    """
    older_of: dict[str, list[str]] = defaultdict(list)
    newer_of: dict[str, list[str]] = defaultdict(list)
    inferred: set[str] = set()
    for row in rows.values():
        for old in row.replaces:
            older_of[row.number].append(old)
            newer_of[old].append(row.number)
        for new in row.replaced_by:
            newer_of[row.number].append(new)
            older_of[new].append(row.number)
    for chain in editions.values():
        for old_row, new_row in pairwise(chain):
            old, new = old_row.number, new_row.number
            if old_row.year == new_row.year or newer_of[old]:
                continue
            ended = old_row.status in ("废止", "被代替", "") or new_row.implemented > STATUS_AGE
            if ended and similar(old_row.title_zh, new_row.title_zh):
                older_of[new].append(old)
                newer_of[old].append(new)
                inferred |= {old, new}
    linked = {}
    for number, row in rows.items():
        note = ("代替关系由同号版次推定",) if number in inferred else ()
        linked[number] = replace(
            row,
            replaces=tuple(sorted(set(older_of[number]))),
            replaced_by=tuple(sorted(set(newer_of[number]))),
            sources=row.sources + note,
        )
    return linked


def name_group_bodies(rows: dict[str, Row]) -> dict[str, Row]:
    """Fill the missing body of a group standard from its code: T/ORG belongs to one body on the platform."""
    known = {r.work[0]: r.issuer for r in sorted(rows.values(), key=lambda r: r.number) if r.issuer}
    return {
        n: replace(r, issuer=known[r.work[0]], sources=(*r.sources, "团体名称由代号推定"))
        if r.level == "group" and not r.issuer and r.work[0] in known
        else r
        for n, r in rows.items()
    }


def _rank(row: Row, editions: int) -> tuple[int, int]:
    """Fuller rows and works with a history first, then by checksum: a spread that never changes."""
    full = sum(map(bool, (row.status, row.issued, row.implemented, row.ics, row.ccs, row.issuer)))
    lively = row.status in ("现行", "即将实施", "")
    return -(full // 2 + lively + (editions > 1)), zlib.crc32(row.number.encode("utf-8"))


def choose(rows: dict[str, Row], editions: dict[tuple[str, str], list[Row]], wanted: set[str]) -> set[str]:
    """Numbers of the sample: `wanted` and always-in rows, rows with organisations, quotas, whole lineages."""
    chosen = {n for n, r in rows.items() if ALWAYS.search(n) or ALWAYS.search(r.title_zh) or r.drafting_orgs}
    chosen |= wanted & rows.keys()
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    known = fields()
    for row in rows.values():
        if found := field_of(row.title_zh, known):
            groups[found.name, found.kind, row.level].append(row)
    for (_, kind, level), members in groups.items():
        members.sort(key=lambda r: _rank(r, len(editions[r.work])))
        chosen |= {r.number for r in members[: QUOTA[kind][level]]}
    for number in list(chosen):
        chosen |= {r.number for r in editions[rows[number].work]}
        chosen |= {n for n in rows[number].replaces + rows[number].replaced_by if n in rows}
    return chosen


def zhongguancun(folder: Path) -> set[str]:
    """Numbers of standards issued or drafted by Zhongguancun bodies, as listed in `orgs_zgc.jsonl`."""
    bodies = [raw for raw in _lines(folder / "orgs_zgc.jsonl") if raw.get("zgc")]
    return {number for raw in bodies for number in _texts(raw.get("standards"))}


def _scopes() -> dict[str, str]:
    path = HERE / "maintain" / "scopes.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {r["number"]: r["scope"] for r in csv.DictReader(file)}


def _source(row: Row) -> str:
    return "；".join((*row.sources, f"取用{RETRIEVED}"))


def _national(row: Row) -> dict[str, str]:
    return {
        "标准号": row.number, "中文名称": row.title_zh, "英文名称": row.title_en, "标准状态": row.status,
        "发布日期": row.issued, "实施日期": row.implemented,
        "代替国标号": ";".join(row.replaces), "被代替国标号": ";".join(row.replaced_by),
        "采用国际标准号": ";".join(n for n, _ in row.adopts), "采用程度": ";".join(d for _, d in row.adopts),
        "国际标准分类号（ICS）": ";".join(row.ics), "中国标准分类号（CCS）": row.ccs,
        "主管部门": row.issuer, "归口单位": row.committee,
        "起草单位": "、".join(row.drafting_orgs), "起草人": "、".join(row.drafters),
        "适用范围": row.scope, "数据来源": _source(row),
    }  # fmt: skip


def _industry(row: Row, names: dict[str, str]) -> dict[str, str]:
    return {
        "标准编号": row.number, "标准名称": row.title_zh, "行业分类": names.get(row.number[:2], ""),
        "状态": row.status, "批准日期": row.issued, "实施日期": row.implemented,
        "批准发布部门": row.issuer, "技术归口": row.committee, "代替标准": "；".join(row.replaces),
        "国际标准分类号": "；".join(row.ics), "中国标准分类号": row.ccs,
        "采用标准": "；".join(f"{n} {d}".strip() for n, d in row.adopts),
        "起草单位": "；".join(row.drafting_orgs), "起草人": "；".join(row.drafters),
        "适用范围": row.scope, "数据来源": _source(row),
    }  # fmt: skip


def _local(row: Row) -> dict[str, str | list[str]]:
    return {
        "标准号": row.number, "标准名称": row.title_zh, "标准状态": row.status,
        "发布日期": row.issued, "实施日期": row.implemented, "代替标准": list(row.replaces),
        "国际标准分类号": list(row.ics), "中国标准分类号": row.ccs, "批准发布部门": row.issuer,
        "归口单位": row.committee, "起草单位": list(row.drafting_orgs), "起草人": list(row.drafters),
        "适用范围": row.scope, "数据来源": _source(row),
    }  # fmt: skip


def _chinese_date(text: str) -> str:
    """2021-05-24 -> 2021年05月24日, as the group platform prints dates."""
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\1年\2月\3日", text)


def _group(row: Row) -> dict[str, str]:
    return {
        "团体名称": row.issuer, "标准编号": row.number, "中文标题": row.title_zh, "英文标题": row.title_en,
        "标准状态": row.status, "国际标准分类号": ";".join(row.ics), "中国标准分类号": row.ccs,
        "国民经济分类": "", "发布日期": _chinese_date(row.issued), "实施日期": _chinese_date(row.implemented),
        "起草人": "、".join(row.drafters), "起草单位": "、".join(row.drafting_orgs), "范围": row.scope,
        "主要技术内容": "", "是否包含专利信息": "", "数据来源": _source(row),
    }  # fmt: skip


def _write_csv(path: Path, records: list[dict[str, str]], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(records[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(records)


def _write_xlsx(path: Path, records: list[dict[str, str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "团体标准示例登记表", "created": datetime(2026, 11, 24, tzinfo=UTC)})
    sheet = book.add_worksheet("团体标准")
    head = book.add_format({"bold": True})
    for column, name in enumerate(records[0]):
        sheet.write_string(0, column, name, head)
        for line, record in enumerate(records, start=1):
            sheet.write_string(line, column, record[name])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 3, 30)
    book.close()


def _sorted(rows: Iterable[Row]) -> list[Row]:
    def key(row: Row) -> tuple[str, tuple[int, ...], str]:
        family, serial = row.work
        return family, tuple(int(p) for p in re.findall(r"\d+", serial)), row.number[-4:] + row.number

    return sorted(rows, key=key)


def build(folder: Path, out: Path) -> dict[str, int]:
    """Write the four registry files and return how many rows each level has."""
    everything = collect(folder)
    editions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(everything.values(), key=lambda r: (r.year, r.number)):
        editions[row.work].append(row)
    everything = name_group_bodies(link_editions(everything, editions))
    scopes = _scopes()
    numbers = choose(everything, editions, zhongguancun(folder) | scopes.keys())
    chosen = [replace(everything[n], scope=scopes.get(n, "")) for n in numbers]
    by_level: dict[str, list[Row]] = defaultdict(list)
    for row in _sorted(chosen):
        by_level[row.level].append(row)
    with (HERE / "maintain" / "industry_codes.csv").open(encoding="utf-8", newline="") as file:
        names = {r["code"]: r["name"] for r in csv.DictReader(file)}
    out.mkdir(parents=True, exist_ok=True)
    _write_csv(out / "national.csv", [_national(r) for r in by_level["national"]], "utf-8-sig")
    _write_csv(out / "industry.csv", [_industry(r, names) for r in by_level["industry"]], "utf-8")
    with (out / "local.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(_local(r), ensure_ascii=False) + "\n" for r in by_level["local"])
    _write_xlsx(out / "group.xlsx", [_group(r) for r in by_level["group"]])
    return {level: len(members) for level, members in sorted(by_level.items())}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = HERE.parent.parent / "shared" / "data" / "cn"
    parser.add_argument("--from", dest="folder", type=Path, default=default)
    parser.add_argument("--out", type=Path, default=HERE / "registry")
    args = parser.parse_args()
    if not (args.folder / "standards.jsonl").exists():
        print(f"{args.folder}: no standards.jsonl there; give the collection with --from", file=sys.stderr)
        return 2
    print(json.dumps(build(args.folder, args.out), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
