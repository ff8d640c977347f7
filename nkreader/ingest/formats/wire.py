"""What a format gave as one line of JSON, and back: how it crosses from the process that read it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from nkreader.ingest.formats.given import Block, Hints, Left, Text
from nkreader.ingest.formats.unpacking import Answer, Plain
from nkreader.model.article import Stated


def to_line(answer: Answer) -> bytes:
    """One line, ASCII: lone surrogates cross as escapes."""
    if isinstance(answer, Plain):
        data = base64.b64encode(answer.data).decode()
        return line({"is": "plain", "name": answer.name, "data": data})
    if isinstance(answer, Left):
        return line({"is": "left", "where": answer.where, "reason": answer.reason, "lasting": answer.lasting})
    return line({"is": "text", **asdict(answer)})


def from_line(item: Mapping[str, Any]) -> Answer:
    """The reverse of `to_line`, of a parsed line."""
    if item["is"] == "plain":
        return Plain(item["name"], base64.b64decode(item["data"]))
    if item["is"] == "left":
        return Left(item["where"], item["reason"], item["lasting"])
    return Text(
        text=item["text"],
        blocks=tuple(Block(**block) for block in item["blocks"]),
        stated=Stated(**item["stated"]),
        key=item["key"],
        where=item["where"],
        same_as=item["same_as"],
        own_url=item["own_url"],
        notices=tuple(item["notices"]),
    )


def hints_to(hints: Hints) -> dict[str, Any]:
    """Hints as JSON holds them."""
    return asdict(hints)


def hints_from(item: Mapping[str, Any]) -> Hints:
    """The reverse."""
    return Hints(item["url"], item["charset"], item["media_type"], Stated(**item["stated"]), item.get("seen"))


def line(item: Mapping[str, Any]) -> bytes:
    """Compact JSON and a line's end."""
    return json.dumps(item, separators=(",", ":")).encode("ascii") + b"\n"
