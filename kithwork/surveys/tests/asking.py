"""A campaign at Qingshan for the tests: planned, on duty, opened, with a mother on file."""

import datetime as dt

from kithwork.access.console import OPERATOR
from kithwork.access.keys.vault import Vault
from kithwork.people.actions.carers import NewCarer, add_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Person
from kithwork.people.sealed import Contact
from kithwork.safety.duty import plan_duty
from kithwork.surveys.actions.campaigns import Planned, open_campaign, plan_campaign
from kithwork.surveys.codes import opened
from tests.cast import TODAY

BASES = {"survey": "separate_consent", "survey_talk": "separate_consent"}


def plan(**change):
    said = {
        "title": "Autumn at Qingshan",
        "instrument": "ssm-16",
        "ways": ("link", "room", "paper"),
        "purposes": BASES,
        "notice": "survey.support",
        "contact": "Lin Jing, room 203",
        "audience_kind": "school",
        "closes_on": TODAY + dt.timedelta(days=14),
    }
    return Planned(**said | change)


def born(student, years):
    """Give a student an age on the day of the tests."""
    birth = TODAY.replace(year=TODAY.year - years)
    Person.objects.filter(pk=student.person_id).update(birth=birth)
    student.person.refresh_from_db()


def mother_of(student, *, phone="100 0000 4321"):
    details = PersonDetails(full_name="赵兰", contacts=(Contact("mobile", phone),))
    carer = NewCarer(student, "mother", details, is_legal_guardian=True)
    return add_carer(carer=carer, by=OPERATOR)


def on_duty(cast, user=None):
    user = user or cast.lin
    return plan_duty(
        school=cast.qingshan,
        user=user,
        days=[TODAY],
        starts=dt.time(8),
        ends=dt.time(20),
        by=cast.lin,
    )


def planned(cast, *, by=None, **change):
    return plan_campaign(school=cast.qingshan, plan=plan(**change), by=by or cast.lin)


def opened_campaign(cast, **change):
    """Xiaoyu is thirteen with a mother on file, Haoran fifteen, Jiayi sixteen."""
    for student, years in ((cast.xiaoyu, 13), (cast.haoran, 15), (cast.jiayi, 16)):
        born(student, years)
    on_duty(cast)
    return open_campaign(campaign=planned(cast, **change), by=cast.lin)


def invited(campaign, student):
    return campaign.invitations.select_related("campaign__key", "student__person").get(
        student=student
    )


def code_of(invitation):
    return opened(invitation.code, Vault(invitation.campaign.key), row=invitation.uid)


def guardian_code_of(invitation):
    request = invitation.guardian_request
    return opened(request.code, Vault(invitation.campaign.key), row=request.uid)
