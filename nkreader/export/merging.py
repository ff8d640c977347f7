"""Bringing the managed blocks of a file up to date without touching anything of the reader's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from nkreader.export.blocks import Block, Item, Removed

HEADINGS = frozenset({"title", "orphans", "index"})
"""Ids of the blocks that hold no highlight: they leave nothing behind."""

_COPY = ".conflict"
_COPY_SAYS = "*As nkreader has it. The block above was edited by hand and is kept; delete one of the two.*"


@dataclass(slots=True)
class Merge:
    """The parts of a file brought up to date."""

    items: list[Item] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """Ids of the blocks that were edited by hand and kept."""


def merge(items: Sequence[Item], wanted: Sequence[Block], article: str, prune: bool, newline: str) -> Merge:
    """Put the blocks of `wanted` in their order between the reader's texts of `items`.

    The reader's texts keep their order and their characters. A block stays where it stands unless the order
    demands otherwise; a new one goes in front of the next that stays, behind what the reader wrote below
    its predecessor, or else at the end. A block that is no longer wanted leaves a `Removed`, and nothing
    with `prune`. An edited block is never changed nor removed; what should stand there follows it.

    Args:
        items: The parsed body of the file.
        wanted: What it should hold, in order.
        article: Id of the article; a block that does not name it was pasted from elsewhere and is left alone.
        prune: Also drop what earlier removals left.
        newline: The line ending of the file.
    """
    result = Merge()
    plan = _planned(items, wanted, result)
    order = [block.id for block in plan]
    places = {identity: number for number, identity in enumerate(order)}
    staying = _staying([item.id for item in items if isinstance(item, Block) and item.id in places], order)
    done = 0
    for item in items:
        if isinstance(item, str):
            _append_text(result.items, item, newline)
        elif isinstance(item, Block) and item.id in staying:
            _insert(result.items, plan[done : places[item.id]], newline)
            done = places[item.id] + 1
            result.items.append(plan[done - 1])
            if done < len(plan) and plan[done].id == item.id + _COPY and plan[done].id not in staying:
                result.items.append(plan[done])
                done += 1
        elif item.id not in places and (left := _left_behind(item, article, prune, result)):
            result.items.append(left)
    _drop_last_gap(items, result.items)
    _insert(result.items, plan[done:], newline)
    return result


def _planned(items: Iterable[Item], wanted: Iterable[Block], result: Merge) -> list[Block]:
    """The blocks to stand in the file, in order: as they stand there where that is right or edited."""
    present = {item.id: item for item in items if isinstance(item, Block)}
    plan: list[Block] = []
    for block in wanted:
        old = present.get(block.id)
        plan.append(_current(old, block))
        if old and old.edited and old.content != block.content:
            copy = Block(block.id + _COPY, f"{_COPY_SAYS}\n\n{block.content}")
            plan.append(_current(present.get(copy.id), copy))
            result.edited.append(block.id)
    return plan


def _current(old: Block | None, new: Block) -> Block:
    if old is None:
        return new
    if old.content == new.content:
        return new if old.edited else old
    return old if old.edited else new


def _left_behind(item: Block | Removed, article: str, prune: bool, result: Merge) -> Item | None:
    """What remains of something that is no longer wanted."""
    if isinstance(item, Removed):
        return None if prune else item
    base = item.id.removesuffix(_COPY)
    if base not in HEADINGS and f"nkreader open {article} --at {base}" not in item.content:
        return item
    if item.edited:
        result.edited.append(item.id)
        return item
    return None if prune or item.id != base or base in HEADINGS else Removed(item.id)


def _staying(present: list[str], order: list[str]) -> frozenset[str]:
    matches = SequenceMatcher(None, present, order, autojunk=False).get_matching_blocks()
    return frozenset(identity for match in matches for identity in present[match.a : match.a + match.size])


def _append_text(items: list[Item], text: str, newline: str) -> None:
    """Append a text of the reader's; where something between two was dropped, they become one."""
    before = items[-1] if items else None
    if not isinstance(before, str):
        items.append(text)
    elif not text.strip():
        pass
    elif not before.strip():
        items[-1] = text
    elif before.endswith(("\n\n", "\n\r\n")) or text.startswith(("\n", "\r\n")):
        items[-1] = before + text
    else:
        items[-1] = before + newline + text


def _drop_last_gap(before: Sequence[Item], items: list[Item]) -> None:
    """Where what stood last was dropped, the empty line that parted it from the rest goes as well."""
    last = items[-1] if len(items) > 1 else None
    if isinstance(last, str) and not last.strip() and not isinstance(before[-1], str):
        items.pop()


def _insert(items: list[Item], blocks: Sequence[Block], newline: str) -> None:
    if not blocks:
        return
    before = items[-1] if items else None
    if isinstance(before, str) and before.strip() and not before.endswith(("\n\n", "\n\r\n")):
        items[-1] = before + (newline if before.endswith("\n") else newline * 2)
    items.extend(blocks)
