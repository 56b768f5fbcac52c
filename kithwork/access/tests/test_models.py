"""What the database itself refuses about schools, people and postings."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import DatabaseError, transaction

from kithwork.access.models import BreakGlass, Organisation, Posting, School, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    organisation = Organisation.objects.create(id=1, name_en="Green Hill", name_zh="青山")
    return School.objects.create(
        organisation=organisation, code="gh", name_zh="青山初中", kind="junior_high",
        time_zone="Asia/Shanghai",
    )  # fmt: skip


@pytest.fixture
def user():
    return User.objects.create(username="lin.mei", name="林梅")


def refused(make):
    with pytest.raises(DatabaseError), transaction.atomic():
        make()


def test_there_is_one_organisation(school):
    refused(lambda: Organisation.objects.create(id=2, name_en="Another"))


def test_a_name_stands_in_for_the_one_that_is_missing(school):
    assert school.name_in("en") == school.name_in("zh-hans") == "青山初中"
    assert school.organisation.name_in("zh-CN") == "青山"


def test_text_longer_than_its_column_is_refused_on_both_engines(school):
    refused(lambda: User.objects.create(username="x" * 81, name="X"))
    refused(lambda: School.objects.create(code="x" * 41, name_en="X", kind="other"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": dt.date(2026, 8, 31)},
        {"role": ""},
        {"scope": "class"},
        {"scope_uid": uuid.UUID(int=1)},
    ],
)
def test_a_posting_in_disorder_is_refused(school, user, wrong):
    right = {"user": user, "role": "worker", "school": school, "starts_on": dt.date(2026, 9, 1)}
    Posting.objects.create(**right)
    refused(lambda: Posting.objects.create(**{**right, **wrong}))


def test_a_user_is_found_however_she_types_her_name(user):
    for typed in ("lin.mei", "Lin.Mei", " LIN.MEI ", "ｌｉｎ.ｍｅｉ"):
        assert User.objects.get_by_natural_key(typed) == user


@pytest.mark.parametrize("lookup", ["reason", "reason__exact", "reason__contains", "reason__in"])
def test_a_sealed_value_cannot_be_searched(lookup):
    with pytest.raises(FieldError, match="blind index"):
        BreakGlass.objects.filter(**{lookup: b"x"}).exists()


def test_whether_there_is_a_sealed_value_can_be_asked():
    assert not BreakGlass.objects.filter(reason__isnull=True).exists()
