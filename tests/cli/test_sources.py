"""What the command line tells of sources: chains, other sources, groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.test_events import TOLD
from tests.cli.test_contract import Run, objects, run

__all__ = ["run"]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Three articles on one event."""
    folder = tmp_path / "told"
    folder.mkdir()
    for name, text in TOLD.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_group_is_told_with_whom_it_cites_and_who_was_first(run: Run, told: Path) -> None:
    run("add", str(told))
    (event,) = objects(run("events", "--json"))
    assert set(event) == {"id", "label", "happened", "articles", "origins", "summary", "first"}
    assert event["summary"] == "3 articles, all cite KCNA; 1 also cites the Joint Chiefs of Staff, 1 also cites Yonhap"
    assert set(event["first"]) == {"id", "text", "order"}
    assert sorted(event["first"]["order"]) == sorted(article["id"] for article in event["articles"])
    assert event["origins"] == ["Korean Central News Agency", "Yonhap News Agency"]
    text = run("events").stdout.splitlines()
    assert [line.strip() for line in text[1:3]] == [event["summary"], event["first"]["text"]]
    shown = run("show", event["first"]["order"][-1]).stdout
    assert event["summary"] in shown
    assert "NationPress ← Yonhap News Agency ← Korean Central News Agency" in shown


def test_inspect_tells_every_source_with_its_place(run: Run, told: Path) -> None:
    (said,) = objects(run("inspect", str(told / "wire.txt"), "--json"))
    assert said["origins"] == ["Yonhap News Agency", "Korean Central News Agency"]
    assert [(one["name"], one["kind"], one["main"], one["via"]) for one in said["sources"]] == [
        ("Korean Central News Agency", "medium", True, None),
        ("Joint Chiefs of Staff of South Korea", "authority", True, None),
    ]
    places = [said["text"][one["start"] : one["end"]] for one in said["sources"]]
    assert places == ["Korean Central News Agency", "Joint Chiefs of Staff"]
    assert "source: Joint Chiefs of Staff of South Korea (authority)" in run("inspect", str(told / "wire.txt")).stdout
