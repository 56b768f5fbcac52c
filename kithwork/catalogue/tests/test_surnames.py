"""Surnames of the catalogue."""

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.surnames import read_surnames, surnames

HEAD = "id: x\nversion: 1\nsource: s\nchecked_by: c\nreviewed_on: 2026-11-22\ncompound: [欧阳]\n"


def test_the_catalogue_knows_readings_and_compound_names():
    known = surnames()
    assert known.readings["单"] == ("shan",)
    assert {"欧阳", "尉迟"} <= known.compound
    assert all(len(name) == 2 for name in known.compound)


@pytest.mark.parametrize("reading", ["单: shan dan", "尉迟: yuchi", "单: 善", "单: sh4n"])
def test_a_reading_without_a_syllable_for_each_character_is_refused(reading):
    with pytest.raises(CatalogueError, match="one syllable"):
        read_surnames(parse(f"{HEAD}readings:\n  {reading}\n", file="surnames.yaml"))
