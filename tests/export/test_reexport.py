"""The second export: what changed is brought up to date, what is the reader's stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.export import documents
from nkreader.export.blocks import Block, Removed, parse, render
from nkreader.export.documents import Unreadable, fresh, updated
from nkreader.export.rendering import rendered
from nkreader.model.piece import Piece
from tests.export.pieces import body_of, mark, nasty_text, piece, pieces

BODY = "One two three four five six seven."
WORDS = BODY.rstrip(".").split()
reader_text = nasty_text.map(lambda text: text.replace("\r", "").encode("utf-8", "replace").decode())


def marked(*words: str, note: str = "") -> Piece:
    """A piece with a highlight on each of the words, numbered by the word's place."""
    return piece(BODY, [mark(BODY, word, WORDS.index(word), note=note) for word in words])


def texts(text: str) -> list[str]:
    """The reader's own texts between the blocks, without white space around them."""
    return [item.strip() for item in parse(body_of(text)) if isinstance(item, str) and item.strip()]


def order(text: str) -> list[str]:
    """The ids of blocks and comments of removed ones, in order."""
    return [item.id for item in parse(body_of(text)) if isinstance(item, Block | Removed)]


def ids(*words: str) -> list[str]:
    """The ids of the highlights on these words."""
    return [f"nk-{WORDS.index(word):08x}" for word in words]


@given(piece=pieces())
def test_second_export_is_byte_identical(piece: Piece) -> None:
    document = rendered(piece)
    text = fresh(document).text
    assert updated(text, document).text == text
    assert updated(text, document, prune=True).text == text


@given(data=st.data(), before=pieces(), after=pieces())
def test_text_between_blocks_survives_every_change(data: st.DataObject, before: Piece, after: Piece) -> None:
    items = parse(body_of(fresh(rendered(before)).text))
    mine: list[str] = []
    edited = []
    for number, item in enumerate(items):
        edited.append(item)
        if not isinstance(item, str) and data.draw(st.booleans()):
            mine.append(f"MINE{number} {data.draw(reader_text)}\nEND{number}")
            edited.append(f"\n{mine[-1]}\n")
    text = "---\n" + fresh(rendered(before)).text.split("\n---\n")[0][4:] + "\n---\n" + render(edited)
    for prune in (False, True):
        new = updated(text, rendered(after), prune=prune)
        place = 0
        for passage in mine:
            place = new.text.index(passage, place) + len(passage)
        assert new.edited == ()
        wanted = [block.id for block in rendered(after).blocks]
        found = [item.id for item in parse(body_of(new.text)) if isinstance(item, Block)]
        assert found == wanted
        assert updated(new.text, rendered(after), prune=prune).text == new.text


def test_changed_note_is_replaced_in_place() -> None:
    text = fresh(rendered(marked("two", "four", note="old"))).text
    text = text.replace(f"<!-- nkreader:end {ids('two')[0]} -->\n", f"<!-- nkreader:end {ids('two')[0]} -->\nmine\n")
    new = updated(text, rendered(marked("two", "four", note="new"))).text
    assert new == text.replace("old", "new").replace(sha(text, 1), sha(new, 1)).replace(sha(text, 2), sha(new, 2))


def sha(text: str, number: int) -> str:
    """The hash in the begin comment of the block with this place."""
    return [item for item in parse(body_of(text)) if isinstance(item, Block)][number].stated


def test_new_highlights_come_in_text_order_below_the_readers_words() -> None:
    text = fresh(rendered(marked("two", "six"))).text
    text = text.replace("\n<!-- nkreader:begin nk-00000005", "\nabout two\n\n<!-- nkreader:begin nk-00000005")
    new = updated(text + "\nclosing words\n", rendered(marked("One", "two", "four", "six", "seven"))).text
    assert order(new) == ["title", *ids("One", "two", "four", "six", "seven")]
    assert new.index("about two") < new.index(f"begin {ids('four')[0]}") < new.index(f"begin {ids('six')[0]}")
    assert texts(new) == ["about two", "closing words"]


def test_highlights_that_change_their_order_move_alone() -> None:
    before = marked("two", "four", "six")
    text = fresh(rendered(before)).text.replace(
        "\n<!-- nkreader:begin nk-00000003", "\nabout two\n\n<!-- nkreader:begin nk-00000003"
    )
    lost = [replace(item, orphan=item.id == ids("two")[0]) for item in before.highlights]
    new = updated(text, rendered(replace(before, highlights=tuple(lost)))).text
    assert order(new) == ["title", *ids("four", "six"), "orphans", *ids("two")]
    assert texts(new) == ["about two"]
    again = updated(new, rendered(before)).text
    assert order(again) == ["title", *ids("two", "four", "six")]
    assert texts(again) == ["about two"]


def test_removed_highlight_leaves_one_line_until_pruned() -> None:
    text = fresh(rendered(marked("two", "four"))).text
    without = rendered(marked("four"))
    once = updated(text, without).text
    assert once.count("<!-- nkreader:removed nk-00000001 -->\n") == 1
    assert "> two" not in once
    assert updated(once, without).text == once
    pruned = updated(once, without, prune=True).text
    assert "nk-00000001" not in pruned
    assert pruned == fresh(without).text
    assert updated(once, rendered(marked("two", "four"))).text == text


def test_texts_do_not_run_together_when_a_block_between_them_is_dropped() -> None:
    text = fresh(rendered(marked("two", "four"))).text
    end, begin = "<!-- nkreader:end title -->\n\n", "<!-- nkreader:end nk-00000001 -->\n\n"
    text = text.replace(end, end.rstrip("\n") + "\nfirst\n").replace(begin, begin.rstrip("\n") + "\nsecond\n")
    assert "first\n\nsecond\n" in updated(text, rendered(marked("four")), prune=True).text


def test_edited_block_is_kept_and_a_copy_stands_beside_it() -> None:
    text = fresh(rendered(marked("two", "four", note="old"))).text
    mine = text.replace("**Note:** old", "**Note:** my better words", 1)
    wanted = rendered(marked("two", "four", note="new"))
    new = updated(mine, wanted)
    assert new.edited == ("nk-00000001",)
    assert "**Note:** my better words" in new.text
    assert order(new.text) == ["title", "nk-00000001", "nk-00000001.conflict", "nk-00000003"]
    assert new.text.count("**Note:** new") == 2
    assert updated(new.text, wanted) == new
    later = updated(new.text, rendered(marked("two", "four", note="newest")))
    assert later.text.count("**Note:** newest") == 2
    assert "**Note:** my better words" in later.text
    assert "**Note:** new\n" not in later.text


def test_an_edited_block_can_be_settled_either_way() -> None:
    text = fresh(rendered(marked("two", note="old"))).text
    wanted = rendered(marked("two", note="new"))
    conflict = updated(text.replace("old", "mine"), wanted).text
    edited = next(item for item in parse(body_of(conflict)) if isinstance(item, Block) and item.edited)
    assert updated(conflict.replace(f"{edited.raw}\n", ""), wanted) == fresh(wanted)
    agreed = conflict.replace("**Note:** mine", "**Note:** new")
    assert updated(agreed, wanted) == fresh(wanted)


def test_edited_block_of_a_removed_highlight_is_never_dropped() -> None:
    text = fresh(rendered(marked("two", "four", note="old"))).text.replace("old", "mine", 1)
    new = updated(text, rendered(marked("four", note="old")), prune=True)
    assert new.edited == ("nk-00000001",)
    assert "**Note:** mine" in new.text


def test_blocks_pasted_from_elsewhere_and_copies_are_the_readers() -> None:
    foreign = piece(BODY, [mark(BODY, "three", 77, of=2)], number=2)
    pasted = next(b.written() for b in rendered(foreign).blocks if b.id == "nk-0000004d")
    text = fresh(rendered(marked("two"))).text
    copied = next(item.raw for item in parse(body_of(text)) if isinstance(item, Block) and item.id.startswith("nk"))
    new = updated(f"{text}\n{pasted}\n{copied}", rendered(marked("two")), prune=True)
    assert new.text == f"{text}\n{pasted}\n{copied}"
    assert new.edited == ()


def test_block_without_an_end_is_the_readers() -> None:
    text = fresh(rendered(marked("two", "four"))).text
    broken = text.replace("<!-- nkreader:end nk-00000001 -->\n", "")
    new = updated(broken, rendered(marked("two", "four"))).text
    assert [item for item in order(new) if item == "nk-00000001"] == ["nk-00000001"]
    assert new.count("> two") == 2
    assert updated(new, rendered(marked("two", "four"))).text == new


@given(lines=st.lists(st.sampled_from(["mine: 1", "tags:", "  - a", "- b", "# note", "aliases: [x, y]", "", "x: 'y'"])))
def test_the_readers_own_keys_keep_their_lines_and_order(lines: list[str]) -> None:
    text = fresh(rendered(marked("two"))).text
    text = text.replace("---\n", "---\n" + "".join(f"{line}\n" for line in ["own: 0", *lines]), 1)
    new = updated(text, rendered(marked("two", "four"))).text
    head = new.split("\n---\n")[0].split("\n")
    assert head[1 : len(lines) + 2] == ["own: 0", *lines]
    assert "highlights: 2" in head
    assert updated(new, rendered(marked("two", "four"))).text == new


def test_front_matter_rewritten_by_another_program_is_understood() -> None:
    text = fresh(rendered(marked("two"))).text
    same = text.replace('outlet: "NationPress"', "outlet: NationPress").replace(
        '  - "NationPress"\n  - "Yonhap News Agency"\n', "- NationPress\n- 'Yonhap News Agency'\n"
    )
    assert updated(same, rendered(marked("two"))).text == same
    new = updated(same, rendered(marked("two", "four")))
    assert new.edited == ()
    assert 'outlet: "NationPress"' in new.text


def test_edited_front_matter_is_kept_and_told() -> None:
    text = fresh(rendered(marked("two"))).text.replace('outlet: "NationPress"', 'outlet: "My Press"')
    new = updated(text, rendered(marked("two", "four")))
    assert new.edited == ("front matter",)
    assert 'outlet: "My Press"' in new.text
    assert "> four" in new.text
    released = "\n".join(line for line in new.text.split("\n") if not line.startswith("nkreader_hash"))
    assert 'outlet: "NationPress"' in updated(released, rendered(marked("two", "four"))).text


def test_windows_line_endings_are_kept() -> None:
    text = fresh(rendered(marked("two"))).text.replace("\n", "\r\n") + "\r\nmine\r\n"
    assert updated(text, rendered(marked("two"))).text == text
    new = updated(text, rendered(marked("two", "four"))).text
    assert new.count("\n") == new.count("\r\n")
    assert order(new) == ["title", *ids("two", "four")]


@pytest.mark.parametrize("text", ["no front matter", "---\nnkreader_id: x\nnever closed"])
def test_file_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        updated(text, rendered(marked("two")))


def test_file_of_a_newer_version_is_refused() -> None:
    text = fresh(rendered(marked("two"))).text.replace("nkreader_format: 1", "nkreader_format: 2")
    with pytest.raises(Unreadable, match="newer"):
        updated(text, rendered(marked("two")))


@pytest.mark.parametrize("identity", ["nk-1 -->", "", "a b", "nk-", "x\n"])
def test_ids_that_would_break_a_comment_are_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        Block(identity, "")


@given(text=nasty_text, inner=st.booleans())
def test_parts_of_any_text_join_to_it_again(text: str, inner: bool) -> None:
    text = text.replace("\r", "")
    whole = f"{text}\n{Block('nk-1', 'x').written()}{text}" if inner else text
    assert render(parse(whole)) == whole


def test_identity_is_read_however_it_is_quoted() -> None:
    for written in ('"0123456789ab"', "0123456789ab", "'0123456789ab'"):
        assert documents.identity(f"---\r\nx: 1\r\nnkreader_id: {written}\r\n---\r\n") == "0123456789ab"
