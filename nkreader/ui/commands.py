"""The one registry of commands: bindings, footer, palette, help and the README's key table derive from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding


class Where(StrEnum):
    """Where a command's keys hold."""

    EVERYWHERE = "everywhere"
    """Wherever no text is typed."""
    PANE = "every pane"
    """Moving about; each pane moves in its own way."""
    LIST = "list"
    READER = "reader"
    SELECTING = "selecting"
    TIMELINE = "timeline"
    PROMPT = "prompt"
    NOTE = "note"
    """Writing a note or tags."""
    PASTE = "paste"
    """The sheet for a pasted article."""
    SHEET = "sheet"
    """Dossier, dates, highlights, help; what is longer is gone through with the keys of every pane."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do with a key.

    The action's name is the id with underscores. Commands of `EVERYWHERE` are actions of the main screen,
    those of `PANE`, `SELECTING` and `PROMPT` of the focused widget; the others say so in `target`.
    """

    id: str
    where: Where
    keys: tuple[str, ...]
    """Textual's names of the keys; `g,g` is one after the other."""
    title: str
    help: str
    target: str = "screen"
    """`screen`, `app` or empty for the focused widget."""
    footer: int = 0
    """Its rank in the footer while its keys hold, 1 before 2; 0 keeps it out."""

    @property
    def action(self) -> str:
        """What Textual calls."""
        name = self.id.replace("-", "_")
        return f"{self.target}.{name}" if self.target else name

    @property
    def labels(self) -> tuple[str, ...]:
        """The keys as printed on a keyboard."""
        return tuple(label(key) for key in self.keys)


E, P, L, R, S, T, Q, N, A, H = Where

COMMANDS: tuple[Command, ...] = (
    Command("go-back", E, ("q",), "Back/quit", "Leave this pane or list; quits only at the top.", footer=5),
    Command("escape", E, ("escape",), "Clear", "Close the prompt, then clear the search. Never quits."),
    Command("help", E, ("question_mark",), "Help", "The keys of this pane.", footer=3),
    Command("palette", E, ("colon", "ctrl+p"), "Commands", "Every command by name.", footer=4),
    Command("search", E, ("slash",), "Search", "Search the library; in the reader, this article.", footer=1),
    Command("search-library", E, ("backslash",), "Search library", "Search the library from anywhere."),
    Command("next-pane", E, ("tab",), "Next pane", "Go to the next pane."),
    Command("previous-pane", E, ("shift+tab",), "Previous pane", "Go to the previous pane."),
    Command("list-pane", E, ("1",), "List", "Go to the article list."),
    Command("reader-pane", E, ("2",), "Reader", "Go to the reader."),
    Command("timeline-pane", E, ("3",), "Timeline", "Go to the timeline, also where it is folded away."),
    Command("trail-back", E, ("ctrl+o", "alt+left"), "Trail back", "Back along searches, articles and jumps."),
    Command("trail-forward", E, ("alt+right",), "Trail forward", "Forward again along the trail."),
    Command("earlier", E, ("comma",), "Earlier piece", "The previous piece in time."),
    Command("later", E, ("full_stop",), "Later piece", "The next piece in time."),
    Command("highlights", E, ("H",), "All highlights", "Every marked passage of the library."),
    Command("export-view", E, ("E",), "Export all", "Export the highlights of all articles in view to Markdown."),
    Command("paste", E, ("P",), "Paste", "Add a new article: paste it in, or write it in your editor."),
    Command(
        "rescan", E, ("R",), "Rescan", "Look again at the folders that were added: what is new or changed comes in."
    ),
    Command("zen", E, ("z",), "Zen", "Only the text."),
    Command("undo", E, ("u",), "Undo", "Take the last change of a highlight, star or read mark back."),
    Command("redo", E, ("ctrl+r",), "Redo", "Do it again."),
    Command("suspend", E, ("ctrl+z",), "Suspend", "Back to the shell; fg returns.", target="app"),
    Command("down", P, ("j", "down"), "Down", "One row or line down.", target=""),
    Command("up", P, ("k", "up"), "Up", "One row or line up.", target=""),
    Command("first", P, ("g,g", "home"), "First", "To the beginning.", target=""),
    Command("last", P, ("G", "end"), "Last", "To the end.", target=""),
    Command("half-down", P, ("ctrl+d",), "Half a page down", "Half a page down.", target=""),
    Command("half-up", P, ("ctrl+u",), "Half a page up", "Half a page up.", target=""),
    Command("page-down", P, ("space", "pagedown"), "Page down", "A page down.", target=""),
    Command("page-up", P, ("pageup",), "Page up", "A page up.", target=""),
    Command("open", L, ("enter", "l"), "Open", "Open the article in the reader.", target="", footer=1),
    Command("next-unread", L, ("n",), "Next unread", "The next article not read yet.", target="", footer=2),
    Command("previous-unread", L, ("N",), "Previous unread", "The previous article not read yet.", target=""),
    Command(
        "fold",
        L,
        ("f",),
        "Fold",
        "Fold the pieces of one event into one row, or unfold.",
        target="",
        footer=3,
    ),
    Command("sort", L, ("o",), "Sort", "By date, relevance, title or arrival.", footer=5),
    Command("star", L, ("asterisk",), "Star", "Star the article, or take the star away.", footer=4),
    Command("toggle-read", L, ("x",), "Read/unread", "Mark the article read or unread.", footer=6),
    Command("related", L, ("r",), "Related", "Pieces related to this one, each with its reason.", footer=7),
    Command("next-sentence", R, ("right_parenthesis",), "Next sentence", "To the next sentence.", target=""),
    Command("previous-sentence", R, ("left_parenthesis",), "Previous sentence", "To the one before.", target=""),
    Command("next-paragraph", R, ("right_curly_bracket",), "Next paragraph", "To the next paragraph.", target=""),
    Command(
        "previous-paragraph",
        R,
        ("left_curly_bracket",),
        "Previous paragraph",
        "To the one before.",
        target="",
    ),
    Command("next-name", R, ("right_square_bracket",), "Next name", "To the next name.", target="", footer=1),
    Command("previous-name", R, ("left_square_bracket",), "Previous name", "To the name before.", target=""),
    Command("dossier", R, ("enter",), "Dossier", "Who or what this name is, and where it occurs.", target="", footer=7),
    Command("next-match", R, ("n",), "Next match", "To the next match of the search.", target=""),
    Command("previous-match", R, ("N",), "Previous match", "To the match before.", target=""),
    Command("next-article", R, ("J",), "Next article", "Open the next article of the list.", footer=8),
    Command("previous-article", R, ("K",), "Previous article", "Open the one before."),
    Command(
        "next-highlight",
        R,
        ("greater_than_sign",),
        "Next highlight",
        "To the next marked passage.",
        target="",
    ),
    Command("previous-highlight", R, ("less_than_sign",), "Previous highlight", "To the one before.", target=""),
    Command("mark-sentence", R, ("m",), "Mark", "Highlight the sentence at the cursor.", footer=2),
    Command("select", R, ("v",), "Select", "Select a passage with the keyboard.", target="", footer=3),
    Command(
        "note", R, ("a",), "Note", "Write a note on the highlight at the cursor; marks the sentence first.", footer=9
    ),
    Command("tag", R, ("t",), "Tag", "Tag the highlight at the cursor."),
    Command("colour", R, ("c",), "Colour", "The next colour for the highlight at the cursor."),
    Command("remove-highlight", R, ("d",), "Remove", "Remove the highlight at the cursor."),
    Command("copy", R, ("y",), "Copy", "Copy the highlight or sentence at the cursor, with its citation."),
    Command("evidence", R, ("D",), "Dates", "The three dates and what each rests on.", footer=6),
    Command("related", R, ("r",), "Related", "Related pieces, each with its reason.", footer=4),
    Command("export", R, ("e",), "Export", "Export the highlights of this article to Markdown.", footer=5),
    Command("star", R, ("asterisk",), "Star", "Star the article, or take the star away."),
    Command("toggle-read", R, ("x",), "Read/unread", "Mark the article read or unread."),
    Command("list-pane", R, ("h",), "List", "Back to the list."),
    Command("timeline-pane", R, ("l",), "Timeline", "On to the timeline."),
    Command("extend-left", S, ("h", "left"), "Left", "One character left.", target=""),
    Command("extend-down", S, ("j", "down"), "Down", "One line down.", target=""),
    Command("extend-up", S, ("k", "up"), "Up", "One line up.", target=""),
    Command("extend-right", S, ("l", "right"), "Right", "One character right.", target=""),
    Command("extend-word", S, ("w",), "Word", "To the beginning of the next word.", target=""),
    Command("extend-word-back", S, ("b",), "Word back", "To the beginning of the word before.", target=""),
    Command("extend-word-end", S, ("e",), "Word end", "To the end of the word.", target=""),
    Command("extend-line-start", S, ("0",), "Line start", "To the beginning of the line.", target=""),
    Command("extend-line-end", S, ("dollar_sign",), "Line end", "To the end of the line.", target=""),
    Command("extend-sentence", S, ("right_parenthesis",), "Sentence", "To the next sentence.", target=""),
    Command("extend-sentence-back", S, ("left_parenthesis",), "Sentence back", "To the one before.", target=""),
    Command("extend-paragraph", S, ("right_curly_bracket",), "Paragraph", "To the next paragraph.", target=""),
    Command("extend-paragraph-back", S, ("left_curly_bracket",), "Paragraph back", "To the one before.", target=""),
    Command("swap-ends", S, ("o",), "Other end", "Move the other end of the selection.", target="", footer=5),
    Command("whole-paragraph", S, ("V",), "Whole paragraph", "Select the whole paragraph.", target="", footer=4),
    Command("inner-sentence", S, ("i,s",), "The sentence", "Select the sentence.", target=""),
    Command("inner-quotation", S, ("i,q",), "The quotation", "Select what stands in quotation marks.", target=""),
    Command("highlight-selection", S, ("enter",), "Highlight", "Highlight the selection.", target="", footer=1),
    Command(
        "annotate-selection",
        S,
        ("a",),
        "With note",
        "Highlight the selection with a note.",
        target="",
        footer=2,
    ),
    Command("copy-selection", S, ("y",), "Copy", "Copy the selection with its citation.", target="", footer=3),
    Command("leave-selection", S, ("escape",), "Leave", "Leave the selection.", target="", footer=6),
    Command("jump", T, ("enter",), "Jump", "Open the piece.", target="", footer=1),
    Command("month-before", T, ("less_than_sign",), "Month before", "A month back.", target="", footer=2),
    Command("month-after", T, ("greater_than_sign",), "Month after", "A month on.", target="", footer=3),
    Command("related", T, ("r",), "Related", "Pieces related to this one, each with its reason.", footer=4),
    Command("reader-pane", T, ("h",), "Reader", "Back to the reader."),
    Command("keep", Q, ("enter",), "Keep", "Keep the results and go to the list.", target="", footer=1),
    Command(
        "results-down",
        Q,
        ("down",),
        "Next result",
        "To the next result without leaving the prompt.",
        target="",
        footer=2,
    ),
    Command("results-up", Q, ("up",), "Previous result", "To the result before.", target=""),
    Command("clear", Q, ("escape",), "Clear", "Clear the search and close the prompt.", target="", footer=3),
    Command("save", N, ("enter", "ctrl+s"), "Save", "Keep what is written."),
    Command("new-line", N, ("ctrl+j", "alt+enter", "shift+enter"), "New line", "Begin a new line.", target=""),
    Command("give-up", N, ("escape",), "Leave", "Change nothing."),
    Command("add-pasted", A, ("ctrl+s",), "Add", "Add the text as an article and open it.", target=""),
    Command("edit-outside", A, ("ctrl+g",), "In $EDITOR", "Go on in your own editor, $VISUAL or $EDITOR.", target=""),
    Command("keep-draft", A, ("escape",), "Keep as draft", "Leave; P has the text again.", target=""),
    Command("choose", H, ("enter", "l"), "Open", "Open the row at the cursor.", target=""),
    Command("leave", H, ("q", "escape", "h"), "Back", "Close the sheet.", target=""),
)

_LABELS = {
    "question_mark": "?", "colon": ":", "slash": "/", "backslash": "\\", "comma": ",", "full_stop": ".",
    "asterisk": "*", "right_parenthesis": ")", "left_parenthesis": "(", "right_curly_bracket": "}",
    "left_curly_bracket": "{", "right_square_bracket": "]", "left_square_bracket": "[",
    "greater_than_sign": ">", "less_than_sign": "<", "dollar_sign": "$", "escape": "Esc", "enter": "Enter",
    "tab": "Tab", "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


def label(key: str) -> str:
    """A key as printed on a keyboard: `ctrl+o` is `Ctrl+o`, `g,g` is `gg`."""
    if "," in key:
        return "".join(label(part) for part in key.split(","))
    *modifiers, last = key.split("+")
    return "+".join([*(m.capitalize() for m in modifiers), _LABELS.get(last, last)])


def of(where: Where) -> Iterator[Command]:
    """The commands that hold there."""
    return (command for command in COMMANDS if command.where is where)


def bindings(*places: Where) -> list[Binding]:
    """Textual bindings of the commands of some places; sequences are bound to their first key elsewhere."""
    return [
        Binding(
            ",".join(key for key in command.keys if "," not in key),
            command.action,
            command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=f"{where}.{command.id}",
        )
        for where in places
        for command in of(where)
        if any("," not in key for key in command.keys)
    ]


def sequences(*places: Where) -> dict[tuple[str, ...], Command]:
    """The commands that take several keys one after the other."""
    return {
        tuple(key.split(",")): command
        for where in places
        for command in of(where)
        for key in command.keys
        if "," in key
    }


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{text}`" if "`" not in text else f"`` {text} ``" for text in command.labels)
        rows.append(f"| {command.where} | {keys} | {command.help} |".replace("`|`", "`\\|`"))
    return "\n".join(rows)
