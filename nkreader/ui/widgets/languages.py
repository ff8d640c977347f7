"""Names of the languages that news on North Korea comes in, for what is said of a text in another one."""

from __future__ import annotations

_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "es": "Spanish", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "mn": "Mongolian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def not_analysed(lang: str) -> str:
    """What is said of a text in a language (ISO 639-1, `und` where unknown); empty for English and unknown ones."""
    if lang in ("en", "und", ""):
        return ""
    name = _NAMES.get(lang, f"“{lang}”")
    return f"{name} text: names of the gazetteer are marked, dates in it are not read."
