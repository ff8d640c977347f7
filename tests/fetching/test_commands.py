"""fetch, feeds and sync on the command line: a line for each address, exit codes, and rounds until Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from nkreader import settings
from nkreader.model.sanitise import is_safe
from tests.cli.running import ROOT, called
from tests.cli.test_contract import HOSTILE, Run, objects
from tests.fetching.serving import Reply, Server, html
from tests.fetching.test_feeds import entry, feed
from tests.fetching.test_pages import FIRST

TITLE = "Harbour tug hits pier at Wonsan"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs nkreader on a library of the test's own; this machine may be asked."""
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text("allow_private = true\n")
    return partial(called, "--library", str(tmp_path / "library"))


def test_one_line_a_page_and_the_exit_code(run: Run, server: Server) -> None:
    server.pages["/tug"] = html(TITLE, *FIRST)
    url = server.url("/tug")
    done = run("fetch", url, server.url("/none"))
    assert done.returncode == 1
    (listed,) = objects(run("list", "--json"))
    assert done.stdout == f"{url}: added {listed['id']}\n"
    assert done.stderr == f"nkreader: {server.url('/none')}: not there (404 Not Found)\n"
    again = run("fetch", url)
    assert (again.returncode, again.stdout, again.stderr) == (0, f"{url}: unchanged\n", "")
    server.pages["/tug"] = html(TITLE, FIRST[0], FIRST[1].replace("nine", "ten"))
    assert run("fetch", url).stdout == f"{url}: new version of {listed['id']}\n"
    (shown,) = objects(run("show", listed["id"], "--json"))
    assert [one["url"] for one in shown["retrieved"]] == [url, url]
    assert set(shown["retrieved"][0]) == {
        "url", "final_url", "retrieved", "seen", "status", "sha256", "media_type", "version",
    }  # fmt: skip
    assert f"UTC from {url}" in run("show", listed["id"]).stdout
    (told,) = objects(run("fetch", url, "--json"))
    assert told == {"url": url, "added": [], "updated": [], "unchanged": 1, "reason": None, "note": None}


def test_without_leave_this_machine_is_not_asked(run: Run, server: Server) -> None:
    server.pages["/tug"] = html(TITLE, *FIRST)
    settings.file().unlink()
    refused = run("fetch", server.url("/tug"))
    assert refused.returncode == 1
    assert "(--allow-private)" in refused.stderr
    assert run("fetch", "--allow-private", server.url("/tug")).returncode == 0


def test_feeds_are_listed_imported_exported_and_looked_at(run: Run, server: Server, tmp_path: Path) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = feed([entry(1), entry(2)])
    assert run("feeds", "add", url, "--pages").stdout == f"{url}  with pages  not fetched yet\n"
    assert server.asked == []
    done = run("sync")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{url}: added 2 articles\n2 added, 0 updated, 0 unchanged\n"
    assert run("sync").stdout == "0 added, 0 updated, 0 unchanged\n"
    (one,) = objects(run("feeds", "list", "--json"))
    assert (one["url"], one["title"], one["pages"], one["trouble"]) == (url, "Harbour Wire", True, None)
    opml = tmp_path / "feeds.opml"
    opml.write_text(run("feeds", "export").stdout)
    plain = tmp_path / "urls"
    plain.write_text(f"# mine\n{url} harbour ~Wire\nexec:rm -rf /\nhttps://coast.example/rss tag\n")
    other = partial(called, "--library", str(tmp_path / "other"))
    assert other("feeds", "import", str(opml)).stdout.startswith("1 feed added, 0 known before")
    assert other("feeds", "import", str(plain)).stdout.startswith("1 feed added, 1 known before")
    listed = objects(other("feeds", "list", "--json"))
    assert {item["url"]: item["title"] for item in listed} == {url: "Harbour Wire", "https://coast.example/rss": None}
    assert run("feeds", "remove", url).returncode == 0
    assert run("feeds", "list").stdout == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("fetch",), 2, "required"),
        (("fetch", "file:///etc/passwd"), 1, "only http and https are fetched"),
        (("feeds", "add", "mailto:a@b.example"), 3, "only http and https are fetched"),
        (("feeds", "remove", "https://wire.example/"), 3, "no feed"),
        (("feeds", "import", "/nowhere.opml"), 3, "No such file"),
        (("feeds",), 2, "required"),
        (("sync", "--every", "0"), 2, "no time between two looks"),
        (("sync", "--every", "nan"), 2, "no time between two looks"),
        (("sync",), 0, "no feeds yet"),
        (("sync", "https://wire.example/"), 1, "no feeds yet"),
    ],
)
def test_errors_take_one_line(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    run("add", "-", stdin="Rain fell in Nampho.\n")
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("text", ["<html><p>no", "<opml><body/></opml>", "# nothing\n", "<?xml version='1.0'?><a/>"])
def test_what_is_no_list_of_feeds_is_told(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "list").write_text(text)
    done = run("feeds", "import", str(tmp_path / "list"))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def test_nothing_a_server_says_commands_the_terminal(run: Run, server: Server) -> None:
    header = {"Content-Type": f"text/{HOSTILE.encode().decode('latin-1')}".replace("\x1b", "").replace("\x07", "")}
    server.pages["/strange"] = Reply(b"x", headers=header)
    server.pages["/page"] = html(f"Tug {HOSTILE}", *FIRST)
    server.pages["/moved"] = Reply(status=302, headers={"Location": "http://\u009b31m/"})
    server.pages["/feed"] = feed([entry(1)])
    run("feeds", "add", server.url("/feed"))
    for words in (
        ["fetch", *map(server.url, ("/strange", "/page", "/moved")), f"http://{HOSTILE}/"], ["sync"], ["feeds", "list"],
        ["fetch", "--json", server.url("/strange"), f"http://{HOSTILE}/"], ["feeds", "remove", HOSTILE],
    ):  # fmt: skip
        done = run(*words)
        assert is_safe(done.stdout)
        assert is_safe(done.stderr)
        assert "Traceback" not in done.stderr


def test_rounds_go_on_until_the_reader_ends_them(run: Run, server: Server, tmp_path: Path) -> None:
    server.pages["/feed"] = feed([entry(1)])
    run("feeds", "add", server.url("/feed"), server.url("/none"))
    program = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library"), "sync", "--every", "1"]
    with subprocess.Popen(
        program,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as rounds:
        assert rounds.stdout is not None
        line = rounds.stdout.readline()
        time.sleep(0.5)
        rounds.send_signal(signal.SIGINT)
        out, err = rounds.communicate(timeout=30)
    assert line.endswith("1 added, 0 updated, 0 unchanged, 1 skipped\n")
    assert out == ""
    assert err == f"nkreader: {server.url('/none')}: not there (404 Not Found)\n"
    assert rounds.returncode == 0


def test_ctrl_c_in_the_middle_keeps_what_came(run: Run, server: Server, tmp_path: Path) -> None:
    from tests.fetching.serving import sends

    server.pages = {"/tug": html(TITLE, *FIRST), "/slow": sends(b"", between=60)}
    program = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library"), "fetch"]
    with subprocess.Popen(
        [*program, server.url("/tug"), server.url("/slow")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as fetching:  # fmt: skip
        assert fetching.stdout is not None
        line = fetching.stdout.readline()
        fetching.send_signal(signal.SIGINT)
        _, err = fetching.communicate(timeout=15)
    assert ": added " in line
    assert err == "nkreader: interrupted; what was done so far is kept\n"
    assert fetching.returncode == 130
    assert [item["title"] for item in objects(run("list", "--json"))] == [TITLE]
    assert json.loads(run("search", "tug", "--json").stdout)["title"] == TITLE
