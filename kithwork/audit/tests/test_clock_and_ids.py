"""The clock and the identifiers: one source, and the same ones from the same seed."""

import datetime as dt

import pytest

from kithwork.audit import clock
from kithwork.audit.ids import chance, drawn_from, new_uid

NOON = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)


def test_the_clock_tells_what_it_is_given():
    with clock.telling(NOON):
        assert clock.now() == NOON
        assert clock.today() == dt.date(2026, 3, 2)
        assert clock.today("Asia/Shanghai") == dt.date(2026, 3, 3)
    assert clock.now() != NOON


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.telling(NOON.replace(tzinfo=None)):
        pass


def test_identifiers_are_version_7_and_begin_with_the_time():
    with clock.telling(NOON):
        uid = new_uid()
    assert uid.version == 7
    assert uid.variant == "specified in RFC 4122"
    assert uid.int >> 80 == int(NOON.timestamp() * 1000)


def test_identifiers_of_later_milliseconds_sort_later():
    with clock.telling(NOON):
        earlier = new_uid()
    with clock.telling(NOON + dt.timedelta(milliseconds=1)):
        assert new_uid() > earlier


def test_the_same_seed_gives_the_same_identifiers_and_no_seed_never_does():
    def draw(seed):
        with clock.telling(NOON), drawn_from(seed):
            return [new_uid() for _ in range(50)] + [chance(50)]

    assert draw("a") == draw("a") != draw("b")
    with clock.telling(NOON):
        assert len({new_uid() for _ in range(1000)}) == 1000
