"""A file that nobody brings in is erased after some days; one that was brought in stays done."""

import datetime as dt

import pytest

from kithwork.access.models import DataKey
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind
from kithwork.people.actions import uploads
from kithwork.people.actions.imports import Incoming, preview
from kithwork.people.actions.old_uploads import erase_old, waits_for
from kithwork.people.models import ImportRun, ImportUpload
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROSTER = "学号,姓名\n20260101,周小满\n".encode()
MAPPING = "mapping: old\nversion: 1\nkind: roster\nid: {column: 学号}\nname: {column: 姓名}\n"
DAY = dt.timedelta(days=1)


@pytest.fixture
def waiting(cast: Cast) -> ImportUpload:
    """A file that was checked and waits to be brought in."""
    taken = uploads.upload(
        school=cast.qingshan, kind=Kind.ROSTER, content=ROSTER, mapping=MAPPING, by=cast.lin
    )
    uploads.give_meaning(taken=taken, mapping=MAPPING, header="", by=cast.lin)
    taken.refresh_from_db()
    uploads.check(taken=taken, by=cast.lin)
    taken.refresh_from_db()
    assert taken.shown is not None
    return taken


def keys() -> list[bool]:
    """Whether each key of an import is still there."""
    return [key.wrapped is not None for key in DataKey.objects.filter(kind=DataKey.Kind.IMPORT)]


def test_it_waits_its_days_and_is_erased_then(waiting: ImportUpload) -> None:
    with clock.telling(clock.now() + waits_for()):
        assert erase_old() == 0
    with clock.telling(clock.now() + waits_for() + DAY):
        assert erase_old() == 1
        assert erase_old() == 0
    assert not ImportUpload.objects.exists()
    assert ImportRun.objects.get().state == "refused"
    assert not any(keys())


@pytest.mark.parametrize("state", ["checking", "applying", "failed", "reading"])
def test_a_job_that_was_killed_keeps_no_file_for_ever(waiting: ImportUpload, state: str) -> None:
    ImportUpload.objects.update(state=state)
    with clock.telling(clock.now() + waits_for() + DAY):
        assert erase_old() == 1
    assert not any(keys())


def test_what_was_brought_in_stays_and_can_be_taken_back(waiting: ImportUpload, cast: Cast) -> None:
    uploads.begin_applying(taken=waiting, by=cast.lin)
    waiting.refresh_from_db()
    uploads.apply(taken=waiting, leaving=None, by=cast.lin)
    with clock.telling(clock.now() + waits_for() + DAY):
        assert erase_old() == 0
    assert ImportUpload.objects.get().state == "done"
    assert ImportRun.objects.get().undo is not None


def test_a_preview_that_no_upload_names_is_erased_too(cast: Cast) -> None:
    incoming = Incoming(ROSTER, uploads.mapping_in(MAPPING))
    assert preview(incoming=incoming, school=cast.qingshan, by=cast.lin).run is not None
    with clock.telling(clock.now() + waits_for() + DAY):
        assert erase_old() == 1
    assert not any(keys())


def test_the_first_rows_are_sealed_and_go_with_the_file(waiting: ImportUpload, cast: Cast) -> None:
    assert "周小满".encode() not in bytes(waiting.shown)
    uploads.throw_away(taken=waiting, by=cast.lin)
    assert not any(keys())
