"""What people type: what is refused, what makes two names one, and who is meant by a mention."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubbub.domain import text as texts
from hubbub.errors import BadRequest, TooLarge

ADA, GRACE, WANG, MARY, MARY_ANN = 1, 2, 3, 4, 5
MEMBERS = {"ada": ADA, "grace hopper": GRACE, "王小明": WANG, "mary": MARY, "mary ann": MARY_ANN}


@pytest.mark.parametrize(
    "text", ["x", " x ", "a\tb\nc", "日本", "\U0001f469\u200d\U0001f467", "e\u0301", "x" * 10_000]
)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    assert texts.check_text(text) == text


def test_line_ends_become_newlines() -> None:
    assert texts.check_text("a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000", "\r\n"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"^text: "):
        texts.check_text(text)


def test_a_text_over_its_bound_is_too_large() -> None:
    with pytest.raises(TooLarge, match=r"^text: .*10000.*10001"):
        texts.check_text("x" * 10_001)


@given(st.characters(categories=["Cc", "Cs"]) | st.sampled_from("\u202a\u202e\u2066\u2069\ufffe\uffff"))
def test_controls_and_halves_of_characters_are_refused_wherever_they_stand(character: str) -> None:
    if character in "\t\n\r":
        assert texts.check_text(f"a{character}b")
        return
    for text in (character + "a", f"a{character}b", "a" + character):
        with pytest.raises(BadRequest, match=r"^text: character U\+"):
            texts.check_text(text)


@given(st.text(min_size=1, max_size=texts.MAX_TEXT))
def test_what_is_accepted_can_be_written_as_json_in_one_frame(text: str) -> None:
    """Bounds are in characters: the longest text fits into a frame of 64 KiB."""
    try:
        kept = texts.check_text(text)
    except (BadRequest, TooLarge):
        return
    assert json.loads(json.dumps(kept)) == kept
    assert len(json.dumps(kept, ensure_ascii=False).encode()) < 63 * 1024


# Names


@pytest.mark.parametrize(
    "name", ["ada", "Ada Lovelace", "王小明", "ÅSA", "x" * 40, "o'brien", "<b>", "a_b-c.d", "7"]
)
def test_a_name_is_shown_as_it_was_given(name: str) -> None:
    assert texts.check_name(f"  {name} ") == name


def test_a_name_is_composed() -> None:
    assert texts.check_name("A\u030asa") == "\u00c5sa"


@pytest.mark.parametrize(
    "other",
    [
        *("ADA", " ada ", "ａｄａ", "Ad\u200ba", "ada\ufe0f", "\u2060ada", "a\u00adda", "ada\u200d"),
        *("ada\u2800", "a\u180fda", "\ufff9ada", "ada\U000e0062", "\U0001d173ada", "a\U000e0100da"),
    ],
    ids=ascii,
)
def test_what_cannot_be_told_apart_is_one_name(other: str) -> None:
    """Nobody looks like somebody else by case, width or characters that show nothing."""
    assert texts.name_key(other) == texts.name_key("ada")


@pytest.mark.parametrize(
    "other", ["grace  hopper", "Grace\u3000Hopper", "grace \u200b hopper", "grace\u2003hopper"], ids=ascii
)
def test_how_much_space_is_in_a_name_does_not_matter(other: str) -> None:
    """A browser shows a run of spaces as one."""
    assert texts.name_key(other) == texts.name_key("grace hopper") != texts.name_key("gracehopper")


@pytest.mark.parametrize(
    "name", ["\U0001f469\u200d\U0001f467", "\U0001faf8", "नेत्र\u200dा", "☺\ufe0f"], ids=ascii
)
def test_what_is_invisible_may_stand_in_a_name_where_scripts_and_emoji_need_it(name: str) -> None:
    assert texts.check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "\u200b", "\ufeff\u2060", "\u3164", "\u2800", "\U000e0041", "\ue000"),
        *("x" * 41, "\u0958" * 40, "a@b", "a＠b", "a\ufe6bb", "all", "ＡＬＬ", "a\u200bll", "a\u2800ll"),
    ],
    ids=ascii,
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match=r"^name: "):
        texts.check_name(name)


@pytest.mark.parametrize("character", ["\ue000", "\U000f0000", "\u0378", "\U000323b0"], ids=ascii)
def test_a_character_that_nobody_knows_is_in_no_name(character: str) -> None:
    """It shows as nothing, or as anything, and a later Unicode may give it a case or a width."""
    with pytest.raises(BadRequest, match=rf"^name: character U\+{ord(character):04X} "):
        texts.check_name(f"a{character}b")


def test_a_name_that_is_long_when_spelled_out_is_refused() -> None:
    assert texts.check_name("\ufdfa" * 4)
    with pytest.raises(BadRequest, match=r"^name: at most 80 .*90"):
        texts.check_name("\ufdfa" * 5)


@pytest.mark.parametrize(
    "line", ["system", "System", "ＳＹＳＴＥＭ", "sys\u200btem", " SYSTEM\u2800"], ids=ascii
)
def test_nobody_shows_as_the_system(line: str) -> None:
    with pytest.raises(BadRequest, match=r"^display_name: 'system'"):
        texts.check_line(line, "display_name", most=80)
    assert texts.check_line(line, "topic", most=80) == line.strip()


@pytest.mark.parametrize("line", ["\u200b", "\u2800", " \u3164 "], ids=ascii)
def test_a_line_that_shows_nothing_is_empty(line: str) -> None:
    with pytest.raises(BadRequest, match=r"^topic: must not be empty"):
        texts.check_line(line, "topic", most=80)
    assert texts.check_line(line, "topic", most=80, empty=True) == line.strip()


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    key = texts.name_key(name)
    assert texts.name_key(key) == key


# Mentions


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@ada", [ADA]),
        ("hello @Ada, you", [ADA]),
        ("(@ada)", [ADA]),
        ("@ada's", [ADA]),
        ("@grace hopper!", [GRACE]),
        ("@grace", []),
        ("@mary ann is not @mary", [MARY_ANN, MARY]),
        ("@mary anne", [MARY]),
        ("@王小明你好", [WANG]),
        ("你好@王小明，在吗", [WANG]),
        ("@ada@grace hopper", [ADA]),
        ("@ada @ada", [ADA]),
        ("@adam", []),
        ("mail me at x@ada.example", []),
        ("@", []),
        ("@@ada", [ADA]),
        ("@ ada", []),
        ("@nobody @ada", [ADA]),
        ("@ada\n@mary\nann", [ADA, MARY]),
    ],
)
def test_the_longest_name_that_fits_is_meant(text: str, meant: list[int]) -> None:
    """PROTOCOL: a mention is `@name` in the text; names may hold spaces, and Chinese needs none."""
    assert texts.mentioned(text, MEMBERS) == meant


@pytest.mark.parametrize(
    ("text", "everyone"),
    [
        ("@all", True),
        ("@ALL!", True),
        ("hey @all, dinner", True),
        ("@allan", False),
        ("open @ all hours", False),
        ("all", False),
        ("x@all", False),
    ],
)
def test_all_is_a_whole_word(text: str, everyone: bool) -> None:
    assert texts.mentions_everyone(text) is everyone


def test_a_text_full_of_signs_costs_little() -> None:
    """DESIGN 7: every input has a bound: mentions are looked for in the first fifty places only."""
    begun = time.perf_counter()
    texts.mention_candidates("@" * 10_000)
    texts.mention_candidates("@a b c d e f g h i j k l " * 400)
    assert time.perf_counter() - begun < 0.5
    assert len(texts.mention_candidates("@a b c " * 1_000)) <= texts.MAX_MENTIONS * texts.MAX_NAME


@given(st.text(alphabet="@ adalmryn王小明\n", max_size=80))
def test_who_is_meant_is_among_the_candidates(text: str) -> None:
    candidates = set(texts.mention_candidates(text))
    meant = texts.mentioned(text, MEMBERS)
    assert {key for key, id_ in MEMBERS.items() if id_ in meant} <= candidates
