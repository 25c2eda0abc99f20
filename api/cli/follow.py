"""``biaotu follow``: watch lists on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from api.cli import context
from api.cli.bodies import print_table

if TYPE_CHECKING:
    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.follow import Change


def run_add(of: Settings, kind: str, words: str, as_json: bool) -> None:
    from api.errors import BadRequest
    from api.usecases.follow import Kind, follow
    from api.usecases.library import library

    try:
        chosen = Kind(kind)
    except ValueError as error:
        raise BadRequest(
            "{kind!r} cannot be followed; known kinds: {known}", kind=kind, known=", ".join(Kind)
        ) from error
    with library(of) as opened:
        made = follow(opened, chosen, words)
    if as_json:
        context.print_json(made)
        return
    t = context.messages(of)
    n = len(made.seen.standards)
    context.console().print(t("follow.followed", id=made.id, kind=t(f"follow.{kind}"), words=words, n=n))


def run_remove(of: Settings, number: int) -> None:
    from api.usecases.follow import unfollow
    from api.usecases.library import library

    with library(of) as opened:
        unfollow(opened, number)
    context.console().print(context.messages(of)("follow.unfollowed", id=number))


def run_list(of: Settings, as_json: bool) -> None:
    from api.usecases.follow import followed
    from api.usecases.library import library

    with library(of) as opened:
        found = followed(opened)
    if as_json:
        context.print_json(found)
        return
    t, console = context.messages(of), context.console()
    if not found.follows:
        console.print(t("follow.empty"))
    print_table(
        console,
        None,
        ("", "", "", t("follow.standard"), t("follow.since")),
        (
            (str(one.id), t(f"follow.{one.kind}"), one.words, str(len(one.seen.standards)), str(one.since.date()))
            for one in found.follows
        ),
    )


def run_alerts(of: Settings, peek: bool, as_json: bool) -> None:
    from api.usecases.follow import AlertList, alerts
    from api.usecases.library import library

    with library(of) as opened:
        found = alerts(opened, keep=not peek)
    if as_json:
        context.print_json(AlertList(alerts=tuple(found)))
    else:
        t, console = context.messages(of), context.console()
        if not found:
            console.print(t("follow.no_changes"))
        for one in found:
            head = t("follow.alert", kind=t(f"follow.{one.kind}"), words=one.words, before=one.before, after=one.after)
            console.print(head, style="bold")
            for change in one.changes:
                console.print(f"      {change_text(t, change)}", soft_wrap=True)
    if found:
        raise typer.Exit(1)


def change_text(t: Messages, change: Change) -> str:
    states = {name: t(f"status.{state}") for name in ("was", "now") if (state := getattr(change, name))}
    return t(f"follow.{change.what}", subject=change.subject, **states)
