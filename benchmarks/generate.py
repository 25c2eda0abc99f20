"""Make a large registry of plausible, invented standards by recombining the words of real titles.

Objects, aspects, modifiers and series names are cut from real titles and put together anew, mostly within
one branch of the Chinese classification, with dates, classes and issuers of the donors. Serials start
above every real one, so that no record can be taken for a real standard. The same seed, count and donor
files give the same bytes.

    python benchmarks/generate.py --count 100000 --seed 7 > registry.jsonl
    python benchmarks/generate.py --count 270000 --from FILE.jsonl --out registry.jsonl --stats
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from openpyxl import load_workbook

SAMPLES = Path(__file__).parent.parent / "samples" / "registry"
DEFAULT_DONORS = [SAMPLES / name for name in ("national.csv", "industry.csv", "local.jsonl", "group.xlsx")]
AS_OF = date(2026, 11, 24)

# Rough shares of the levels in the public totals of the platforms; group standards grow fastest.
LEVELS = {"national": 0.22, "industry": 0.28, "local": 0.26, "group": 0.24}
# First serial of each level: beyond every serial in use.
FIRST_SERIAL = {"national": 100_001, "industry": 50_001, "local": 50_001, "group": 50_001}
WITH_OLDER_EDITION = 0.11  # share of works that get an older edition; about 10 % of the records replace one
KEYS = {  # donor column -> names it has in registry exports
    "number": ("number", "标准号", "标准编号"),
    "title": ("title_zh", "中文名称", "标准名称", "中文标题"),
    "ics": ("ics", "国际标准分类号（ICS）", "国际标准分类号"),
    "ccs": ("ccs", "中国标准分类号（CCS）", "中国标准分类号"),
    "issuer": ("issuer", "主管部门", "批准发布部门", "团体名称"),
}
METHOD = r"的?(?:试验|测试|测量|分析|评价|评定|鉴定|检查)(?:方法|规程|规范|导则|指南|要求)?"
KIND = r"(?:要求|规范|条件|规程|导则|指南|规则|标准)"
QUALIFIED = rf"的?(?:通用|基本|一般|安全|专用|性能|质量|服务|管理|技术|设计|建设|运行|验收|操作)+{KIND}"
BARE = (
    r"术语(?:和定义)?|分类(?:与代码)?|编码(?:规则)?|规范|规程|指南|导则|要求|通则|总则|方法|规则|标准|体系|限值"
    r"|等级|模型|接口|架构|数据元|词汇|符号|标志|包装|安装|维护|管理|服务"
)
DETERMINED = r"的?测定(?:[ 　:：].*)?|的?检(?:测|验|疫)(?:方法|规程|规范)?(?:[ 　:：].*)?"
ASPECT = re.compile(rf"(?:{DETERMINED}|{METHOD}|{QUALIFIED}|{BARE})$")
PART = re.compile(r"\s*第\s*[\d\-一二三四五六七八九十]+\s*部分\s*[:：]?\s*")
MODIFIER = re.compile(
    r"^(.{1,6}?(?:(?<!使)(?<!应)(?<!信)用(?!户)|型(?![号式])|式(?!样)|级(?!别)|性(?![能质])|化(?![学合工])))(?=.{2,}$)"
)
DANGLING = re.compile(r"^[与及和或的、学]|[与及和或的、]$|[《》]")
LEVEL_FORMS = (
    ("national", re.compile(r"^(GB(?:/[TZ])?) \d")),
    ("local", re.compile(r"^(DB\d{2}(?:\d{2})?(?:/T)?) ?/? ?\d")),
    ("group", re.compile(r"^(T/[A-Z0-9]+) \d")),
    ("industry", re.compile(r"^((?!GB|DB)[A-Z]{2}(?:/[TZ])?) \d")),
)


@dataclass(frozen=True)
class Donor:
    """A real record: what a generated one may take over from it."""

    number: str
    title: str
    ics: tuple[str, ...]
    ccs: str
    issuer: str


@dataclass(frozen=True)
class Words:
    """A title cut up: series name before the part, modifier, object, aspect; only the object is a must."""

    series: str
    modifier: str
    object: str
    aspect: str


@dataclass(frozen=True)
class Piece:
    """Words together with the donor they came from."""

    words: Words
    donor: Donor


def _cells(path: Path) -> Iterator[Mapping[str, object]]:
    if path.suffix == ".xlsx":
        rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
        head = [str(name) for name in next(rows)]
        yield from (dict(zip(head, row, strict=False)) for row in rows)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def read_donors(paths: Iterable[Path]) -> list[Donor]:
    """Donors of registry files (csv, xlsx, or one JSON object a line), in file order."""
    donors = []
    for path in paths:
        for cells in _cells(path):
            value = {key: next((cells[n] for n in names if cells.get(n)), "") for key, names in KEYS.items()}
            ics = value["ics"] if isinstance(value["ics"], list) else re.split(r"[;；,、]", str(value["ics"]))
            title = re.sub(r"\s+", " ", str(value["title"])).strip()
            if title and value["number"]:
                classes = tuple(str(c).strip() for c in ics if str(c).strip())
                donors.append(Donor(str(value["number"]), title, classes, str(value["ccs"]), str(value["issuer"])))
    return donors


def take_apart(title: str) -> Words | None:
    """Cut a title into its words; None when nothing usable is left as object."""
    series, rest = "", title
    if match := PART.search(title):
        series, rest = title[: match.start()].strip(), title[match.end() :].strip()
    elif " " in title and not ASPECT.fullmatch(title.split(" ", 1)[1]):
        series, rest = (part.strip() for part in title.split(" ", 1))
    aspect = ""
    if match := ASPECT.search(rest):
        aspect, rest = match[0].strip(), rest[: match.start()].strip()
    modifier = ""
    if match := MODIFIER.match(rest):
        modifier, rest = match[1], rest[match.end() :]
    thing = rest.strip(" :：，、—-（(")
    usable = 2 <= len(thing) <= 24 and thing.count("（") == thing.count("）") and not re.search(r"[《》]", thing)
    return Words(series if len(series) <= 16 else "", modifier, thing, aspect) if usable else None


def pieces_of(donors: Iterable[Donor]) -> list[Piece]:
    """The usable donors taken apart."""
    return [Piece(words, donor) for donor in donors if (words := take_apart(donor.title))]


class Registry:
    """A stream of generated records: `records(count)` may be called once.

    pieces: titles taken apart, at least a few hundred; seed: any integer.
    """

    def __init__(self, pieces: Sequence[Piece], seed: int) -> None:
        if not pieces:
            raise ValueError("no usable title among the donors; give a registry file with --from")
        self._dice = random.Random(seed)
        self._pieces = list(pieces)
        self._branches: dict[str, list[Piece]] = defaultdict(list)
        for piece in pieces:
            self._branches[piece.donor.ccs[:1]].append(piece)
        self._aspects = {
            branch: [p.words.aspect for p in members if p.words.aspect]
            for branch, members in {"": self._pieces, **self._branches}.items()
        }
        self._prefixes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for piece in pieces:
            for level, form in LEVEL_FORMS:
                if match := form.match(piece.donor.number):
                    self._prefixes[level].append((match[1], piece.donor.issuer))
                    break
        self._levels = [level for level in LEVELS if self._prefixes[level]]
        self._serials: Counter[str] = Counter()
        self._titles: set[str] = set()

    def _other(self, like: Piece) -> Piece:
        """Another piece, nine times in ten of the same branch of the Chinese classification."""
        branch = self._branches[like.donor.ccs[:1]]
        return self._dice.choice(branch if len(branch) >= 40 and self._dice.random() < 0.9 else self._pieces)

    def _title(self) -> tuple[str, Piece]:
        """A title not given out before, and the donor of its object."""
        dice = self._dice
        while True:
            base = dice.choice(self._pieces)
            thing, roll = base.words.object, dice.random()
            modifier = self._other(base).words.modifier if roll < 0.6 else base.words.modifier
            if modifier and modifier[:2] not in thing:
                thing = modifier + thing
            if dice.random() < 0.06:
                second = self._other(base).words.object
                thing = f"{thing}和{second}" if second not in thing and len(thing + second) <= 24 else thing
            aspect = dice.choice(self._aspects.get(base.donor.ccs[:1]) or self._aspects[""])
            title = thing + aspect if not thing.endswith(aspect[:2]) else thing
            series = self._other(base).words.series if dice.random() < 0.3 else ""
            if series and series not in title:
                part = f"第{dice.randint(1, 12)}部分：" if dice.random() < 0.4 else ""
                title = f"{series} {part}{title}"
            if 5 <= len(title) <= 60 and title not in self._titles:
                self._titles.add(title)
                return title, base

    def _dates(self, latest: date, span: int) -> tuple[date, date]:
        """Issued, at most `span` years before, and implemented: recent years are fuller."""
        years = int(min(self._dice.expovariate(1 / 7), span))
        issued = latest - timedelta(days=years * 365 + self._dice.randint(0, 364))
        return issued, issued + timedelta(days=self._dice.choice((0, 30, 90, 180, 180, 365)))

    @staticmethod
    def _first_year(stem: str) -> int:
        """No edition is older: group standards have existed since 2015."""
        return 2015 if stem.startswith("T/") else 1990

    def _edition(self, stem: str, title: str, base: Piece, issuer: str, latest: date) -> dict[str, object]:
        issued, implemented = self._dates(latest, max(latest.year - self._first_year(stem) - 1, 0))
        record: dict[str, object] = {
            "number": f"{stem}-{issued.year}",
            "title_zh": title,
            "status": "即将实施" if implemented > AS_OF else "废止" if self._dice.random() < 0.12 else "现行",
            "issued": issued.isoformat(),
            "implemented": implemented.isoformat(),
            "ics": list(base.donor.ics),
            "ccs": base.donor.ccs,
            "issuer": issuer or base.donor.issuer,
            "replaces": [],
            "replaced_by": [],
        }
        if self._dice.random() < 0.09:
            record["scope"] = f"本文件适用于{base.words.object}，涉及{base.words.aspect or '技术要求'}。"
        return record

    def records(self, count: int) -> Iterator[dict[str, object]]:
        """`count` records; an older edition follows the one that replaces it and shares its title."""
        made = 0
        weights = [LEVELS[level] for level in self._levels]
        while made < count:
            level = self._dice.choices(self._levels, weights)[0]
            prefix, issuer = self._dice.choice(self._prefixes[level])
            family = prefix.split("/")[0] if level != "group" else prefix  # GB, GB/T, GB/Z share serials
            self._serials[family] += 1
            stem = f"{prefix} {FIRST_SERIAL[level] + self._serials[family]}"
            title, base = self._title()
            new = self._edition(stem, title, base, issuer, AS_OF)
            before = date(int(str(new["issued"])[:4]) - 1, 12, 31)
            room = made + 1 < count and before.year >= self._first_year(stem)
            if room and self._dice.random() < WITH_OLDER_EDITION:
                old = self._edition(stem, title, base, issuer, before)
                in_force = date.fromisoformat(str(new["implemented"])) <= AS_OF
                old["status"] = "废止" if in_force else "现行"
                if in_force:
                    new["status"] = "现行"
                new["replaces"], old["replaced_by"] = [old["number"]], [new["number"]]
                yield new
                yield old
                made += 2
            else:
                yield new
                made += 1


def bigrams(title: str) -> set[str]:
    text = re.sub(r"\s+", "", title)
    return {text[i : i + 2] for i in range(len(text) - 1)}


def diversity(titles: Sequence[str], seed: int) -> dict[str, float]:
    """How varied titles are: vocabulary, repeated titles, length and closeness of the nearest neighbour."""
    dice = random.Random(seed)
    sets = [bigrams(title) for title in dice.sample(titles, min(600, len(titles)))]
    nearest = [max(len(a & b) / (len(a | b) or 1) for b in sets if b is not a) for a in sets]
    return {
        "titles": len(titles),
        "distinct_bigrams": len(set().union(*(bigrams(title) for title in titles))),
        "repeated_titles": round(1 - len(set(titles)) / len(titles), 4),
        "mean_length": round(sum(map(len, titles)) / len(titles), 1),
        "mean_nearest_jaccard": round(sum(nearest) / len(nearest), 3),
    }


def compare(real: Sequence[str], generated: Sequence[str], seed: int) -> dict[str, dict[str, float]]:
    """Diversity of both, over equally many titles of each, and of all generated ones."""
    size = min(len(real), len(generated), 20_000)
    dice = random.Random(seed)
    return {
        "real": diversity(dice.sample(real, size), seed),
        "generated": diversity(dice.sample(generated, size), seed),
        "generated_all": diversity(generated, seed),
    }


def write(out: TextIO, records: Iterable[dict[str, object]]) -> list[str]:
    """One JSON object a line; returns the titles for --stats."""
    titles = []
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        titles.append(str(record["title_zh"]))
    return titles


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--from", dest="donors", type=Path, nargs="+", default=DEFAULT_DONORS, metavar="FILE")
    parser.add_argument("--out", type=Path, help="file to write; standard output without it")
    parser.add_argument("--stats", action="store_true", help="print diversity against the donors to stderr")
    args = parser.parse_args(arguments)
    donors = read_donors(args.donors)
    records = Registry(pieces_of(donors), args.seed).records(args.count)
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="\n") as file:
            titles = write(file, records)
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        titles = write(sys.stdout, records)
    if args.stats:
        print(json.dumps(compare([d.title for d in donors], titles, args.seed), indent=1), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
