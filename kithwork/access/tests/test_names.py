"""Names taken apart, read aloud and found again."""

import pytest

from kithwork.access.names import Name, tokens, typed_words


@pytest.mark.parametrize(
    ("full", "family", "given", "pinyin"),
    [
        ("林小雨", "林", "小雨", "lin xiao yu"),
        ("欧阳明月", "欧阳", "明月", "ou yang ming yue"),
        ("欧阳", "欧", "阳", "ou yang"),
        ("单小雨", "单", "小雨", "shan xiao yu"),
        ("尉迟恭", "尉迟", "恭", "yu chi gong"),
        ("𠮷田", "𠮷", "田", "𠮷 tian"),
        ("阿卜杜拉·买买提", "", "", "a bo du la mai mai ti"),
        ("Ana María Lopes", "", "", "ana maria lopes"),
        ("", "", "", ""),
    ],
)
def test_a_full_name_is_taken_apart_and_read(full, family, given, pinyin):
    name = Name.of(full=full)
    assert (name.family, name.given, name.full, name.pinyin) == (family, given, full, pinyin)


@pytest.mark.parametrize(
    ("family", "given", "full"),
    [("林", "小雨", "林小雨"), ("Lopes", "Ana", "Ana Lopes"), ("", "小雨", "小雨")],
)
def test_parts_make_a_full_name_in_the_order_of_the_script(family, given, full):
    assert Name.of(family=family, given=given).full == full


@pytest.mark.parametrize(
    "typed",
    [
        "林",
        "林小",
        "小雨",
        "lin",
        "Lin Xiaoyu",
        "linxiao",
        "LXY",
        "xiaoyu",
        "lín",
        "ｌｉｎ",
        "2024-00",
        "202400",
    ],
)
def test_what_one_types_begins_a_token(typed):
    found = tokens(Name.of(full="林小雨"), "2024-0017")
    for word in typed_words(typed):
        assert any(token.startswith(word) for token in found), word


@pytest.mark.parametrize(
    ("full", "typed"),
    [
        ("单小雨", "shan"),
        ("单小雨", "dan"),
        ("吕绿", "lv"),
        ("吕绿", "lulu"),
        ("吕绿", "lǚ"),
        ("阿卜杜拉·买买提", "买买提"),
        ("阿卜杜拉·买买提", "maimaiti"),
        ("Ana María Lopes", "maria"),
        ("Ana María Lopes", "Lopes"),
        ("𠮷田", "𠮷"),
    ],
)
def test_every_usual_reading_finds_a_name(full, typed):
    found = tokens(Name.of(full=full))
    assert all(any(t.startswith(word) for t in found) for word in typed_words(typed))


def test_a_preferred_name_finds_too():
    assert {"小胖", "xiaopang"} <= set(tokens(Name.of(full="林小雨", preferred="小胖")))


def test_nothing_has_no_tokens_and_long_names_fit_their_column():
    assert tokens(Name()) == ()
    assert max(map(len, tokens(Name.of(full="长" * 120), "9" * 400))) == 120


@pytest.mark.parametrize("typed", ["", "  ", "·", "--", "%", "'"])
def test_nothing_typed_is_no_word(typed):
    assert typed_words(typed) == []
