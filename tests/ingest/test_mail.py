"""What a mail says: its head, its body in the best form, what it quotes, and the files that came with it."""

from __future__ import annotations

import base64
import quopri
from email import message_from_bytes
from pathlib import Path

import pytest

from nkreader.ingest import Extract, Refused, Skipped, articles
from nkreader.ingest.formats.given import ASIDE, BULLET, HEADING, PARAGRAPH, Inside, Left
from nkreader.ingest.formats.mail_headers import bare_subject, charset_text, header, words
from nkreader.model.article import PartKind
from tests.ingest.mails import HTML, PLAIN, SECOND, STORY, given, only, told, written

KOREAN = "평양에서 열린 회담을 마친 대표단이 월요일 떠났다고 현지 관리들이 말했다."


def encoded(text: str, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def test_a_mail_states_its_subject_sender_and_date() -> None:
    text = only(written(f"{STORY}\n"))
    assert text.text == STORY
    stated = text.stated
    assert (stated.title, stated.author, stated.outlet) == ("A note", "Lee Hana", None)
    assert (stated.published, stated.dated_by) == ("Tue, 07 May 2024 09:00:00 +0900", "the mail's Date header")
    assert text.same_as == "mail m1@desk.example"
    assert (text.key, text.where) == ("", "")


@pytest.mark.parametrize(
    ("sender", "more"),
    [
        ("Harbour Wire <newsletter@harbour.example>", ""),
        ("Harbour Wire <lee@harbour.example>", "List-Unsubscribe: <mailto:off@harbour.example>\n"),
        ("Harbour Wire <no-reply@harbour.example>", ""),
    ],
)
def test_a_house_that_sends_is_an_outlet_and_no_author(sender: str, more: str) -> None:
    stated = only(written(STORY, sender, more=more)).stated
    assert (stated.outlet, stated.author) == ("Harbour Wire", None)


@pytest.mark.parametrize("charset", ["euc-kr", "iso-2022-kr", "utf-8", "ks_c_5601-1987", "utf-16"])
def test_korean_mails_are_read_in_every_charset(charset: str) -> None:
    codec = {"ks_c_5601-1987": "cp949"}.get(charset, charset)
    body = KOREAN.encode(codec)
    coded = base64.encodebytes(body).decode()
    data = written(coded, kind=f"text/plain; charset={charset}", more="Content-Transfer-Encoding: base64\n")
    assert only(data).text == KOREAN
    if charset not in ("utf-16",):
        assert only(written(body, kind=f'text/plain; charset="{charset}"')).text == KOREAN


def test_a_charset_that_is_wrong_or_unknown_is_not_believed() -> None:
    for charset in ("us-ascii", "x-unknown", "utf-8", "no-such-thing", "idna", "hex"):
        assert only(written(KOREAN.encode("cp949"), kind=f"text/plain; charset={charset}")).text == KOREAN
    assert charset_text("Müller".encode("latin-1"), "iso-8859-1") == "Müller"


def test_encoded_and_bare_words_in_headers_are_read() -> None:
    sender = f"{encoded('홍길동', 'euc-kr')} <hong@desk.example>"
    stated = only(written(STORY, sender, encoded("평양 소식", "iso-2022-kr"))).stated
    assert (stated.author, stated.title) == ("홍길동", "평양 소식")
    half = "평양 소식".encode()
    two = " ".join(f"=?utf-8?B?{base64.b64encode(part).decode()}?=" for part in (half[:4], half[4:]))
    assert words(two) == "평양 소식"  # a letter cut in two, as some programs do
    assert words("Re: =?utf-8?q?Caf=C3=A9?= notes") == "Re: Café notes"
    assert words("=?utf-8?b?broken") == "=?utf-8?b?broken"
    bare = message_from_bytes(b"Subject: " + "평양 소식이 왔다".encode("cp949") + b"\n\n")
    assert header(bare, "subject") == "평양 소식이 왔다"


def test_a_name_with_a_comma_is_one_name() -> None:
    assert only(written(STORY, '"Park, Ji-won" <park@desk.example>')).stated.author == "Park, Ji-won"
    coded = "=?utf-8?q?Park=2C_Ji-won?= <park@desk.example>"
    assert only(written(STORY, coded)).stated.author == "Park, Ji-won"


def test_flowed_lines_are_one_paragraph_and_the_signature_stands_aside() -> None:
    body = "The delegation \nleft Pyongyang \non Monday.\n\nIt came back.\n\n-- \nLee Hana\nHarbour Wire\n"
    text = only(written(body, kind=f"{PLAIN}; format=flowed"))
    assert told(text.blocks) == [
        (PARAGRAPH, "The delegation left Pyongyang on Monday."),
        (PARAGRAPH, "It came back."),
        (ASIDE, "--\nLee Hana\nHarbour Wire"),
    ]


def test_flowed_lines_may_lose_the_space_they_flow_at() -> None:
    text = only(written("평양에서 열린 회 \n담이 끝났다.", kind=f"{PLAIN}; format=flowed; delsp=yes"))
    assert text.text == "평양에서 열린 회담이 끝났다."


def test_quoted_printable_is_undone() -> None:
    coded = quopri.encodestring(f"{KOREAN} = 100".encode())
    assert only(written(coded, more="Content-Transfer-Encoding: quoted-printable\n")).text == f"{KOREAN} = 100"


def alternative(plain: str, html: str) -> bytes:
    parts = f"--b\nContent-Type: {PLAIN}\n\n{plain}\n--b\nContent-Type: {HTML}\n\n{html}\n--b--\n"
    return written(parts, kind='multipart/alternative; boundary="b"')


def test_plain_text_is_taken_unless_it_is_a_stub() -> None:
    html = f"<p>{STORY}</p><p>{SECOND}</p>"
    assert only(alternative(f"{STORY}\n\n{SECOND}", html)).text == f"{STORY}\n\n{SECOND}"
    for stub in ("Your program does not show HTML.", f"{STORY} <https://a.example/1> <https://a.example/2>"):
        assert told(only(alternative(stub, html)).blocks) == [(PARAGRAPH, STORY), (PARAGRAPH, SECOND)]
    assert only(alternative(STORY, "<img src=x>")).text == STORY


def test_a_newsletter_keeps_its_blocks_and_not_its_furniture() -> None:
    html = f"""<html><head><title>x</title><style>p {{ color: red }}</style></head><body>
    <div style="display:none;max-height:0">Hidden first words&zwnj;&nbsp;</div>
    <table><tr><td><table><tr><td><img src="x" alt="logo"></td><td><h2>Talks end</h2><p>{STORY}</p></td></tr></table>
    <ul><li>rail</li><li>road</li></ul><blockquote><p>It went<br>well.</p></blockquote></td></tr>
    <tr><td><table><tr><th>Port</th><th>Ships</th></tr><tr><td>Nampho</td><td>12</td></tr></table></td></tr>
    <tr><td><p>You are receiving this because you signed up. <a href="https://x.example">Unsubscribe</a></p></td></tr>
    </table></body></html>"""
    text = only(written(html, "Harbour Weekly <hello@harbour.example>", "Harbour Weekly 12", HTML))
    assert text.stated.outlet == "Harbour Weekly"
    assert told(text.blocks) == [
        (HEADING, "Talks end"),
        (PARAGRAPH, STORY),
        (BULLET, "- rail"),
        (BULLET, "- road"),
        (PARAGRAPH, "It went\nwell."),
        (PARAGRAPH, "Port | Ships"),
        (PARAGRAPH, "Nampho | 12"),
        (ASIDE, "You are receiving this because you signed up. Unsubscribe"),
    ]


def test_what_an_answer_quotes_stands_aside() -> None:
    body = f"""This is the second such visit this year.

On Mon, May 6, 2024 at 10:00 AM Park Ji-won <park@desk.example>
wrote:

> {STORY}
>> {SECOND}

It is the first by rail.
"""
    text = only(written(body, subject="Re: The visit"))
    assert text.stated.title == "The visit"
    assert [(kind, said.split("\n")[0]) for kind, said in told(text.blocks)] == [
        (PARAGRAPH, "This is the second such visit this year."),
        (ASIDE, "On Mon, May 6, 2024 at 10:00 AM Park Ji-won <park@desk.example>"),
        (ASIDE, STORY),
        (PARAGRAPH, "It is the first by rail."),
    ]


def test_what_an_answer_in_html_quotes_stands_aside() -> None:
    html = f"""<div>This is the second such visit this year.</div><div class="gmail_quote">
    <div class="gmail_attr">On Mon, May 6, 2024 Park &lt;park@desk.example&gt; wrote:</div>
    <blockquote type="cite"><p>{STORY}</p></blockquote></div>"""
    text = only(written(html, subject="Re: The visit", kind=HTML))
    assert [kind for kind, _ in told(text.blocks)] == [PARAGRAPH, ASIDE, ASIDE]


def test_an_answer_that_only_quotes_is_read_for_what_it_quotes() -> None:
    assert STORY in only(written(f"> {STORY}\n> {SECOND}\n", subject="Re: The visit")).text


FORWARDS = {
    "gmail": "fyi\n\n---------- Forwarded message ---------\nFrom: {}\nDate: {}\nSubject: {}\nTo: <lee@desk>\n\n\n",
    "outlook": "fyi\n\n-----Original Message-----\nFrom: {}\nSent: {}\nTo: Lee\nSubject: {}\n\n",
    "apple": "Begin forwarded message:\n\n> From: {}\n> Date: {}\n> Subject: {}\n> To: Lee\n>\n> ",
    "korean": "---------- 전달된 메시지 ----------\n보낸 사람: {}\n날짜: {}\n제목: {}\n받는사람: <lee@desk>\n\n",
    "bare": "From: {}\nSent: {}\nTo: Lee\nSubject: {}\n\n",
}


@pytest.mark.parametrize("program", FORWARDS)
def test_a_mail_that_is_passed_on_keeps_its_own_head(program: str) -> None:
    head = FORWARDS[program].format(
        "Harbour Wire <news@harbour.example>", "Mon, May 6, 2024 at 10:00 AM", "Delegation leaves"
    )
    text = only(written(f"{head}{STORY}\n", subject="Fwd: Delegation leaves"))
    stated = text.stated
    assert (stated.title, stated.outlet, stated.author) == ("Delegation leaves", "Harbour Wire", None)
    assert stated.published == "Mon, May 6, 2024 10:00 AM"
    assert stated.dated_by == "the Date of the mail that was passed on"
    assert told(text.blocks)[-1] == (PARAGRAPH, STORY)
    assert [said for kind, said in told(text.blocks) if kind != ASIDE] == [STORY]


def test_a_korean_date_of_a_mail_that_is_passed_on_is_written_anew() -> None:
    head = FORWARDS["korean"].format("통신 <news@harbour.example>", "2024년 5월 6일 (월) 오후 3:05", "대표단 떠나")
    stated = only(written(f"{head}{KOREAN}\n", subject="Fwd: 대표단 떠나")).stated
    assert (stated.published, stated.title) == ("2024-05-06 15:05", "대표단 떠나")


def test_the_innermost_of_several_heads_counts_and_a_missing_date_is_only_bounded() -> None:
    inner = "---------- Forwarded message ---------\nFrom: Park <park@desk.example>\nSubject: Talks end\n\n"
    outer = FORWARDS["gmail"].format("Kim <kim@desk.example>", "Mon, May 6, 2024", "Fwd: Talks end")
    stated = only(written(f"{outer}{inner}{STORY}\n", subject="Fwd: Fwd: Talks end")).stated
    assert (stated.author, stated.title, stated.published) == ("Park", "Talks end", None)


def test_an_answer_above_an_original_message_is_what_the_mail_says() -> None:
    body = f"{SECOND}\n\n-----Original Message-----\nFrom: Park\nSent: Monday\nSubject: Talks\n\n{STORY}\n"
    text = only(written(body, subject="RE: Talks"))
    assert told(text.blocks)[0] == (PARAGRAPH, SECOND)
    assert all(kind == ASIDE for kind, _ in told(text.blocks)[1:])
    assert text.stated.author == "Lee Hana"


def test_subjects_lose_their_marks() -> None:
    assert bare_subject("Re: Fwd: [desk] Talks") == ("[desk] Talks", False, True)
    assert bare_subject("[desk] Fwd: Talks") == ("Talks", True, False)
    assert bare_subject("Report: talks end") == ("Report: talks end", False, False)
    assert bare_subject("전달: 회담") == ("회담", True, False)


def test_attachments_are_files_inside_and_pictures_are_not() -> None:
    pdf = base64.encodebytes(b"%PDF-1.4 x").decode()
    inner = written(SECOND, number=2).decode()
    parts = f"""--b
Content-Type: {PLAIN}

{STORY}
--b
Content-Type: application/pdf; name="=?utf-8?q?Bericht_=C3=BC.pdf?="
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="../../=?utf-8?q?Bericht_=C3=BC.pdf?="

{pdf}
--b
Content-Type: image/png; name="logo.png"
Content-Transfer-Encoding: base64

AAAA
--b
Content-Type: message/rfc822

{inner}
--b--
"""
    text, file, message = given(written(parts, kind='multipart/mixed; boundary="b"'))
    assert getattr(text, "text", "") == STORY
    assert isinstance(file, Inside)
    assert (file.name, file.data) == ("Bericht ü.pdf", b"%PDF-1.4 x")
    assert isinstance(message, Inside)
    assert message.name == "message.eml"
    assert only(message.data).text == SECOND


def test_a_mail_of_a_feed_reader_has_the_entrys_address() -> None:
    assert only(written(STORY, more="X-RSS-URL: https://harbour.example/1\n")).stated.url == "https://harbour.example/1"
    assert only(written(STORY, more="Archived-At: <https://list.example/7>\n")).stated.url == "https://list.example/7"
    assert only(written(STORY, more="Content-Location: file:///etc/passwd\n")).stated.url is None


def test_a_mail_without_a_date_is_bounded_by_its_arrival() -> None:
    data = written(STORY, more="Received: from a by b; Tue, 07 May 2024 09:00:05 +0900\n")
    stated = only(data.replace(b"Date: Tue, 07 May 2024 09:00:00 +0900\n", b"")).stated
    assert (stated.published, stated.suggested) == (None, "Tue, 07 May 2024 09:00:05 +0900")
    assert stated.dated_by == "the mail's Received header"


def test_apple_mails_own_frame_is_taken_off() -> None:
    inside = written(STORY)
    assert only(b"%d\n" % len(inside) + inside + b"<?xml version='1.0'?><plist/>\n").text == STORY


def test_what_is_no_mail_is_refused_and_an_empty_one_is_told() -> None:
    for data in (b"", b"Dear all,\n\nnothing.\n", b"Title: x\nDate: 2024-05-06\n\ntext", bytes(range(256))):
        with pytest.raises(Refused):
            given(data)
    assert given(written("")) == [Left("", "a mail without a text")]


def test_mails_come_in_with_their_paths_and_places(tmp_path: Path) -> None:
    body = f"{STORY}\n\n-- \nLee Hana\n"
    (tmp_path / "note.eml").write_bytes(written(f"PYONGYANG, May 6 (Harbour Wire) -- {body}", subject="A visit ends"))
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1714953600.M1P2.host.example:2,S").write_bytes(written(SECOND, number=2))
    (tmp_path / "saved").write_bytes(written(f"{SECOND} {STORY}", number=3))
    (tmp_path / "notes.eml").write_text("Nothing of the kind.")
    found = [*articles([tmp_path])]
    [skipped] = [one for one in found if isinstance(one, Skipped)]
    assert skipped.reason == "not a mail: it does not begin with the head of one"
    mails = {Path(one.path).name: one for one in found if isinstance(one, Extract)}
    assert [*mails] == ["1714953600.M1P2.host.example:2,S", "note.eml", "saved"]
    note = mails["note.eml"].article
    assert note.first(PartKind.DATELINE) is not None
    assert [span.of(note.text) for span in note.all(PartKind.BOILERPLATE)] == ["--\nLee Hana"]
    assert mails["saved"].same_as == "mail m3@desk.example"
