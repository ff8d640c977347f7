"""The wheel carries everything: it is built, installed into a new environment and run there."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from nkreader import locations

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree as it stands with the build back end at hand."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = out.glob("*.whl")
    return built


def test_an_editable_copy_finds_its_data() -> None:
    assert list(locations.themes().glob("*.toml"))
    assert list(locations.seeds().glob("*.txt"))


def test_the_wheel_holds_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("seeds", "themes"):
        shipped = {Path(name).name for name in names if name.startswith(f"nkreader/_data/{folder}/")}
        assert shipped == {path.name for path in (ROOT / folder).iterdir()}
    assert any(name.startswith("nkreader/gazetteer/") and name.endswith(".toml") for name in names)
    assert "nkreader/py.typed" in names
    assert not any(name.startswith("tests/") for name in names)


def test_the_wheel_runs_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """A new environment that finds the libraries in this one, but whose nkreader is the wheel's."""
    home = tmp_path / "installed"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(python)]
    install = ["install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True)

    def said(*command: str) -> str:
        run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
        return run.stdout

    place = said(str(python), "-c", "import nkreader; print(nkreader.__file__)").strip()
    assert Path(place).is_relative_to(site)
    shipped = "from nkreader import locations as at; print(len([*at.seeds().glob('*.txt')]))"
    assert int(said(str(python), "-c", shipped)) >= 20
    program = str(home / "bin" / "nkreader")
    library = ["--library", str(tmp_path / "library")]
    seeds = site / "nkreader" / "_data" / "seeds"
    assert said(program, *library, "add", str(seeds)).split(",")[1:] != []
    assert len(said(program, *library, "list").splitlines()) >= 20
    assert said(program, *library, "search", "Hwasong-18").splitlines()
