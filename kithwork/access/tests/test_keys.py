"""Sealed values: what opens, what never does, and which keys stop the start."""

import uuid

import pytest

from kithwork.access.actions.keys import erase_key, make_key, make_keys
from kithwork.access.keys import installation
from kithwork.access.keys.blind import blind_index
from kithwork.access.keys.installation import key_path, verify_installation_key
from kithwork.access.keys.problems import KeyErased, KeyProblem, SealBroken
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, KeyCheck, User
from kithwork.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
ROW, OTHER_ROW = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KITHWORK_HOME = tmp_path
    installation.forget()
    yield tmp_path
    installation.forget()


@pytest.fixture
def key():
    return make_key(DataKey.Kind.STUDENT)


@pytest.mark.parametrize("text", ["138 0000 0000", "青山镇三组", "𠮷" * 2000])
def test_what_was_sealed_opens_and_shows_nothing(key, text):
    sealed = Vault(key).seal(text, row=ROW, field="person.address")
    assert text.encode() not in sealed
    assert Vault(key).open(sealed, row=ROW, field="person.address") == text


def test_nothing_is_sealed_as_nothing(key):
    vault = Vault(key)
    assert vault.seal("", row=ROW, field="x") is vault.seal(None, row=ROW, field="x") is None
    assert vault.open(None, row=ROW, field="x") == ""


def test_the_same_text_is_never_sealed_alike_twice(key):
    vault = Vault(key)
    assert vault.seal("a", row=ROW, field="x") != vault.seal("a", row=ROW, field="x")


def test_a_value_moved_to_another_row_field_or_file_does_not_open(key):
    sealed = Vault(key).seal("secret", row=ROW, field="address")
    another = make_key(DataKey.Kind.STUDENT)
    for vault, row, field in [
        (Vault(key), OTHER_ROW, "address"),
        (Vault(key), ROW, "contacts"),
        (Vault(another), ROW, "address"),
    ]:
        with pytest.raises(SealBroken):
            vault.open(sealed, row=row, field=field)


@pytest.mark.parametrize("position", [0, 1, 14, -1])
def test_a_changed_byte_is_noticed(key, position):
    sealed = bytearray(Vault(key).seal("secret", row=ROW, field="x"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken):
        Vault(key).open(bytes(sealed), row=ROW, field="x")


def test_a_key_swapped_with_another_row_does_not_unwrap():
    first, second = make_keys(DataKey.Kind.CASE, count=2)
    first.wrapped = second.wrapped
    with pytest.raises(SealBroken):
        Vault(first)


def test_erasing_the_key_erases_the_file_once_and_leaves_a_line(key):
    by = User.objects.create(username="u", name="U")
    sealed = Vault(key).seal("secret", row=ROW, field="x")
    for _ in range(2):
        erase_key(key=key, reason="retention.ended", by=by)
    with pytest.raises(KeyErased):
        Vault(key)
    assert sealed is not None
    assert DataKey.objects.get().wrapped is None
    assert [(e.verb, e.subject, e.actor) for e in AuditEvent.objects.all()] == [
        ("delete", key.uid, by.uid)
    ]


def test_the_installation_key_is_secret_from_the_start(key, home):
    assert (home / "keys" / "installation.key").stat().st_mode & 0o777 == 0o600
    assert (home / "keys").stat().st_mode & 0o077 == 0
    verify_installation_key()


def test_a_start_with_a_wrong_key_is_refused(key, home):
    KeyCheck.objects.update(value="0" * 64)
    other = key_path().read_bytes()
    with pytest.raises(KeyProblem, match=r"access\.key\.wrong"):
        verify_installation_key()
    assert key_path().read_bytes() == other


def test_a_start_without_the_key_of_a_sealed_database_is_refused(key):
    key_path().unlink()
    with pytest.raises(KeyProblem, match=r"access\.key\.missing"):
        verify_installation_key()
    assert not key_path().exists()


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"\xff\xff", b"not base64 at all!"])
def test_a_file_that_holds_no_key_is_refused(key, content):
    key_path().write_bytes(content)
    with pytest.raises(KeyProblem, match=r"access\.key\.unreadable"):
        verify_installation_key()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_refused(key, mode):
    key_path().chmod(mode)
    with pytest.raises(KeyProblem, match=r"access\.key\.loose"):
        verify_installation_key()


def test_a_blind_index_finds_the_same_number_and_says_nothing_else(key):
    index = blind_index("11010119900307001X", purpose="id_number")
    assert len(index) == 64
    assert index == blind_index(" １１０１０１ 19900307001x", purpose="id_number")
    assert index != blind_index("110101199003070010", purpose="id_number")
    assert index != blind_index("11010119900307001X", purpose="phone")
    assert blind_index("", purpose="id_number") == ""


def test_another_installation_has_other_indices(home, settings, tmp_path_factory):
    here = blind_index("1", purpose="x")
    KeyCheck.objects.all().delete()
    settings.KITHWORK_HOME = tmp_path_factory.mktemp("elsewhere")
    assert blind_index("1", purpose="x") != here
