"""What the README takes from the program; `python -m tests.readme` brings all of it up to date."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from nkreader import locations, settings
from nkreader.archive.library import Library
from nkreader.model.spans import Span
from nkreader.ui.commands import key_table
from tests.screenshot import PICTURE, drawn

README = Path(__file__).parent.parent / "README.md"
QUOTED = "08-april-solid-fuel-named.txt", "The agency stated neither a height nor a distance for the whole flight."


def example() -> str:
    """An export of one highlight in the sample archive; the id, which chance decides, is set."""
    with tempfile.TemporaryDirectory() as home:
        library = Library.open(Path(home) / "library")
        library.become_sample()
        library.add([locations.seeds() / QUOTED[0]])
        (headline,) = library.headlines()
        start = library.piece(headline.id).article.text.index(QUOTED[1])
        mark = library.add_highlight(headline.id, Span(start, start + len(QUOTED[1])), "July is different", ["range"])
        library.remove_highlight(mark.id)
        library.restore_highlight(replace(mark, id="nk-3f9a1c20"))
        target = Path(home) / "notes"
        library.export(target)
        (file,) = target.glob("*--*.md")
        library.close()
        return file.read_text(encoding="utf-8")


def filled(readme: str) -> str:
    """The README with its keys, its settings and its example as they are today."""
    readme = _between(readme, "keys", key_table())
    readme = _between(readme, "settings", _settings())
    return _between(readme, "example", f"```markdown\n{_body(example())}\n```")


def _settings() -> str:
    rows = (f"| `{key}` | {meaning} | {allowed} | {default} |" for key, meaning, allowed, default in settings.table())
    return "\n".join(["| key | meaning | allowed | without it |", "|---|---|---|---|", *rows])


def _body(document: str) -> str:
    """Without the front matter, which is long."""
    return document.split("---\n", 2)[2].strip()


def _between(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{content.strip()}\n{end}{after}"


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn(), encoding="utf-8")
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
