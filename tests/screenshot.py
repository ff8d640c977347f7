"""The README's picture, made by the program itself: `python -m tests.screenshot` draws it anew."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from nkreader.ui.app import NKReader
from nkreader.ui.screens import touring
from tests.ui.conftest import path_of, settled, until

PICTURE = Path(__file__).parent / "ui" / "screenshots" / "reading-room.svg"
SIZE = (120, 36)


async def picture(folder: Path) -> str:
    """The sample archive with a piece open, one of its names at the cursor, as SVG."""
    app = NKReader(folder, sample=True)
    async with app.run_test(size=SIZE) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the sample archive")
        wanted = next(h for h in main.headlines.values() if path_of(main, h).endswith("18-december-drill-crawled.txt"))
        main.open_article(wanted.id, "", focus=main.reader)
        await until(pilot, lambda: main.open_id == wanted.id and main.reader.has_focus, "the piece")
        await settled(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settled(pilot)
        return _without_network(app.export_screenshot(title="nkreader"))


def _without_network(svg: str) -> str:
    """The picture without the web fonts that its maker asks for; the reader's own fixed-width font will do."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def drawn() -> str:
    """The picture as it is today, in a world of its own."""
    with tempfile.TemporaryDirectory() as home:
        kept = dict(os.environ)
        os.environ.update({"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home})
        touring.remember()
        os.environ.update({"TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"})
        os.environ.pop("NO_COLOR", None)
        try:
            return asyncio.run(picture(Path(home) / "sample-library"))
        finally:
            os.environ.clear()
            os.environ.update(kept)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn(), encoding="utf-8")
    print(PICTURE)
