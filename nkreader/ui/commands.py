"""The one registry of commands: bindings, footer, palette, help and the README's key table derive from it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from nkreader.ui.command import Command, Where, use

__all__ = ["COMMANDS", "Command", "Where", "bindings", "key", "key_table", "of", "sequences", "use"]


E, P, L, R, S, T, Q, N, A, H, G, F, V, K, D, B, X, Y, M, W, J, Z = Where

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
    Command("saved-searches", E, ("S",), "Saved searches", "Searches you saved, with what is new in each."),
    Command("save-search", E, ("ctrl+s",), "Save search", "Save the search in force under a name."),
    Command("highlights", E, ("H",), "All highlights", "Every marked passage of the library."),
    Command("begun-notes", E, (), "Notes begun", "Notes that are begun and not kept yet, to go on with."),
    Command("export-view", E, ("E",), "Export all", "Export the highlights of all articles in view to Markdown."),
    Command("paste", E, ("P",), "Paste", "Add a new article: paste it in, or write it in your editor."),
    Command(
        "rescan", E, ("R",), "Rescan", "Look again at the folders that were added: what is new or changed comes in."
    ),
    Command("fetch", E, ("F",), "Fetch", "Fetch a page or feed by its address, or look what is new in all feeds."),
    Command("feeds", E, (), "Feeds", "The feeds that you follow: look what is new in one, add or remove one."),
    Command("repaired-names", E, (), "Repaired names", "What you said of names; each can be taken back."),
    Command("repair-group", E, (), "Repair group", "Say which pieces report one event with this one, which do not."),
    Command("repaired-groups", E, (), "Repaired groups", "What you said of groups; each can be taken back."),
    Command("doctor", E, (), "Doctor", "Examine the library: what is doubtful, each finding with its place."),
    Command("findings", E, (), "Findings", "What the doctor found last, to go on with the next."),
    Command("verify", E, (), "Verify", "Hold the quotations of a draft, or of exported files, against the library."),
    Command("verified", E, (), "Verified", "What became of the quotations verified last, to go on with the next."),
    Command("last-report", E, (), "Last report", "What came in when the library last grew; each line opens."),
    Command("theme", E, (), "Theme", "Choose the colours; each theme shows itself in the list.", target="app"),
    Command("next-theme", E, (), "Next theme", "The next theme by name.", target="app"),
    Command("settings", E, (), "Settings", "The settings file in your editor; saved, it holds at once.", target="app"),
    Command("tour", E, (), "Tour", "Five keys to try, one after the other."),
    Command("tour-next", E, ("ctrl+t",), "Tour: next step", "Go on with the tour without doing what it asks for."),
    Command("zen", E, ("z",), "Zen", "Only the text."),
    Command("undo", E, ("u",), "Undo", "Take the last mark, note, tag, date or repair back, of any day."),
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
    Command("fold", L, ("f",), "Fold", "Fold the pieces of one event into one row, or unfold.", target="", footer=3),
    Command("sort", L, ("o",), "Sort", "By date, relevance, title or arrival.", footer=5),
    Command("star", L, ("asterisk",), "Star", "Star the article, or take the star away.", footer=4),
    Command("narrow", L, ("s",), "Narrow", "Narrow the search by outlet, time, person or place."),
    Command("drop-term", L, ("ctrl+x",), "Drop term", "Leave out the part of the search for which nothing is found."),
    Command("toggle-read", L, ("x",), "Read/unread", "Mark the article read or unread.", footer=6),
    Command("all-read", L, ("A",), "All read", "Mark all articles in view as read."),
    Command("tag-article", L, ("t",), "Tag", "Tag the article."),
    Command("repair-group", L, ("X",), "Repair group", "Split the piece off its group, or join it with another piece."),
    Command("open-outside", L, ("O",), "Open outside", "Open the article's page or file in its own program."),
    Command("versions", L, ("w",), "Versions", "Where the pieces on its event differ, and its own earlier texts."),
    Command("related", L, ("r",), "Related", "Pieces related to this one, each with its reason.", footer=7),
    Command("next-sentence", R, ("right_parenthesis",), "Next sentence", "To the next sentence.", target=""),
    Command("previous-sentence", R, ("left_parenthesis",), "Previous sentence", "To the one before.", target=""),
    Command("next-paragraph", R, ("right_curly_bracket",), "Next paragraph", "To the next paragraph.", target=""),
    Command("previous-paragraph", R, ("left_curly_bracket",), "Previous paragraph", "To the one before.", target=""),
    Command("next-name", R, ("right_square_bracket",), "Next name", "To the next name.", target="", footer=1),
    Command("previous-name", R, ("left_square_bracket",), "Previous name", "To the name before.", target=""),
    Command("dossier", R, ("enter",), "Dossier", "Who or what this name is, and where it occurs.", target="", footer=7),
    Command("next-match", R, ("n",), "Next match", "To the next match of the search.", target=""),
    Command("previous-match", R, ("N",), "Previous match", "To the match before.", target=""),
    Command("next-article", R, ("J",), "Next article", "Open the next article of the list.", footer=8),
    Command("previous-article", R, ("K",), "Previous article", "Open the one before."),
    Command("next-highlight", R, ("greater_than_sign",), "Next highlight", "To the next marked passage.", target=""),
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
    Command("dates-in-place", R, ("i",), "Dates in place", "Show behind each date in the text the day it stands for."),
    Command("repair", R, ("X",), "Repair", "Say that this name is none, is another, or is called otherwise."),
    Command("legend", R, ("L",), "Legend", "What names of each kind look like; switch kinds on and off."),
    Command("evidence", R, ("D",), "Dates", "The three dates and the evidence of each; set by hand.", footer=6),
    Command("versions", R, ("w",), "Versions", "Where pieces on its event differ, what one has alone, earlier texts."),
    Command("related", R, ("r",), "Related", "Related pieces, each with its reason.", footer=4),
    Command("export", R, ("e",), "Export", "Export the highlights of this article to Markdown.", footer=5),
    Command("open-outside", R, ("O",), "Open outside", "Open the article's page or file in its own program."),
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
    Command("extend-first", S, ("g,g", "home"), "First", "To the beginning of the article.", target=""),
    Command("extend-last", S, ("G", "end"), "Last", "To the end of the article.", target=""),
    Command("swap-ends", S, ("o",), "Other end", "Move the other end of the selection.", target="", footer=5),
    Command("whole-paragraph", S, ("V",), "Whole paragraph", "Select the whole paragraph.", target="", footer=4),
    Command("inner-sentence", S, ("i,s",), "The sentence", "Select the sentence.", target=""),
    Command("inner-quotation", S, ("i,q",), "The quotation", "Select what stands in quotation marks.", target=""),
    Command("highlight-selection", S, ("enter",), "Highlight", "Highlight the selection.", target="", footer=1),
    Command("annotate-selection", S, ("a",), "With note", "Highlight the selection with a note.", target="", footer=2),
    Command("repair-selection", S, ("X",), "A name", "Say that the selection is a name.", target=""),
    Command("copy-selection", S, ("y",), "Copy", "Copy the selection with its citation.", target="", footer=3),
    Command("leave-selection", S, ("escape",), "Leave", "Leave the selection.", target="", footer=6),
    Command("jump", T, ("enter",), "Jump", "Open the piece.", target="", footer=1),
    Command("month-before", T, ("less_than_sign",), "Month before", "A month back.", target="", footer=2),
    Command("month-after", T, ("greater_than_sign",), "Month after", "A month on.", target="", footer=3),
    Command("zoom-in", T, ("plus", "equals_sign"), "Nearer", "From years to months to days.", footer=5),
    Command("zoom-out", T, ("minus",), "Wider", "From days to months to years.", footer=6),
    Command(
        "scope", T, ("s",), "Which pieces", "All, those found, of the event or a name; or the piece's dates.", footer=7
    ),
    Command(
        "by-date", T, ("b",), "Which date", "By the day of publication, of the source's report, of the event.", footer=8
    ),
    Command("day-pieces", T, ("p",), "Pieces of the day", "From a date of the open piece to the pieces of that day."),
    Command("export-timeline", T, ("e",), "Export timeline", "Write these pieces as a chronology, with their sources."),
    Command("related", T, ("r",), "Related", "Pieces related to this one, each with its reason.", footer=4),
    Command("reader-pane", T, ("h",), "Reader", "Back to the reader."),
    Command("keep", Q, ("enter",), "Keep", "Keep the results and go to the list.", target="", footer=1),
    Command("complete", Q, ("tab",), "Complete", "Complete what is begun, then the next way.", target="", footer=2),
    Command("complete-back", Q, ("shift+tab",), "Other completion", "Back to the completion before.", target=""),
    Command("results-down", Q, ("down",), "Next result", "The next result, or later search.", target="", footer=3),
    Command("results-up", Q, ("up",), "Before", "The result before; in an empty prompt earlier searches.", target=""),
    Command("save-search", Q, ("ctrl+s",), "Save search", "Save this search under a name."),
    Command("drop-term", Q, ("ctrl+x",), "Drop term", "Leave out the part of the search for which nothing is found."),
    Command("clear", Q, ("escape",), "Clear", "Clear the search and close the prompt.", target="", footer=4),
    Command("save", N, ("enter", "ctrl+s"), "Save", "Keep what is written."),
    Command("new-line", N, ("ctrl+j", "alt+enter", "shift+enter"), "New line", "Begin a new line.", target=""),
    Command("complete-tag", N, ("tab",), "Complete", "Complete the tag that is begun, then the next way."),
    Command("edit-outside", N, ("ctrl+g",), "In $EDITOR", "Go on in your own editor, $VISUAL or $EDITOR."),
    Command("as-it-was", N, ("ctrl+r",), "As kept", "Have again what is kept, instead of what is begun."),
    Command("give-up", N, ("escape",), "Leave", "Change nothing; a note that is begun stays as a draft."),
    Command("add-pasted", A, ("ctrl+s",), "Add", "Add the text as an article and open it.", target=""),
    Command("edit-outside", A, ("ctrl+g",), "In $EDITOR", "Go on in your own editor, $VISUAL or $EDITOR.", target=""),
    Command("keep-draft", A, ("escape",), "Keep as draft", "Leave; P has the text again.", target=""),
    Command("narrow-by", F, ("enter",), "Only these", "Narrow the search to what has it.", target="", footer=1),
    Command("leave-out", F, ("minus",), "Without these", "Leave out of the search what has it.", target="", footer=2),
    Command("list-pane", F, ("h",), "List", "Back to the list.", footer=3),
    Command("rename", V, ("e",), "Rename", "Give the search another name."),
    Command("delete", V, ("d",), "Delete", "Forget the search; undo brings it back."),
    Command("set-published", D, ("p",), "Published", "Set the day of publication by hand; empty takes it away."),
    Command("set-reported", D, ("r",), "Reported", "Set by hand when the cited source reported it."),
    Command("set-happened", D, ("e",), "Happened", "Set by hand when the event happened."),
    Command("reject-here", X, ("x",), "No name here", "In this article, it is no name."),
    Command("reject-form", X, ("X",), "Never this name", "Words printed so are never this name, in any article."),
    Command("reject-words", X, ("n",), "Never a name", "Words printed so are never a name at all, in any article."),
    Command("same", X, ("m",), "Another name", "It is a name that there is already, in every article."),
    Command("same-here", X, ("M",), "Another name here", "The same, in this article alone."),
    Command("split", X, ("s",), "A name of its own here", "Printed so, it is somebody or something else here."),
    Command("split-everywhere", X, ("S",), "A name of its own", "The same in every article, if it is listed nowhere."),
    Command("rename", X, ("r",), "Rename", "Show it by another name, in every article."),
    Command("change-kind", X, ("c",), "Kind", "It is of another kind, in every article."),
    Command("add-here", X, ("a",), "A name here", "In this article, the selected words are a name."),
    Command("add-everywhere", X, ("A",), "A name", "In every article, words printed so are a name."),
    Command("take-back", Y, ("d",), "Take back", "Take the repair back, whenever it was made; asks once more."),
    Command("split-off", M, ("s",), "Split off", "The piece reports another event than the others of its group."),
    Command("follow-up", M, ("f",), "Follow-up", "It reports what came of the event: another one, linked with it."),
    Command("join", M, ("m",), "Join", "It reports one event with a piece or group that you choose by typing."),
    Command("join-open", M, ("o",), "Join the open piece", "It reports one event with the piece that is open."),
    Command("follow-up-of", M, ("F",), "Follow-up of", "It reports what came of the event of a piece that you choose."),
    Command("said-of-group", M, ("t",), "Said of it", "What you said of this group; each can be taken back."),
    Command("next-section", B, ("right_curly_bracket",), "Next section", "To the next section.", target="", footer=3),
    Command("previous-section", B, ("left_curly_bracket",), "Section before", "To the section before.", target=""),
    Command(
        "export-dossier", B, ("e",), "Export", "Export the dossier to Markdown, each finding with its source.", footer=4
    ),
    Command("take-apart", B, ("X",), "Take apart", "Say that a spelling counted here is that of somebody else."),
    Command("next-section", W, ("right_curly_bracket",), "Next section", "To the next section."),
    Command("previous-section", W, ("left_curly_bracket",), "Section before", "To the section before."),
    Command("other-side", W, ("o",), "Other side", "Open the piece whose sentence stands beside this one."),
    Command("filter", J, ("slash",), "Filter", "Type what quote, note, tags, title or outlet is to have."),
    Command("group", J, ("o",), "Group", "Group by article, date, tag, colour or name."),
    Command("select", J, ("v",), "Select", "Select the highlight, or no longer: for what is done to several at once."),
    Command("select-all", J, ("V",), "Select all", "Select every highlight in view, or none."),
    Command("note", J, ("a",), "Note", "Write a note on the highlight."),
    Command("tag", J, ("t",), "Tag", "Tag the highlight; of those selected, -tag takes a tag away."),
    Command("colour", J, ("c",), "Colour", "The next colour for the highlight, or for those selected."),
    Command("remove-highlight", J, ("d",), "Remove", "Remove the highlight, or those selected."),
    Command("undo", J, ("u",), "Undo", "Take the last step back, whatever it was; of many highlights in one."),
    Command("redo", J, ("ctrl+r",), "Redo", "Do it again."),
    Command("add-feed", Z, ("a",), "Add", "Follow a feed by its address, or by that of a site that names one."),
    Command("remove-feed", Z, ("d",), "Remove", "Follow the feed no longer, its articles stay; asks once more."),
    Command("all-feeds", Z, ("F",), "All feeds", "Look what is new in every feed."),
    Command("feed-pages", Z, ("p",), "Pages", "Fetch the pages of entries that are summaries, or no longer."),
    Command("choose", H, ("enter", "l"), "Open", "Open the row at the cursor.", target="", footer=1),
    Command("filter", K, ("slash",), "Filter", "Show only the keys that say what you type.", target=""),
    Command("leave", H, ("q", "escape", "h"), "Back", "Close the sheet or dossier.", target="", footer=2),
    Command("next-kind", G, ("l", "j", "right", "down"), "Next kind", "To the next kind of names.", target=""),
    Command("previous-kind", G, ("h", "k", "left", "up"), "Previous kind", "To the kind before.", target=""),
    Command(
        "switch-kind",
        G,
        ("space", "enter"),
        "On/off",
        "Mark names of this kind, or read them as plain text.",
        target="",
        footer=1,
    ),
    Command(
        "leave-legend", G, ("escape", "q"), "To the text", "Back to the text; the legend stays.", target="", footer=2
    ),
    Command("close-legend", G, ("L",), "Close", "Put the legend away.", target="", footer=3),
)


def key(name: str) -> str:
    """The first key that the command of a name has now, for words that tell of it."""
    return next(command.labels[0] for command in COMMANDS if command.name == name)


def of(where: Where) -> Iterator[Command]:
    """The commands that hold there."""
    return (command for command in COMMANDS if command.where is where)


def bindings(*places: Where) -> list[Binding]:
    """Textual bindings of the commands of some places; sequences are bound to their first key elsewhere."""
    return [
        Binding(
            ",".join(key for key in command.held if "," not in key),
            command.action,
            command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=command.name,
        )
        for where in places
        for command in of(where)
        if any("," not in key for key in command.held)
    ]


def sequences(*places: Where) -> dict[tuple[str, ...], Command]:
    """The commands that take several keys one after the other."""
    return {
        tuple(key.split(",")): command
        for where in places
        for command in of(where)
        for key in command.held
        if "," in key
    }


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{text}`" if "`" not in text else f"`` {text} ``" for text in command.labels_of(command.keys))
        rows.append(f"| {command.where} | {keys} | {command.help} |".replace("`|`", "`\\|`"))
    return "\n".join(rows)
