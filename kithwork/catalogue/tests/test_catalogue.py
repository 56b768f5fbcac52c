"""The catalogue as it stands: everything is read, every rule has a case, every case comes out."""

from kithwork.catalogue.checking import check_catalogue


def test_nothing_is_wrong_with_the_catalogue() -> None:
    assert [str(error) for error in check_catalogue().errors] == []
