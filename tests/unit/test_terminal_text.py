"""The terminal chat's words: harmless text, commands, completion, two languages, painted rows."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len
from textual.theme import BUILTIN_THEMES

from hubbub.terminal.chat.commands import Command, Mistake, Say, read
from hubbub.terminal.chat.composing import Draft, TypingNotice, complete
from hubbub.terminal.chat.emoji import EMOJI
from hubbub.terminal.chat.look import DARK, LIGHT, look_of
from hubbub.terminal.chat.paint import paint
from hubbub.terminal.chat.rows import MessageRow
from hubbub.terminal.chat.text import clean, clean_line, size_of
from hubbub.terminal.chat.words import CHINESE, ENGLISH, Words, words_of


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[2J\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred\x9dtitle\x9cx", "redx"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("abc\u202ecba\u2066x\u2069", "abccbax"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab    here"),
        ("half \ud83d", "half ?"),
        ("z" + "\u0335" * 50, "z" + "\u0335" * 4),
        ("[bold]你好[/] 👋", "[bold]你好[/] 👋"),
    ],
    ids=["csi", "osc", "link", "c1", "controls", "bidi", "lines", "tab", "surrogate", "zalgo", "plain"],
)
def test_what_acts_on_a_terminal_is_taken_out(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


@given(st.text(st.characters(exclude_categories=())))
def test_no_control_character_is_left_in_any_text(text: str) -> None:
    kept = clean(text)
    assert all(each == "\n" or not (ord(each) < 32 or 127 <= ord(each) < 160) for each in kept)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    kept.encode()
    assert "\n" not in clean_line(text)
    assert clean(kept) == kept


@given(
    st.text(st.characters(exclude_categories=())),
    st.integers(1, 60),
    st.booleans(),
)
def test_a_painted_row_has_its_width_whatever_is_in_it(text: str, width: int, selected: bool) -> None:
    row = MessageRow(
        key=("message", 1),
        seq=1,
        sender=2,
        author=clean_line(text)[:40] or "grace",
        time="12:00",
        head=True,
        mine=False,
        text=clean(text),
        quote=(clean_line(text), clean_line(text)),
        files=((clean_line(text), "1 kB"),),
        for_me=True,
    )
    for strip in paint(row, look_of(DARK), width, selected=selected):
        assert strip.cell_length == width
        assert "\n" not in strip.text


def test_markup_in_a_message_is_painted_as_it_is() -> None:
    row = MessageRow(("message", 1), 1, 2, "[b]x[/b]", "12:00", True, False, "[red]a[/red] [@click=quit]b[/]")
    painted = "".join(strip.text for strip in paint(row, look_of(LIGHT), 60))
    assert "[b]x[/b]" in painted
    assert "[red]a[/red] [@click=quit]b[/]" in painted


def test_every_theme_of_textual_gives_a_look() -> None:
    for theme in BUILTIN_THEMES.values():
        look_of(theme)


def test_both_languages_have_every_word_with_the_same_places_to_fill() -> None:
    for name in Words.__struct_fields__:
        english, chinese = getattr(ENGLISH, name), getattr(CHINESE, name)
        assert english, name
        assert chinese, name
        assert _places(english) == _places(chinese), name


def _places(text: str) -> set[str | None]:
    return {place for _, place, _, _ in Formatter().parse(text) if place is not None}


def test_the_language_is_the_environments() -> None:
    assert words_of({"LANG": "zh_CN.UTF-8"}) is CHINESE
    assert words_of({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}) is ENGLISH
    assert words_of({}) is ENGLISH


def test_a_slash_begins_a_command_and_two_a_message() -> None:
    assert read("/join  harbour ", ENGLISH) == Command("join", "harbour")
    assert read("/LEAVE", ENGLISH) == Command("leave", "")
    assert read("//join", ENGLISH) == Say("/join")
    assert read("/ or not", ENGLISH) == Say("/ or not")
    assert read("and/or", ENGLISH) == Say("and/or")
    assert read("/dance", ENGLISH) == Mistake(ENGLISH.unknown_command.format("dance"))
    assert isinstance(read("/topic", ENGLISH), Mistake)


def test_tab_completes_names_emoji_and_commands() -> None:
    names = ["ada", "adam", "Grace Hopper", "李雷"]
    found = complete("hey @ad", names)
    assert found is not None
    assert (found.start, found.choices) == (4, ("@ada ", "@adam "))
    chinese = complete("你好@李", names)
    assert chinese is not None
    assert chinese.choices == ("@李雷 ",)
    wave = complete("hi :wav", names)
    assert wave is not None
    assert wave.choices == ("👋 ",)
    command = complete("/jo", names)
    assert command is not None
    assert command.choices == ("/join ",)
    assert complete("me@adams", []) is None
    assert complete("at 12:30", names) is None
    assert complete("plain", names) is None


def test_every_emoji_is_two_cells_wide() -> None:
    assert {name: cell_len(emoji) for name, emoji in EMOJI.items()} == dict.fromkeys(EMOJI, 2)


def test_an_edit_gives_back_what_was_being_written() -> None:
    from hubbub_client import Message
    from tests.unit.test_terminal_model import BEGIN

    message = Message(
        conversation=1, seq=1, id=1, sender=1, text="old", mentions=(), files=(), sent_at=BEGIN, deleted=False
    )
    draft = Draft(text="half a thought")
    draft.edit(message)
    assert draft.text == "old"
    draft.edit(structs.replace(message, text="older"))
    assert draft.text == "older"
    draft.leave()
    assert (draft.text, draft.plain) == ("half a thought", True)


def test_typing_is_told_at_once_and_then_seldom_and_never_of_commands() -> None:
    notice = TypingNotice()
    assert not notice.due("", 100.0)
    assert not notice.due("/join x", 100.0)
    assert notice.due("h", 100.0)
    assert not notice.due("he", 102.9)
    assert notice.due("hel", 103.0)
    notice.sent()
    assert notice.due("n", 103.1)


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_of(each) for each in (0, 999, 1_000, 12_345, 5_600_000)] == [
        *("0 B", "999 B", "1.0 kB", "12 kB", "5.6 MB")
    ]
