"""The limits of tables are read, and every reason for hiding has its words."""

import pytest

from kithwork.catalogue.disclosure import disclosure_entry, read_disclosure
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.core.disclosure import DisclosurePolicy, rate_of_class, refuse_small_filter
from kithwork.core.disclosure.groups import NOT_BROKEN_DOWN
from kithwork.core.reasons import Reason


def test_limits_of_the_field() -> None:
    assert disclosure_entry().policy == DisclosurePolicy(
        smallest_shown=5, smallest_filter=5, smallest_rate_base=10
    )


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_reason_has_words(language: str) -> None:
    policy = disclosure_entry().policy
    reasons = [
        policy.hidden,
        NOT_BROKEN_DOWN,
        refuse_small_filter(1, policy),
        rate_of_class(1, 2, policy).reason,
        Reason.of("disclosure.differs_by_few", smallest=5),
    ]
    assert all(reason and say(reason, language) for reason in reasons)


def test_words_name_the_limit_of_the_policy() -> None:
    stricter = DisclosurePolicy(smallest_shown=10, smallest_filter=10, smallest_rate_base=20)
    assert "from 1 to 9" in say(stricter.hidden, "en")


def test_limit_that_hides_nothing_is_refused() -> None:
    text = """
id: disclosure
version: 1
source: a test
checked_by: a test
reviewed_on: 2026-11-22
smallest_shown: 1
smallest_filter: 5
smallest_rate_base: 10
"""
    with pytest.raises(CatalogueError, match="smallest_shown"):
        read_disclosure(parse(text, file="disclosure.yaml"))
