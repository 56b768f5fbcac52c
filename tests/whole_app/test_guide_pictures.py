"""The pictures of the guide: each is there, is small, is shown, and is taken by the journey."""

import inspect
import re

import pytest

from tests.journeys import test_guide
from tests.journeys.picturing import GUIDES, PICTURE, PICTURES, pictures_in, text_of

LARGEST = 60 * 1024
MOST = 20
TAKEN = set(re.findall(r'take\.at\(.+, "([\w-]+)"\)', inspect.getsource(test_guide)))


@pytest.mark.parametrize("language", GUIDES)
def test_each_picture_is_there_and_small_and_none_is_left_over(language):
    shown = pictures_in(language)
    kept = {path.stem: path.stat().st_size for path in (PICTURES / language).glob("*")}
    assert set(shown) == set(kept)
    assert 0 < len(kept) <= MOST
    assert max(kept.values()) <= LARGEST


@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_shows_its_own_language_and_says_what_is_on_each_picture(language):
    for told, of, _name in PICTURE.findall(text_of(language)):
        assert of == language
        assert len(told) > 10
    assert text_of(language).count("![") == len(pictures_in(language))


@pytest.mark.parametrize("language", GUIDES)
def test_each_picture_is_taken_by_the_journey(language):
    assert set(pictures_in(language)) == TAKEN
