"""The trail: to whom which lines, with or without content; that reading it is an event."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.actions.break_glass import break_glass
from kithwork.access.actions.postings import post, put_in_team
from kithwork.access.console import OPERATOR
from kithwork.access.models import BreakGlass, User
from kithwork.access.queries.trail import PAGE, Asked, Line, trail_for
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.actions.seals import seal_trail
from kithwork.audit.models import AuditEvent, Verb
from tests.cast import TODAY, Cast

Events = Callable[[], list[AuditEvent]]
TRAIL = "/settings/trail/"


def did(cast: Cast, user: User, *, where: str = "qingshan") -> AuditEvent:
    """Let somebody have looked at Xiaoyu's record."""
    return record(
        Verb.VIEW,
        "student",
        subject=cast.xiaoyu.uid,
        by=user,
        school=getattr(cast, where).uid,
        section="identity",
        fields=["phone"],
    )


def lines_of(reader: User, asked: Asked | None = None) -> dict[int, Line]:
    return {line.number: line for line in trail_for(reader, asked or Asked()).lines}


def test_a_manager_sees_what_it_was_about_and_an_administrator_does_not(cast: Cast) -> None:
    event = did(cast, cast.lin)
    full, bare = lines_of(cast.gu)[event.pk], lines_of(cast.luo)[event.pk]
    assert (full.subject, full.fields) == (str(cast.xiaoyu.uid), ("phone",))
    assert (bare.actor, bare.verb) == ("林静", "view")
    assert (bare.subject, bare.fields, bare.section, bare.reason) == ("", (), "", "")


def test_a_supervisor_sees_her_team_and_a_worker_herself(cast: Cast) -> None:
    own, colleague = did(cast, cast.lin), did(cast, cast.ye)
    assert own.pk in lines_of(cast.he)
    assert colleague.pk not in lines_of(cast.he)
    assert own.pk in lines_of(cast.lin)
    assert colleague.pk not in lines_of(cast.lin)
    assert own.pk not in lines_of(cast.tan)


@pytest.mark.parametrize("role", ["worker", "supervisor"])
def test_an_administrator_who_also_works_there_reads_no_more_of_others(
    cast: Cast, role: str
) -> None:
    post(user=cast.luo, role=role, school=cast.qingshan, starts_on=TODAY, by=OPERATOR)
    others, own = did(cast, cast.lin), did(cast, cast.luo)
    lines = lines_of(cast.luo)
    assert (lines[others.pk].subject, lines[others.pk].fields) == ("", ())
    assert lines[own.pk].subject == str(cast.xiaoyu.uid)


def test_an_administrator_who_supervises_reads_her_team_in_full(cast: Cast) -> None:
    here = {"school": cast.qingshan, "starts_on": TODAY, "by": OPERATOR}
    post(user=cast.luo, role="supervisor", **here)
    put_in_team(supervisor=cast.luo, worker=cast.tan, **here)
    member, other = did(cast, cast.tan), did(cast, cast.lin)
    lines = lines_of(cast.luo)
    assert lines[member.pk].subject == str(cast.xiaoyu.uid)
    assert lines[other.pk].subject == ""


def test_another_schools_lines_stay_there(cast: Cast) -> None:
    elsewhere = did(cast, cast.shen, where="college")
    cast.gu.postings.filter(school=cast.college).delete()
    assert elsewhere.pk not in lines_of(cast.gu)


def test_signing_in_is_shown_where_one_is_posted(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin)
    signed_in = record(Verb.SIGN_IN, "user", subject=cast.lin.uid, by=cast.lin)
    assert signed_in.pk in lines_of(cast.gu)


def test_person_deed_and_day_narrow_it(cast: Cast) -> None:
    mine, other = did(cast, cast.lin), did(cast, cast.tan)
    assert set(lines_of(cast.gu, Asked(actor=cast.lin.uid, verb="view"))) == {mine.pk}
    assert other.pk in lines_of(cast.gu, Asked(day=TODAY))
    assert not lines_of(cast.gu, Asked(day=TODAY.replace(year=2020)))


def test_a_line_says_the_time_at_the_school(cast: Cast, client: Client) -> None:
    did(cast, cast.lin)
    client.force_login(cast.gu)
    page = client.get(TRAIL).content.decode()
    assert "2026-11-18 12:00:00" in page  # the clock stands at noon in Shanghai
    assert "Asia/Shanghai" in page


def test_pages_follow_one_another_without_a_gap(cast: Cast) -> None:
    made = [did(cast, cast.lin).pk for _ in range(PAGE + 5)]
    first = trail_for(cast.gu, Asked(actor=cast.lin.uid, verb="view"))
    second = trail_for(cast.gu, Asked(actor=cast.lin.uid, verb="view", before=first.older))
    numbers = [line.number for line in (*first.lines, *second.lines)]
    assert numbers == sorted(made, reverse=True)


def test_reading_and_taking_it_away_are_events(cast: Cast, client: Client, events: Events) -> None:
    seal_trail()
    client.force_login(cast.gu)
    assert client.get(TRAIL, {"verb": "nonsense", "actor": "x", "day": "?"}).status_code == 200
    answer = client.post(f"{TRAIL}export/", {})
    assert [(e.verb, e.subject_kind) for e in events()[-2:]] == [
        ("list", "audit_event"),
        ("export", "audit_event"),
    ]
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == events()[-1].size
    assert rows[0]["kind"] == "the trail"


def test_an_export_goes_to_its_last_line_a_portion_at_a_time(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.access.queries.trail.PORTION", 3)
    made = [did(cast, cast.lin).pk for _ in range(10)]
    client.force_login(cast.gu)
    answer = client.post(f"{TRAIL}export/", {"actor": str(cast.lin.uid), "verb": "view"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [int(row["number"]) for row in rows] == sorted(made, reverse=True)
    assert rows[0]["at"] == "2026-11-18T12:00:00+08:00"


def test_a_line_about_an_account_names_it_and_one_about_a_student_does_not(
    cast: Cast, client: Client
) -> None:
    record(Verb.SIGN_IN, "user", subject=cast.lin.uid, by=cast.lin)
    did(cast, cast.lin)
    lines = lines_of(cast.gu, Asked(actor=cast.lin.uid))
    assert {(line.kind, line.account) for line in lines.values()} == {
        ("user", "林静"),
        ("student", ""),
    }
    client.force_login(cast.gu)
    page = client.get(TRAIL, headers={"accept-language": "zh-hans"}).content.decode()
    assert "林小雨" not in page
    assert "电话" in page
    assert "学生" in page


@pytest.mark.parametrize("first", ["=", "\n", "\uff1d", "\uff20"])
def test_a_name_is_no_formula_in_the_table(cast: Cast, client: Client, first: str) -> None:
    User.objects.filter(pk=cast.lin.pk).update(name=f"{first}1+1")
    did(cast, cast.lin)
    client.force_login(cast.gu)
    assert f"'{first}1+1" in client.post(f"{TRAIL}export/", {}).getvalue().decode()


@pytest.mark.parametrize("name", ["su", "zhou", "qin", "bai"])
def test_whose_role_has_no_trail_finds_none(cast: Cast, client: Client, name: str) -> None:
    client.force_login(getattr(cast, name))
    assert client.get(TRAIL).status_code == 403


def broken(cast: Cast, by: User) -> BreakGlass:
    return break_glass(
        user=by,
        school=cast.qingshan,
        section=Section.CASE,
        subject_kind="case",
        subject=cast.xiaoyu.uid,
        reason="Her worker fell ill and the school asks tonight.",
    )


def test_a_broken_glass_is_reviewed_by_another_person(
    cast: Cast, client: Client, events: Events
) -> None:
    glass = broken(cast, cast.gu)
    review = reverse("access:review", kwargs={"uid": glass.uid})
    client.force_login(cast.gu)
    assert client.post(review, {"justified": "yes"}).status_code == 403
    client.force_login(cast.ye)
    assert "fell ill" in client.get("/settings/glass/").content.decode()
    assert client.post(review, {}).status_code == 400
    assert client.post(review, {"justified": "no"}).status_code == 302
    glass.refresh_from_db()
    assert (glass.reviewed_by, glass.is_justified) == (cast.ye, False)
    assert events()[-1].reason == "reviewed.not_justified"


def test_an_administrator_reads_no_reason_of_a_broken_glass(cast: Cast, client: Client) -> None:
    broken(cast, cast.gu)
    client.force_login(cast.luo)
    assert client.get("/settings/glass/").status_code == 403
