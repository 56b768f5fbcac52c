"""Own pathways: versions with their reasons, approval by another, what a plan is offered."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from kithwork.access.models import Posting
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.pathways import (
    Learned,
    approve_pathway,
    begin_pathway,
    change_pathway,
    retire_pathway,
)
from kithwork.casework.actions.plans import standing_plan
from kithwork.casework.models import Case, Pathway, PathwayGround, PracticeLesson
from kithwork.casework.queries.pathways import (
    offered_presets,
    pathway_for,
    pathway_told,
    pathways_for,
    preset_of,
)
from kithwork.casework.tests.browsing import address, hidden, sent, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_plan import in_stage
from kithwork.catalogue.preset_writing import read_again
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.core.text import Text
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

NAME = Text("left behind, calls first", "留守学生，先通话")
WHY = Learned(why="通话放在最前面，孩子更愿意来")


@pytest.fixture
def pathway(cast: Cast) -> Pathway:
    return begin_pathway(
        school=cast.qingshan, base=presets()["P1"], label=NAME, learned=WHY, by=cast.lin
    )


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


@pytest.fixture
def supervisor(cast: Cast) -> Client:
    return signed_in(cast.he)


def shorter(pathway: Pathway, cast: Cast, why: str = "一节就够") -> Pathway:
    preset = preset_of(pathway)
    first = replace(preset.stages[0], sessions=preset.stages[0].sessions[1:])
    return change_pathway(
        pathway=pathway,
        preset=replace(preset, stages=(first, *preset.stages[1:])),
        learned=Learned(why=why),
        by=cast.lin,
        made_from=str(pathway.uid),
    )


def closed(cast: Cast, **whose: object) -> Case:
    return in_stage(opened(cast, **whose), Status.CLOSED)


def where(name: str, pathway: Pathway, **parts: object) -> str:
    return reverse(f"learn:{name}", kwargs={"uid": pathway.uid, **parts})


def test_a_pathway_begins_as_a_copy_that_the_catalogue_can_read(pathway: Pathway) -> None:
    preset, base = preset_of(pathway), presets()["P1"]
    assert preset.stages == base.stages
    assert (preset.entry.id, preset.entry.version) == ("OWN-1", "1")
    assert preset.label == NAME
    assert preset.entry.content_hash == pathway.content_hash != base.entry.content_hash
    assert (pathway.base, pathway.base_hash) == ("P1", base.entry.content_hash)


def test_a_change_is_a_version_with_its_reason(cast: Cast, pathway: Pathway) -> None:
    second = shorter(pathway, cast)
    assert (second.version, second.code, second.series) == (2, "OWN-1", pathway.series)
    told = pathway_told(cast.lin, second, language="zh-Hans")
    assert [one.why for one in told.history] == ["一节就够", WHY.why]
    assert any("初次见面" in line for line in told.history[0].changes)
    with pytest.raises(Stale):
        shorter(pathway, cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Pathway.objects.filter(pk=pathway.pk).update(code="x")


def test_what_is_approved_by_another_is_offered(cast: Cast, pathway: Pathway) -> None:
    assert list(offered_presets(cast.qingshan, on=TODAY)) == list(presets())
    approve_pathway(pathway=pathway, by=cast.he)
    offered = offered_presets(cast.qingshan, on=TODAY)
    assert list(offered) == ["OWN-1", *presets()]
    assert offered["OWN-1"].label == NAME
    assert "OWN-1" not in offered_presets(cast.college, on=TODAY)


def test_a_later_draft_does_not_take_the_place_of_what_was_approved(
    cast: Cast, pathway: Pathway
) -> None:
    approve_pathway(pathway=pathway, by=cast.he)
    second = shorter(pathway, cast)
    assert offered_presets(cast.qingshan, on=TODAY)["OWN-1"].entry.version == "1"
    [row] = pathways_for(cast.lin)
    assert (row.state, row.offered) == ("changed", 1)
    approve_pathway(pathway=second, by=cast.he)
    assert offered_presets(cast.qingshan, on=TODAY)["OWN-1"].entry.version == "2"


def test_it_ends_by_a_day_and_stays(cast: Cast, pathway: Pathway) -> None:
    approve_pathway(pathway=pathway, by=cast.he)
    later = TODAY + dt.timedelta(days=10)
    retire_pathway(pathway=pathway, on=later, why="改用新的", by=cast.he)
    assert "OWN-1" in offered_presets(cast.qingshan, on=later - dt.timedelta(days=1))
    assert "OWN-1" not in offered_presets(cast.qingshan, on=later)
    assert pathway_for(cast.lin, pathway.uid) == pathway


def test_who_may_not_approve(cast: Cast, pathway: Pathway) -> None:
    for stranger in (cast.lin, cast.tan, cast.shen, cast.gu):
        with pytest.raises(NotAllowed):
            approve_pathway(pathway=pathway, by=stranger)
    second = shorter(pathway, cast)
    with pytest.raises(Refused, match="old_version"):
        approve_pathway(pathway=pathway, by=cast.he)
    approve_pathway(pathway=second, by=cast.he)
    with pytest.raises(Refused, match="approved_already"):
        approve_pathway(pathway=second, by=cast.he)


def test_who_wrote_a_version_does_not_approve_it(cast: Cast, pathway: Pathway) -> None:
    Posting.objects.filter(user=cast.lin).update(role="supervisor")
    with pytest.raises(Refused, match="own_version"):
        approve_pathway(pathway=pathway, by=cast.lin)


def test_who_may_not_write(cast: Cast, pathway: Pathway) -> None:
    for stranger in (cast.he, cast.shen, cast.su):
        with pytest.raises(NotAllowed):
            change_pathway(
                pathway=pathway,
                preset=preset_of(pathway),
                learned=WHY,
                by=stranger,
                made_from=str(pathway.uid),
            )


@pytest.mark.parametrize("why", ["", " "])
def test_no_version_without_a_reason(cast: Cast, pathway: Pathway, why: str) -> None:
    with pytest.raises(Refused, match="no_why"):
        shorter(pathway, cast, why)
    approve_pathway(pathway=pathway, by=cast.he)
    with pytest.raises(Refused, match="no_why"):
        retire_pathway(pathway=pathway, on=TODAY, why=why, by=cast.he)


@pytest.mark.parametrize(("low", "high", "is_right"), [(14, 16, True), (15, 16, False)])
def test_weeks_add_up(cast: Cast, pathway: Pathway, low: int, high: int, is_right: bool) -> None:
    preset = preset_of(pathway)
    weeks = sum(stage.weeks for stage in preset.stages)
    changed = replace(preset, fewest_weeks=low - 14 + weeks, most_weeks=high - 14 + weeks)

    def change() -> None:
        change_pathway(
            pathway=pathway, preset=changed, learned=WHY, by=cast.lin, made_from=str(pathway.uid)
        )

    if is_right:
        change()
        return
    with pytest.raises(Refused, match="weeks") as refusal:
        change()
    assert str(weeks) in refusal.value.said_in("en")


def test_an_unapproved_or_past_retirement_is_refused(cast: Cast, pathway: Pathway) -> None:
    with pytest.raises(Refused, match="not_approved"):
        retire_pathway(pathway=pathway, on=TODAY, why="x", by=cast.he)
    approve_pathway(pathway=pathway, by=cast.he)
    yesterday = TODAY - dt.timedelta(days=1)
    with pytest.raises(Refused, match="retire_past"):
        retire_pathway(pathway=pathway, on=yesterday, why="x", by=cast.he)


def test_it_is_learned_from_closed_cases_and_lessons(cast: Cast, pathway: Pathway) -> None:
    case = opened(cast)
    lesson = write_lesson(case=case, lesson=Lesson(words="先通话"), by=cast.lin)
    preset, version = preset_of(pathway), str(pathway.uid)
    learned = Learned(why="x", cases=(case,), lessons=(lesson,))
    with pytest.raises(Refused, match="open_case"):
        change_pathway(
            pathway=pathway, preset=preset, learned=learned, by=cast.lin, made_from=version
        )
    in_stage(case, Status.CLOSED)
    second = change_pathway(
        pathway=pathway, preset=preset, learned=learned, by=cast.lin, made_from=version
    )
    third = shorter(second, cast)  # the grounds go on
    own = pathway_told(cast.lin, third, language="en")
    assert (own.cases, own.hidden_cases, len(own.lessons)) == ((case,), 0, 1)
    other = pathway_told(cast.tan, third, language="en")
    assert (other.cases, other.hidden_cases, len(other.lessons)) == ((), 1, 1)
    assert other.lessons[0].case is None


def test_another_school_reads_it_and_does_not_write_it(cast: Cast, pathway: Pathway) -> None:
    told = pathway_told(cast.shen, pathway, language="en")
    assert not any((told.may_write, told.may_approve, told.may_retire))
    assert pathways_for(cast.su) == ()


def test_the_trail_has_no_reason_in_words(cast: Cast, pathway: Pathway) -> None:
    approve_pathway(pathway=pathway, by=cast.he)
    events = AuditEvent.objects.filter(subject_kind="pathway")
    assert [(one.verb, one.reason) for one in events.order_by("pk")] == [
        ("create", ""),
        ("sign", "approved"),
    ]
    assert WHY.why not in str([one.__dict__ for one in events])


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def test_a_pathway_is_made_changed_and_approved_on_its_pages(
    cast: Cast, worker: Client, supervisor: Client
) -> None:
    case = closed(cast)
    write_lesson(case=case, lesson=Lesson(words="先定通话"), by=cast.lin)
    begin = reverse("learn:pathway_begin", kwargs={"base": "p1"})
    assert sent(worker, begin, {"label": "x", "why": ""}).status_code == 422
    lesson = str(PracticeLesson.objects.get().uid)
    form = {"label": "先通话", "why": "看到效果", "cases": [str(case.uid)], "lessons": [lesson]}
    assert sent(worker, begin, form).status_code == 302
    first = Pathway.objects.get()
    assert PathwayGround.objects.filter(pathway=first).count() == 2
    page = text_of(worker, where("pathway", first))
    assert "先定通话" in page
    assert "Approve this version" not in page
    stage = where("pathway_stage", first, number=1)
    assert (
        sent(worker, stage, {**shown(worker, stage), "why": "少一周", "weeks": "2"}).status_code
        == 302
    )
    second = Pathway.objects.get(version=2)
    assert preset_of(second).stages[0].weeks == 2
    assert preset_of(second).stages[0].care == presets()["P1"].stages[0].care
    assert preset_of(second).stages[0].sessions == presets()["P1"].stages[0].sessions
    assert "Approve this version" in text_of(supervisor, where("pathway", second))
    assert supervisor.post(where("pathway_approve", second)).status_code == 302
    beside = where("pathway_beside", first, other=second.uid)
    assert "Weeks: 2 instead of 3" in text_of(worker, beside)
    plan = in_stage(case, Status.PLANNING)
    where_begin = address(plan, "plan_begin")
    assert "OWN-1" in text_of(worker, where_begin)
    worker.post(where_begin, {"preset": "OWN-1", "starts_on": TODAY.isoformat()})
    made = standing_plan(plan)
    assert (made.preset, made.preset_version) == ("OWN-1", "2")
    assert made.preset_hash == second.content_hash


def shown(client: Client, where: str) -> dict[str, object]:
    """Return everything that a form shows, as a browser would send it."""
    form = client.get(where).context["form"]
    parts = [form, *getattr(form, "sessions", [])]
    return {
        field.html_name: value
        for part in parts
        for field in part
        if (value := field.value()) not in (None, "", False)
    }


def test_a_stage_is_added_between_and_left_out(worker: Client, pathway: Pathway) -> None:
    add = where("pathway_stage_add", pathway, number=2)
    form = {
        "name": "假期",
        "weeks": "1",
        "gate": "约好",
        "shaped_by": "一句",
        "who_does": "together",
    }
    session = {
        "session-0-theme": "电话",
        "session-0-aim": "在",
        "session-0-content": "说近况",
        "session-0-place": "电话",
        "session-0-who": ["student"],
        "session-0-technique_0": "EM-03",
    }
    whole = {**form, **session, "care_dialogue": "她说了吗？", "why": "假期空着"}
    half = {**whole, "session-0-place": ""}
    assert sent(worker, add, half).status_code == 422
    assert sent(worker, add, {**whole, "care_dialogue": ""}).status_code == 422
    assert sent(worker, add, whole).status_code == 302
    second = Pathway.objects.get(version=2)
    assert [one.name.zh_hans for one in preset_of(second).stages][1] == "假期"
    drop = where("pathway_stage_drop", second, number=2)
    assert worker.post(drop, {"made_from": str(second.uid), "why": ""}).status_code == 302
    assert Pathway.objects.count() == 2
    worker.post(drop, {"made_from": str(second.uid), "why": "还是不要"})
    third = Pathway.objects.get(version=3)
    assert preset_of(third).stages == preset_of(pathway).stages
    assert preset_of(second).most_weeks >= sum(one.weeks for one in preset_of(second).stages)


def test_a_stage_is_put_at_another_place_with_a_reason(
    worker: Client, cast: Cast, pathway: Pathway
) -> None:
    move = where("pathway_stage_move", pathway, number=1)
    stood = [one.code for one in preset_of(pathway).stages]
    form = worker.get(where("pathway_stage", pathway, number=1)).content.decode()
    assert "Put this stage at another place" in form
    sent = {"made_from": str(pathway.uid), "to": "2", "why": "先做别的"}
    for wrong in ({"why": ""}, {"to": "0"}, {"to": "9"}):
        assert worker.post(move, sent | wrong).status_code == 302
    assert Pathway.objects.count() == 1
    assert worker.post(move, sent).status_code == 302
    second = Pathway.objects.get(version=2)
    assert [one.code for one in preset_of(second).stages] == [
        stood[1],
        stood[2],
        stood[0],
        *stood[3:],
    ]
    told = pathway_told(cast.lin, second, language="en")
    assert told.history[0].why == "先做别的"
    assert told.history[0].changes
    worker.post(move, sent)  # made from a version that stands no more
    assert Pathway.objects.count() == 2


def test_the_frame_keeps_the_cases_that_the_writer_may_not_open(
    cast: Cast, pathway: Pathway
) -> None:
    case = closed(cast)
    second = change_pathway(
        pathway=pathway,
        preset=preset_of(pathway),
        learned=Learned(why="x", cases=(case,)),
        by=cast.lin,
        made_from=str(pathway.uid),
    )
    colleague = signed_in(cast.tan)
    own = closed(cast, student=cast.haoran, by=cast.tan)
    frame = where("pathway_frame", second)
    form = {**shown(colleague, frame), "why": "加一个", "cases": [str(own.uid)]}
    assert sent(colleague, frame, form).status_code == 302
    third = Pathway.objects.get(version=3)
    behind = PathwayGround.objects.filter(pathway=third).values_list("case_id", flat=True)
    assert set(behind) == {case.pk, own.pk}


def test_an_old_tab_shows_both(worker: Client, cast: Cast, pathway: Pathway) -> None:
    frame = where("pathway_frame", pathway)
    form = {**shown(worker, frame), **hidden(text_of(worker, frame))}
    shorter(pathway, cast)
    answer = worker.post(frame, {**form, "why": "我的", "aim": "我的目标"})
    assert answer.status_code == 422
    assert "我的目标" in answer.content.decode()


def test_the_file_is_an_entry_of_the_catalogue(worker: Client, pathway: Pathway) -> None:
    answer = worker.get(where("pathway_file", pathway))
    assert answer["Content-Disposition"] == 'attachment; filename="own-1-version-1.yaml"'
    assert read_again(answer.content.decode(), file="x") == preset_of(pathway)
    assert AuditEvent.objects.filter(subject_kind="pathway", verb="export").count() == 1


def test_it_is_retired_on_its_page(supervisor: Client, cast: Cast, pathway: Pathway) -> None:
    approve_pathway(pathway=pathway, by=cast.he)
    retire = where("pathway_retire", pathway)
    assert supervisor.post(retire, {"on": "2020-01-01", "why": "x"}).status_code == 422
    assert supervisor.post(retire, {"on": TODAY.isoformat(), "why": "x"}).status_code == 302
    [row] = pathways_for(cast.lin)
    assert row.state == "retired"


def test_lists_teach_and_lead(worker: Client, supervisor: Client) -> None:
    page = text_of(worker, reverse("learn:pathways"))
    assert "No pathway of our own yet" in page
    assert reverse("learn:pathway_begin", kwargs={"base": "p4"}) in page
    assert "Make our own from it" not in text_of(supervisor, reverse("learn:pathways"))


def test_two_pathways_are_not_compared(cast: Cast, worker: Client, pathway: Pathway) -> None:
    other = begin_pathway(
        school=cast.qingshan, base=preset_of(pathway), label=NAME, learned=WHY, by=cast.lin
    )
    assert other.code == "OWN-2"
    assert worker.get(where("pathway_beside", pathway, other=other.uid)).status_code == 404
