"""Draft check end to end: cold (a new process) and warm, against one plain hybrid search of the title."""

from __future__ import annotations

import json
from pathlib import Path

from api.settings import Settings
from api.usecases.check import check, draft_from
from api.usecases.library import library
from api.usecases.search import search
from benchmarks import ingest
from benchmarks.library import biaotu, percentile, run, show, timed

DRAFTS = [
    ("免烫男衬衫", "本文件规定了棉免烫男衬衫的外观平整度、缝口强力、甲醛含量和尺寸变化率。"),
    ("工业机器人用谐波减速器", "本文件规定了工业机器人用谐波减速器的要求、试验方法和检验规则。"),
    ("数据中心冷却塔厂界噪声控制", "本文件规定了数据中心冷却塔及室外机组的厂界噪声限值与降噪措施。"),
    ("医用外科口罩质量提升要求", "本文件规定了医用外科口罩的细菌过滤效率、颗粒过滤效率、压力差等要求。"),
    ("智慧教室照明系统", "本文件规定了中小学智慧教室照明的照度、眩光、频闪和控制要求。"),
    ("福鼎白茶", "本文件规定了福鼎白茶的术语、分类、要求、试验方法、检验规则。"),
]


def main(counts: list[int], donors: list[Path]) -> None:
    for count in counts:
        if not ingest.folder(count).exists():
            ingest.build(count, donors)
        data = ingest.folder(count)
        title, scope = DRAFTS[0]
        cold = [run(biaotu("--data", data, "check", "--title", title, "--scope", scope, "--json")) for _ in range(3)]
        considered = json.loads(cold[0].output)["considered"]
        with library(Settings(data=data)) as opened:
            drafts = [draft_from(*one) for one in DRAFTS]
            check(opened, drafts[0])
            warm = [timed(lambda d=d: check(opened, d)) for _ in range(5) for d in drafts]  # type: ignore[misc]
            plain = [timed(lambda d=d: search(opened, d.title)) for _ in range(5) for d in drafts]  # type: ignore[misc]
        show(f"check among {count:,} standards ({considered} candidates compared)", [
            ("cold, a new process", f"{sorted(one.seconds for one in cold)[1]:.2f} s, {cold[0].peak_mb:,.0f} MB"),
            ("warm, p50 / p95", f"{percentile(warm, .5) * 1e3:.0f} / {percentile(warm, .95) * 1e3:.0f} ms"),
            ("plain search of the title, p50", f"{percentile(plain, .5) * 1e3:.1f} ms; ratio "
             f"{percentile(warm, .5) / percentile(plain, .5):.1f}"),
        ])  # fmt: skip
