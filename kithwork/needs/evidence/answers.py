"""What students said in questionnaires: the latest form of each counts, or that of one campaign.

A questionnaire gives the facts of its questions and its scores; a standard scale its scores alone.
Answers are read as they were stored: one that the questionnaire does not offer any more is left
out; scores are those that were stored with the form. Questions that feed the same fact are read
together, and of many forms with the same answers once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.questionnaires import Answer, AnswerReader, QuestionKind, facts_from
from kithwork.core.questionnaires.sharing import Shared, sharing
from kithwork.core.scales import AnswerError
from kithwork.needs.evidence.known import EVERYTHING, ByStudent, Facts, Known, Wanted
from kithwork.needs.evidence.whom import Whom
from kithwork.surveys.models import Administration, Campaign, ScoreResult
from kithwork.surveys.queries.standing import standing_forms

_Said = tuple[Any, ...]  # what was stored for some questions, in their order


@dataclass(frozen=True, slots=True)
class _Form:
    student: int
    instrument: str
    on: dt.date


def answers_by_student(
    whom: Whom, *, facts: Facts, wanted: Wanted = EVERYTHING, campaign: Campaign | None = None
) -> ByStudent:
    """Return the facts of each student's forms by her primary key, of all or of one campaign."""
    found: defaultdict[int, Known] = defaultdict(dict)
    forms = _latest(whom, wanted, campaign)
    for pk, known in (
        *_of_questions(whom, forms, facts, wanted),
        *_of_scores(whom, forms, facts, wanted),
    ):
        form, own = forms[pk], found[forms[pk].student]
        for name, fact in known.items():
            if name in wanted and (name not in own or _day(own[name].on) < form.on):
                own[name] = fact
    return found


def _day(on: dt.date | None) -> dt.date:
    return on or dt.date.min


def _latest(whom: Whom, wanted: Wanted, campaign: Campaign | None) -> dict[int, _Form]:
    """The latest form of each student and instrument by its key, the earlier given first."""
    saying = [one for one, entry in instruments().items() if _says(entry, wanted)]
    rows = standing_forms(whom.rows, campaign).filter(instrument__in=saying)
    latest: dict[tuple[int, str], tuple[int, dt.date]] = {}
    columns = rows.values_list("pk", "student_id", "instrument", "given_on")
    for pk, student, instrument, on in columns.order_by("given_on", "entered_at", "pk"):
        latest[student, instrument] = (pk, on)
    return {pk: _Form(student, code, on) for (student, code), (pk, on) in latest.items()}


def _says(entry: InstrumentEntry, wanted: Wanted) -> bool:
    return wanted.any_of(entry.score_facts.values()) or any(
        wanted.any_of(shared.facts) for shared in _groups(entry)
    )


def _groups(entry: InstrumentEntry) -> tuple[Shared, ...]:
    return () if entry.questionnaire is None else sharing(tuple(entry.questionnaire.questions()))


# ── scores ──────────────────────────────────────────────────────────────────────────────────


def _of_scores(
    whom: Whom, forms: dict[int, _Form], facts: Facts, wanted: Wanted
) -> Iterator[tuple[int, Known]]:
    rows = ScoreResult.objects.filter(
        administration__student__in=whom.rows,
        administration__superseded_by__isnull=True,
        value__isnull=False,
        name__in=_scores(wanted),
    )
    for pk, name, value in rows.order_by("pk").values_list("administration_id", "name", "value"):
        if pk in forms:
            form = forms[pk]
            fact = instruments()[form.instrument].score_facts.get(name)
            if fact is not None:
                yield pk, {fact: facts.fact(value, form.on, form.instrument)}


def _scores(wanted: Wanted) -> set[str]:
    """The names of the scores that give a wanted fact, in whatever instrument."""
    named = (pair for entry in instruments().values() for pair in entry.score_facts.items())
    return {name for name, fact in named if fact in wanted}


# ── questions ───────────────────────────────────────────────────────────────────────────────


def _of_questions(
    whom: Whom, forms: dict[int, _Form], facts: Facts, wanted: Wanted
) -> Iterator[tuple[int, Known]]:
    readers = {code: _reader(instruments()[code], facts, wanted) for code in _codes(forms)}
    asking = [code for code, reader in readers.items() if reader.groups]
    rows = Administration.objects.filter(
        student__in=whom.rows, superseded_by__isnull=True, instrument__in=asking
    )
    stored = rows.order_by("pk").values_list("pk", "answers", "more")
    for pk, answers, more in stored.iterator() if asking else ():
        if pk in forms:
            yield pk, readers[forms[pk].instrument].read({**answers, **more}, forms[pk].on)


def _codes(forms: dict[int, _Form]) -> list[str]:
    return sorted({form.instrument for form in forms.values()})


@dataclass(slots=True)
class _Reader:
    """Reads the forms of one questionnaire: equal answers to the same questions once."""

    code: str
    groups: tuple[Shared, ...]
    facts: Facts
    _readers: dict[str, AnswerReader]
    _asked: tuple[tuple[str, ...], ...]
    _nothing: tuple[_Said, ...]
    _read: dict[tuple[int, dt.date, _Said], Known] = field(default_factory=dict)

    def read(self, stored: dict[str, Any], on: dt.date) -> Known:
        known: Known = {}
        read = {name: tuple(one) if type(one) is list else one for name, one in stored.items()}
        for place, asked in enumerate(self._asked):
            said = tuple([read.get(name) for name in asked])
            if said == self._nothing[place]:
                continue
            key = (place, on, said)
            found = self._read.get(key)
            if found is None:
                found = self._read[key] = self._facts(self.groups[place], said, on)
            known |= found
        return known

    def _facts(self, group: Shared, said: _Said, on: dt.date) -> Known:
        answers = dict(self._answered(group, said))
        found = facts_from(group.questions, answers, on=on, source=self.code)
        return {name: self.facts.fact(one.value, on, self.code) for name, one in found.items()}

    def _answered(self, group: Shared, said: _Said) -> Iterator[tuple[str, Answer | None]]:
        """The answers as they were stored: a code, codes, or the number of an item."""
        for question, stored in zip(group.questions, said, strict=True):
            if isinstance(stored, tuple):
                is_ticks = question.kind is QuestionKind.TICKS
                yield question.id, stored if is_ticks else stored[0]
            elif stored is not None:
                with suppress(AnswerError):
                    yield question.id, self._readers[question.id].read(stored)


def _reader(entry: InstrumentEntry, facts: Facts, wanted: Wanted) -> _Reader:
    groups = tuple(group for group in _groups(entry) if wanted.any_of(group.facts))
    readers = {one.id: AnswerReader(one) for group in groups for one in group.questions}
    asked = tuple(tuple(one.id for one in group.questions) for group in groups)
    nothing = tuple((None,) * len(names) for names in asked)
    return _Reader(entry.instrument.code, groups, facts, readers, asked, nothing)
