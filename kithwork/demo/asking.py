"""A survey of each school, part-answered: opened, agreed to on paper, brought in from a file.

Who answers is drawn by `parameters.ANSWERS`; what she says by the mean of her school for each
function, her own deviation, and noise; whom she names by the school's shares. Whether it is enough
follows from what she says she has. Being left behind moves nothing here.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kithwork.access.models import User
from kithwork.catalogue.mappings import read_mapping
from kithwork.demo.draws import Draws
from kithwork.demo.families import Family
from kithwork.demo.parameters import (
    ANSWERS,
    ENOUGH_FROM,
    JUDGED,
    NOISE,
    SAMPLE,
    SHARED,
    SPREAD,
)
from kithwork.demo.schools import Filled
from kithwork.demo.stories.telling import LANGUAGE, at
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.actions.imports import Incoming
from kithwork.people.models import Carer
from kithwork.safety.duty import plan_duty
from kithwork.surveys.actions.campaigns import Planned, open_campaign, plan_campaign
from kithwork.surveys.actions.imports.planning import plan_answers
from kithwork.surveys.actions.imports.saving import save_forms
from kithwork.surveys.actions.invited import who_agreed
from kithwork.surveys.models import Campaign

MAPPING = Path(__file__).with_name("answers.yaml")
INSTRUMENT = "ssm-16"
PURPOSES = {"survey": "separate_consent", "survey_talk": "separate_consent"}
WORDS = ("从没有", "很少", "有时", "经常", "几乎总是")
ITEMS = {"EM": range(1, 5), "IS": range(5, 9), "IN": range(9, 13), "AP": range(13, 17)}
SAID_BESIDE = tuple(f"{what}_{function}" for function in ITEMS for what in ("who", "enough"))
COLUMNS = ("number", "day", *(f"q{item}" for item in range(1, 17)), *SAID_BESIDE)
OPENED, AGREED, ANSWERED, CLOSES = 10, 8, 3, 7  # days before the day of the world, and after it


@dataclass(frozen=True, slots=True)
class Saying:
    """What a school's students say: the mean of each function, and the shares of whom they name."""

    means: Mapping[str, float]
    named: Mapping[str, Mapping[str, int]]


def ask(
    draws: Draws,
    filled: Filled,
    *,
    said: Saying,
    title: str,
    as_of: dt.date,
    by: User,
) -> Campaign:
    """Ask everybody of a school, and bring in the answers of those who agreed."""
    with at(as_of - dt.timedelta(days=OPENED)):
        campaign = _opened(draws, filled, title=title, as_of=as_of, by=by)
    asked = set(campaign.invitations.values_list("student_id", flat=True))
    answering = [one for one in filled.families if one.student.pk in asked and _answers(draws, one)]
    with at(as_of - dt.timedelta(days=AGREED)):
        for family in answering:
            _agree(campaign, family, as_of - dt.timedelta(days=AGREED), by)
    with at(as_of - dt.timedelta(days=ANSWERED)):
        agreed = who_agreed(campaign)
        rows = [
            _row(draws, one, said, as_of - dt.timedelta(days=ANSWERED))
            for one in answering
            if one.student.pk in agreed
        ]
        _bring_in(campaign, rows, by)
    return campaign


def _opened(draws: Draws, filled: Filled, *, title: str, as_of: dt.date, by: User) -> Campaign:
    """Open it for a small school or a sample of a large one; somebody is on duty meanwhile."""
    plan_duty(
        school=filled.school,
        user=by,
        days=[as_of + dt.timedelta(days=day) for day in range(1 - OPENED, CLOSES + 1)],
        starts=dt.time(8),
        ends=dt.time(20),
        by=by,
    )
    is_large = len(filled.families) > SAMPLE
    plan = Planned(
        title=title,
        instrument=INSTRUMENT,
        ways=("link", "room", "paper"),
        purposes=PURPOSES,
        notice="survey.support",
        contact=f"{by.name}，社工室",
        audience_kind="sample" if is_large else "school",
        audience={"size": SAMPLE, "seed": draws.seed} if is_large else {},
        closes_on=as_of + dt.timedelta(days=CLOSES),
    )
    campaign = plan_campaign(school=filled.school, plan=plan, by=by)
    return open_campaign(campaign=campaign, by=by)


def _answers(draws: Draws, family: Family) -> bool:
    return draws.of("answers", family.pupil.index).randrange(100) < ANSWERS


def _agree(campaign: Campaign, family: Family, on: dt.date, by: User) -> None:
    """Keep her own yes and, of a pupil, a parent's, both on paper."""
    carers = Carer.objects.filter(student=family.student, is_legal_guardian=True).order_by("pk")
    parent = carers.first() if campaign.school.kind != "college" else None
    for carer in (None, parent) if parent else (None,):
        asking = Asking(
            student=family.student,
            carer=carer,
            method="paper",
            given_on=on,
            language=LANGUAGE,
            about=campaign.uid,
            was_read_aloud=True,
            was_understood=True,
            is_verified=carer is not None,
        )
        record_consent(asking=asking, answers=dict.fromkeys(PURPOSES, True), by=by)


def _bring_in(campaign: Campaign, rows: Sequence[Sequence[str]], by: User) -> None:
    """Save a file of answers of those who agreed, as an import of that campaign does."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    sheet.writerows(rows)
    incoming = Incoming(text.getvalue().encode(), read_mapping(MAPPING), "answers.csv")
    planned = plan_answers(incoming=incoming, school=campaign.school, by=by, campaign=campaign)
    assert planned.plan.is_good, planned.plan.errors
    for school, forms in planned.forms.items():
        save_forms(school, forms, by=by, speaker=None, campaign=campaign)


def _row(draws: Draws, family: Family, said: Saying, on: dt.date) -> list[str]:
    source = draws.of("support", family.pupil.index)
    trait = source.gauss(0, 1)
    words = list(answers_drawn(source, said.means, trait))
    beside = said_beside(draws.of("named", family.pupil.index), words, said.named)
    return [family.student.number, on.isoformat(), *words, *beside]


def answers_drawn(source: random.Random, means: Mapping[str, float], trait: float) -> Iterator[str]:
    """Draw the words of one student's sixteen answers, in the order of the items."""
    for function, items in ITEMS.items():
        own = SHARED * trait + (1 - SHARED**2) ** 0.5 * source.gauss(0, 1)
        for _item in items:
            step = round(means[function] + SPREAD * own + source.gauss(0, NOISE))
            yield WORDS[min(max(step, 0), len(WORDS) - 1)]


def said_beside(
    source: random.Random, words: Sequence[str], named: Mapping[str, Mapping[str, int]]
) -> Iterator[str]:
    """Draw whom she names for each function, and say whether what she has is enough for her."""
    for function, items in ITEMS.items():
        people = [code for code, share in named[function].items() if source.randrange(100) < share]
        yield "; ".join(people) or "nobody"
        has = sum(WORDS.index(words[item - 1]) for item in items) / len(items)
        yield "about_right" if has + source.gauss(0, JUDGED) >= ENOUGH_FROM else "too_little"
