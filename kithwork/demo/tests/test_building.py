"""Building a world: once, from any seed, on this machine alone."""

import pytest
from django.core.checks import registry

from kithwork.access.models import School
from kithwork.audit.queries.verification import verify_trail
from kithwork.demo.actions import MARKER, build, ensure_world
from kithwork.demo.cast import CAST
from kithwork.demo.checks import refuse_beyond_this_machine
from kithwork.demo.tests.conftest import AS_OF, QUICK
from kithwork.demo.tests.portrait import portrait
from kithwork.demo.tests.test_world import PORTRAIT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings, tmp_path):
    settings.PASSWORD_HASHERS = QUICK
    settings.KITHWORK_HOME = tmp_path


def test_another_seed_gives_another_world():
    build("another", AS_OF, pupils=90, students=48)
    assert portrait() != PORTRAIT.read_text("ascii").strip()


def test_the_world_is_built_once_and_says_whom_to_sign_in_as(tmp_path, monkeypatch):
    monkeypatch.setattr("kithwork.demo.actions.PUPILS", 30)
    monkeypatch.setattr("kithwork.demo.actions.STUDENTS", 30)
    lines = ensure_world()
    assert (tmp_path / MARKER).exists()
    assert list(ensure_world()) == list(lines)
    assert all(any(member.username in line for line in lines) for member in CAST)
    assert School.objects.count() == 2
    assert verify_trail().is_sound


def test_an_invented_world_answers_on_this_machine_alone(settings, tmp_path):
    def refused():
        return [message.id for message in refuse_beyond_this_machine()]

    assert refuse_beyond_this_machine in registry.registry.get_checks()
    (tmp_path / MARKER).write_text("{}")
    assert refused() == []
    settings.KITHWORK_IS_LOCAL = False
    assert refused() == ["demo.E001"]
    (tmp_path / MARKER).unlink()
    assert refused() == []
