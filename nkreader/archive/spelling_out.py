"""People asked for by name in a search: found however a Korean name is romanised, and it is told how else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from nkreader.archive import persons
from nkreader.model.query import Among, And, Clause, Node, Not, Notice, Or, Phrase, Query, Term
from nkreader.model.romanising import readings

_FIELDS = ("person", "name")
"""Fields that are asked for people."""


def spelled_out(db: sqlite3.Connection, query: Query, notices: list[Notice]) -> Query:
    """The query with every Korean full name that is asked for in a person's field, in all its spellings.

    `person:="Choi Ryong Hae"` asks for one spelling, and gets what prints it. What was added is told in `notices`; bare
    words and family names stay as they are.
    """

    def one(node: Node) -> Node:
        return _spelled(db, node, notices)

    node = _each(query.node, one)
    if node == query.node:
        return query
    quiet: list[Notice] = []
    clauses = tuple(
        Clause(clause.span, _each(clause.node, lambda part: _spelled(db, part, quiet))) for clause in query.clauses
    )
    return replace(query, node=node, clauses=clauses)


def in_all_spellings(db: sqlite3.Connection, node: Node) -> Node:
    """The same of a part of a query."""
    return _each(node, lambda part: _spelled(db, part, []))


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    if isinstance(node, And | Or):
        return type(node)(tuple(_each(part, change) for part in node.parts))
    if isinstance(node, Not):
        return Not(_each(node.part, change))
    return change(node)


def _spelled(db: sqlite3.Connection, node: Node, notices: list[Notice]) -> Node:
    if not isinstance(node, Term | Phrase) or node.field not in _FIELDS:
        return node
    if isinstance(node, Term) and (node.prefix or node.edits):
        return node
    name = node.text if isinstance(node, Term) else " ".join(node.words)
    if not readings(name):
        return node
    if node.exact:
        asked = f'{node.field}:="{name}"'
        return And((Among(asked, persons.spelled_so(db, name)), replace(node, field=None)))
    found = persons.spellings(db, name)
    if not found.names:
        return node
    told = f'also: {", ".join(found.names)} ({node.field}:="{name}": only this)'
    if all(notice.text != told for notice in notices):
        notices.append(Notice(told))
    return Or((node, *(_found(other, node.field, found) for other in found.names)))


def _found(name: str, field: str | None, found: persons.Spellings) -> Node:
    phrase: Node = Phrase(tuple(name.replace("-", " ").split()), field)
    among = found.shared.get(name)
    return phrase if among is None else And((phrase, Among(name, among)))
