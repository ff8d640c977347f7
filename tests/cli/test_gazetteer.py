"""The verb for the gazetteer as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

from nkreader.model.sanitise import is_safe
from tests.cli.test_contract import Run, folder, objects, run

__all__ = ["folder", "run"]

GOOD = '[person.hong-kil-tong]\nname = "Hong Kil Tong"\nline = "Pilot of the harbour."\n'


def test_files_are_checked(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(
        "[person.hong-kil-tong]\nsince = 1999\n[place.nowhere]\n"
        '[weapon.x]\nname = "\\u009b"\n[weapon.y]\nname = "Y-9"\n',
        "utf-8",
    )
    done = run("gazetteer", "--check", str(good))
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 entry good, 0 problems\n", "")
    done = run("gazetteer", "--check", str(good), str(bad), str(tmp_path / "none.toml"))
    assert done.returncode == 1
    assert done.stdout == "3 entries good, 3 problems\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("nkreader: ") and is_safe(line) for line in lines)
    assert f"{bad}:3: place.nowhere: " in lines[1]
    found = json.loads(run("gazetteer", "--check", str(bad), "--json").stdout)
    assert found["entries"] == ["weapon/y"]
    assert len(found["problems"]) == 3


def test_folders_and_entries_are_shown(run: Run, folder: Path, tmp_path: Path) -> None:
    config, library = run("gazetteer", "--where").stdout.splitlines()
    for place, text in ((config, GOOD), (library, '[place.pyongyang]\naliases = ["Heijo"]\n[place.wrong]\n')):
        Path(place).mkdir(parents=True)
        (Path(place) / "n.toml").write_text(text, encoding="utf-8")
    assert run("gazetteer", "--show", "hong kil-tong").stdout.splitlines() == [
        "person/hong-kil-tong  person  Hong Kil Tong",
        "  Pilot of the harbour. (your own n.toml)",
        f"  in {config}/n.toml:1",
    ]
    (found,) = objects(run("gazetteer", "--show", "Heijo", "--json"))
    assert (found["id"], found["files"]) == ("place/pyongyang", ["places.toml", f"{library}/n.toml:1"])
    assert [item["id"] for item in objects(run("gazetteer", "--show", "place/pyongyang", "--json"))] == [found["id"]]
    assert len(objects(run("gazetteer", "--show", "Ri Yong Ho", "--json"))) == 2
    done = run("gazetteer", "--show", "nobody at all")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "nkreader: gazetteer: no entry is called 'nobody at all'\n"
    done = run("gazetteer")
    assert done.returncode == 1
    assert "2 files of your own" in done.stdout
    assert f"{library}/n.toml:3: place.wrong: " in done.stderr
    run("add", str(folder))
    assert f"{library}/n.toml:3: place.wrong: " in run("doctor").stdout


def test_the_files_of_the_configuration_hold_without_a_library_too(run: Run, tmp_path: Path) -> None:
    config = Path(run("gazetteer", "--where").stdout.splitlines()[0])
    config.mkdir(parents=True)
    (config / "n.toml").write_text(GOOD, encoding="utf-8")
    text = tmp_path / "text.txt"
    text.write_text("The pilot was Hong Kil Tong, as ever.\n", encoding="utf-8")
    (found,) = objects(run("inspect", str(text), "--json"))
    assert [item["id"] for item in found["entities"]] == ["person/hong-kil-tong"]
