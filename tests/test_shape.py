"""Small rooms: modules, classes and functions that one can read in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULE, CLASS, FUNCTION = 300, 250, 40
FILES = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"}
FOLDERS = {"nkreader", "seeds", "tests", "themes"}


def sources() -> Iterator[tuple[str, ast.Module, str]]:
    for path in sorted((ROOT / "nkreader").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield str(path.relative_to(ROOT)), ast.parse(text), text


def length(node: ast.stmt) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_no_module_class_or_function_grows_too_long() -> None:
    found = []
    for name, tree, text in sources():
        if (lines := text.count("\n")) > MODULE:
            found.append(f"{name}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and length(node) > CLASS:
                found.append(f"{name}: class {node.name} has {length(node)} lines")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION:
                found.append(f"{name}: {node.name} has {length(node)} lines")
    assert found == []


def test_modules_and_public_names_say_what_they_mean() -> None:
    silent = []
    for name, tree, text in sources():
        if not text.strip():
            continue
        if ast.get_docstring(tree) is None:
            silent.append(name)
        named = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef))
        silent += [f"{name}: {n.name}" for n in named if n.name[0] != "_" and ast.get_docstring(n) is None]
    assert silent == []


def test_the_top_level_keeps_its_shape() -> None:
    here = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert here - {"build", "dist", "nkreader.egg-info"} == FILES | FOLDERS
