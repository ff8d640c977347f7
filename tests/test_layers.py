"""Imports point one way: by import-linter's contracts, and by what a fresh interpreter really loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UPSTAIRS = {
    "nkreader.model": ["nkreader.ingest", "nkreader.analysis", "nkreader.search", "nkreader.export",
                       "nkreader.archive", "nkreader.ui", "nkreader.cli", "textual", "whoosh", "sqlite3"],
    "nkreader.ingest": ["nkreader.analysis", "nkreader.search", "nkreader.archive", "textual", "whoosh"],
    "nkreader.analysis.analyse": ["nkreader.search", "nkreader.archive", "textual", "whoosh"],
    "nkreader.search.language": ["nkreader.archive", "textual", "whoosh"],
    "nkreader.export.markdown": ["nkreader.analysis", "nkreader.archive", "textual", "whoosh"],
    "nkreader.fetching": ["httpx", "nkreader.archive", "textual"],
    "nkreader.archive.library": ["nkreader.ui", "textual", "rich", "whoosh", "ahocorasick_rs", "httpx"],
    "nkreader.cli": ["textual", "rich", "whoosh", "sqlite3", "ahocorasick_rs", "argparse", "httpx"],
    "nkreader.cli.fetching": ["textual", "whoosh", "httpx"],
    "nkreader.ui.app": ["whoosh", "sqlite3", "ahocorasick_rs", "nkreader.archive.library", "httpx"],
}  # fmt: skip


@pytest.mark.parametrize("module", UPSTAIRS)
def test_importing_a_room_loads_nothing_from_upstairs(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(run.stdout.split())
    assert module in loaded
    assert [name for name in UPSTAIRS[module] if name in loaded] == []


def test_import_contracts_are_kept() -> None:
    linter = pytest.importorskip("importlinter.cli", reason="the linters are not installed")
    assert linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0
