"""Assessment: one matrix of all raters, evidence attached to it, both sides' ranks of needs."""

import datetime as dt
from html import unescape

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.evidence import Piece, add_evidence, save_talk
from kithwork.casework.actions.needs import NeedSaid, add_need, say_of_need, tell_problem
from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.models import Case, Occasion
from kithwork.casework.queries.evidence import evidence_of_case, talks_of
from kithwork.casework.queries.facts import facts_of
from kithwork.casework.queries.needs import needs_of_case, problems_of
from kithwork.casework.queries.support import (
    changed_between,
    evidence_lacks,
    matrix_of,
    occasion_told,
    told_changes,
)
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.core.support.cells import Adequacy, Cell, EvidenceKind, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Tie
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

HERS = Sheet(
    rater=Rater.CLIENT,
    present=("family_grandparent", "teacher_homeroom"),
    said=(
        Said(function=Function.EM, enough=0, words="没人听我说"),
        Said(function=Function.IS, enough=2),
        Said(function=Function.IN, left_out="她累了，下次再问"),
    ),
    ties=(Tie(source="family_grandparent", quality=1, importance=3),),
    cells=(Cell(source="family_grandparent", function=Function.EM, level=1),),
)


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def occasion(cast: Cast, case: Case) -> Occasion:
    return begin_occasion(case=case, on=TODAY, by=cast.lin)


def test_a_sheet_becomes_the_matrix_with_her_words(cast: Cast, occasion: Occasion) -> None:
    save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    matrix = matrix_of(occasion)
    assert matrix.of(Function.EM).enough is Adequacy.FAR_TOO_LITTLE
    assert matrix.rows == ("family_grandparent", "teacher_homeroom")
    told = occasion_told(occasion, "zh-Hans")
    assert [one.word for one in told.functions] == ["明显不足", "足够", "未询问", "未询问"]
    assert told.functions[0].her_words == "没人听我说"
    assert told.functions[2].left_out == "她累了，下次再问"


def test_raters_stand_side_by_side_and_their_discord_is_for_the_worker(
    cast: Cast, occasion: Occasion
) -> None:
    save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    carer = Sheet(
        rater=Rater.GUARDIAN,
        informant="外婆",
        cells=(
            Cell(
                source="family_grandparent",
                function=Function.EM,
                level=4,
                rated_by=Rater.GUARDIAN,
            ),
        ),
    )
    save_sheet(occasion=occasion, sheet=carer, by=cast.lin)
    told = occasion_told(occasion, "en")
    assert told.raters == ("student", "parent or carer")
    assert len(told.apart) == 1
    assert "several a week" in told.apart[0]
    assert told.functions[0].word == "large gap"  # her word, not the carer's
    again = begin_occasion(case=occasion.case, on=TODAY, by=cast.lin)
    save_sheet(occasion=again, sheet=HERS, by=cast.lin)
    page = text_of(signed_in(cast.lin), address(occasion.case, "assess"))
    assert unescape(told.apart[0]) in unescape(page)


def test_only_the_student_is_asked_whether_it_is_enough(cast: Cast, occasion: Occasion) -> None:
    theirs = Sheet(rater=Rater.TEACHER, said=(Said(function=Function.EM, enough=2),))
    with pytest.raises(Refused, match="only_the_student"):
        save_sheet(occasion=occasion, sheet=theirs, by=cast.lin)
    with pytest.raises(Refused, match="unknown_source"):
        save_sheet(
            occasion=occasion, sheet=Sheet(rater=Rater.CLIENT, present=("moon",)), by=cast.lin
        )


def test_a_sheet_is_amended_by_a_version_and_a_stale_one_is_refused(
    cast: Cast, occasion: Occasion
) -> None:
    first = save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    with pytest.raises(Stale):
        save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    second = save_sheet(occasion=occasion, sheet=HERS, by=cast.lin, made_from=str(first.uid))
    assert (second.version, second.supersedes) == (2, first)
    assert len(matrix_of(occasion).cells) == 1


def test_evidence_opens_the_way_to_planning(cast: Cast, case: Case, occasion: Occasion) -> None:
    save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    assert evidence_lacks(occasion) == (Function.EM, Function.IS, Function.AP)
    piece = Piece(
        kind=EvidenceKind.QUOTE,
        informant="client",
        on=TODAY,
        words="想家的时候就躲在被子里",
        places=((Function.EM, "family_parent"), (Function.AP, "")),
    )
    add_evidence(case=case, piece=piece, by=cast.lin, occasion=occasion)
    assert evidence_lacks(occasion) == (Function.IS,)
    (told,) = evidence_of_case(case, "zh-Hans")
    assert (told.kind, told.informant) == ("访谈原话", "学生")
    assert told.places == ("情感 · 父母", "评价")
    facts = facts_of(case, on=TODAY).assessment
    assert facts.with_evidence == {Function.EM, Function.AP}
    assert facts.not_assessed == {Function.IN}


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (Piece(kind=EvidenceKind.QUOTE, informant="client", on=TODAY, words="x"), "of_nothing"),
        (
            Piece(
                kind=EvidenceKind.QUOTE, informant="client", on=TODAY, places=((Function.EM, ""),)
            ),
            "no_words",
        ),
        (
            Piece(
                kind=EvidenceKind.SCALE_ITEM,
                informant="client",
                on=TODAY,
                places=((Function.EM, ""),),
            ),
            "no_scale",
        ),
    ],
)
def test_evidence_says_something_of_something(cast, case, piece: Piece, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add_evidence(case=case, piece=piece, by=cast.lin)


def test_views_on_schooling_are_kept_person_by_person(cast: Cast, occasion: Occasion) -> None:
    for person, answer in (("client", 4), ("grandmother", 0)):
        save_talk(
            occasion=occasion,
            card="girls_schooling",
            person=person,
            answers={"far": answer},
            on=TODAY,
            by=cast.lin,
            words="家里穷",
        )
    told = talks_of(occasion.case, "zh-Hans")
    assert [(one.person, one.lines[0][1]) for one in told] == [
        ("学生", "就是这样"),
        ("奶奶或外婆", "不是这样"),
    ]
    with pytest.raises(Refused, match="empty"):
        save_talk(
            occasion=occasion, card="girls_schooling", person="father", answers={}, on=TODAY,
            by=cast.lin,
        )  # fmt: skip


def test_her_rank_and_the_workers_stand_side_by_side(cast: Cast, case: Case) -> None:
    second = add_need(case=case, code="N-ACA-1", on=TODAY, by=cast.lin)
    first = add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin)
    assert add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin) == first
    for need, hers in ((first, 1), (second, 2)):
        said = NeedSaid(rank_client=hers, rank_worker=3 - hers, severity_client=8)
        made_from = str(need.versions.get(superseded_by=None).uid)
        say_of_need(need=need, said=said, on=TODAY, by=cast.lin, made_from=made_from)
    told = needs_of_case(case, "zh-Hans")
    assert [(one.code, one.said.rank_client, one.said.rank_worker) for one in told] == [
        ("N-FAM-3", 1, 2),
        ("N-ACA-1", 2, 1),
    ]
    assert told[0].label == "家庭的教育观念"


def test_a_problem_is_kept_as_it_was_told(cast: Cast, case: Case) -> None:
    words = {"told": "回家没人说话", "since": "初一"}
    row = tell_problem(case=case, words=words, severity=7, by=cast.lin)
    again = tell_problem(
        case=case,
        words={**words, "tried": "写日记"},
        severity=6,
        by=cast.lin,
        problem=row.problem,
        made_from=str(row.uid),
    )
    (told,) = problems_of(case)
    assert (told.version, told.words["tried"], told.version.severity) == (again, "写日记", 6)
    with pytest.raises(Refused, match="not_told"):
        tell_problem(case=case, words={"told": " "}, by=cast.lin)


def test_change_from_one_occasion_to_the_next_in_words(cast: Cast, occasion: Occasion) -> None:
    save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    later = begin_occasion(case=occasion.case, on=TODAY + dt.timedelta(days=80), by=cast.lin)
    better = Sheet(
        rater=Rater.CLIENT,
        present=HERS.present,
        said=(Said(function=Function.EM, enough=2), Said(function=Function.IS, enough=2)),
    )
    save_sheet(occasion=later, sheet=better, by=cast.lin)
    assert (occasion.number, later.number) == (0, 1)
    changed = changed_between(occasion, later)
    assert any("emotional" in line for line in told_changes(changed, "en"))


def test_nobody_writes_in_anothers_case(cast: Cast, case: Case, occasion: Occasion) -> None:
    with pytest.raises(NotAllowed):
        save_sheet(occasion=occasion, sheet=HERS, by=cast.zhou)
    with pytest.raises(NotAllowed):
        add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.zhou)


def test_the_trail_says_what_was_written_and_never_what_it_says(
    cast: Cast, occasion: Occasion
) -> None:
    save_sheet(occasion=occasion, sheet=HERS, by=cast.lin)
    event = AuditEvent.objects.filter(subject_kind="case.support").get()
    assert event.verb == "create"
    assert set(event.fields) == {"present", "em", "is", "in", "cells"}
    assert "没人听我说" not in str(vars(event))
