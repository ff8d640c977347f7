"""Every folder nkreader reads from or writes to, in one place."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """Data beside the package in an installed copy, at the top of the checkout in an editable one."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def themes() -> Path:
    """The themes that come with nkreader."""
    return _shipped("themes")


def seeds() -> Path:
    """The sample archive's articles."""
    return _shipped("seeds")


def _platform(kind: str) -> Path:
    import platformdirs  # deferred: only verbs that touch the reader's folders pay for it

    return Path(getattr(platformdirs, f"user_{kind}_path")("nkreader", appauthor=False))


def user_library() -> Path:
    """The default library: `NKREADER_LIBRARY`, or a folder in the user's data folder."""
    named = os.environ.get("NKREADER_LIBRARY")
    return Path(named).expanduser() if named else _platform("data") / "library"


def sample_library() -> Path:
    """The library that the sample archive opens as; never the reader's own."""
    return _platform("data") / "sample-library"


def config() -> Path:
    """Settings and the user's own themes: `NKREADER_CONFIG`, or the user's configuration folder."""
    named = os.environ.get("NKREADER_CONFIG")
    return Path(named).expanduser() if named else _platform("config")


def own_themes() -> Path:
    """The user's own themes."""
    return config() / "themes"


def cache() -> Path:
    """What is quicker to read than to make anew; may be deleted at any time."""
    return _platform("cache")


def state() -> Path:
    """Crash reports, and the theme that was chosen last."""
    return _platform("state")


def exports() -> Path:
    """Where highlights are exported unless the reader names another folder."""
    import platformdirs

    return Path(platformdirs.user_documents_path()) / "nkreader"
