"""The organisation is founded once; schools are opened in it."""

import hashlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from kithwork.access.actions.allowed import require_accounts
from kithwork.access.models import Organisation, School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb

CHANGEABLE = ("name_en", "name_zh", "kind", "time_zone", "calendar", "jurisdiction")


@dataclass(frozen=True, slots=True)
class NewSchool:
    """A school to open: a short code, a name in one or both languages, kind, zone, calendar."""

    code: str
    kind: School.Kind
    name_en: str = ""
    name_zh: str = ""
    time_zone: str = "Asia/Shanghai"
    calendar: str = ""
    jurisdiction: str = "CN"


@transaction.atomic
def found_organisation(*, by: Who, name_en: str = "", name_zh: str = "") -> Organisation:
    """Found the organisation of this installation. Raises Refused where there is one."""
    require_accounts(by)
    if Organisation.objects.exists():
        raise Refused("access.organisation_exists")
    if not (name_en.strip() or name_zh.strip()):
        raise Refused("access.name_missing")
    organisation = Organisation.objects.create(
        id=Organisation.ONLY, name_en=name_en.strip(), name_zh=name_zh.strip()
    )
    record(Verb.SETTING, "organisation", subject=organisation.uid, by=by, fields=["name"])
    return organisation


@transaction.atomic
def open_school(*, school: NewSchool, by: Who) -> School:
    """Open a school. Raises NotAllowed, Refused."""
    grant = require_accounts(by)
    _check(school)
    made = School.objects.create(
        code=school.code.strip(),
        kind=school.kind.value,
        name_en=school.name_en.strip(),
        name_zh=school.name_zh.strip(),
        time_zone=school.time_zone,
        calendar=school.calendar,
        jurisdiction=school.jurisdiction,
    )
    record(Verb.CREATE, "school", subject=made.uid, by=by, role=grant.role, school=made.uid)
    return made


@transaction.atomic
def amend_school(*, school: School, amended: NewSchool, base: str, by: Who) -> None:
    """Change a school's names, kind, zone and law; its code stays. `base` is `state_of` it.

    Raises Stale where somebody saved in the meantime, NotAllowed, Refused.
    """
    grant = require_accounts(by, at=school)
    locked = School.objects.select_for_update().get(pk=school.pk)
    if state_of(locked) != base:
        raise Stale("access.school_changed")
    _check_words(amended)
    changed = [name for name in CHANGEABLE if getattr(locked, name) != getattr(amended, name)]
    for name in changed:
        setattr(locked, name, getattr(amended, name))
    locked.save(update_fields=changed)
    record(
        Verb.SETTING,
        "school",
        subject=locked.uid,
        by=by,
        role=grant.role,
        school=locked.uid,
        fields=changed,
    )


def state_of(school: School) -> str:
    """Return what a form about a school was opened on: another string after any change."""
    state = "\n".join(str(getattr(school, name)) for name in CHANGEABLE)
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _check(school: NewSchool) -> None:
    if not school.code.strip():
        raise Refused("access.name_missing")
    if School.objects.filter(code=school.code.strip()).exists():
        raise Refused("access.school_exists", code=school.code)
    _check_words(school)


def _check_words(school: NewSchool) -> None:
    if not (school.name_en.strip() or school.name_zh.strip()):
        raise Refused("access.name_missing")
    try:
        ZoneInfo(school.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("access.unknown_time_zone", zone=school.time_zone) from None
