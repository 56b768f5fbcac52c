"""What the rows of a file of answers would become, before anything is written.

Every row is read, scored and compared with the forms that are known. The same form of the same day
again is left alone; with other answers it corrects the earlier one. A form that asks for somebody
to speak to the student is at fault unless a speaker is named who answers alerts at the school.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.catalogue.mappings import Kind
from kithwork.catalogue.mappings import Mapping as FileMapping
from kithwork.catalogue.mappings.mapping import AnswerColumns
from kithwork.cohort.records import Record, Records
from kithwork.core.questionnaires import Answer
from kithwork.core.reasons import Reason
from kithwork.core.scales import Key, Scored
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports import Incoming, Plan, RowState
from kithwork.people.actions.imports.schools import by_school
from kithwork.people.models import Student
from kithwork.safety.models import Alert
from kithwork.safety.queries import speakers_at
from kithwork.surveys.actions.imports.reading import Answers, FormReader
from kithwork.surveys.actions.invited import who_agreed
from kithwork.surveys.days import check_day
from kithwork.surveys.filling import Filled, entry_of, fitted, highest_level, key_for
from kithwork.surveys.models import Administration, Campaign
from kithwork.surveys.rows import ADMINISTRATION, stored


@dataclass(frozen=True, slots=True)
class Form:
    """One row that is to be saved.

    `corrects` is the form of the same day that it replaces; `alert` the level at which somebody
    must speak to the student, "" where nobody must or where the corrected form has said so before.
    """

    student: Student
    filled: Filled
    result: Scored
    more: Mapping[str, Answer]
    corrects: Administration | None
    alert: str


@dataclass(slots=True)
class AnswersPlan:
    """What would become of each row, and the forms that would be saved, school by school."""

    plan: Plan
    forms: dict[School, list[Form]] = field(default_factory=dict)


def plan_answers(
    *,
    incoming: Incoming,
    school: School,
    by: Who,
    speaker: User | None = None,
    campaign: Campaign | None = None,
) -> AnswersPlan:
    """Say what importing the file would do. Writes nothing. Raises NotAllowed."""
    require_roster(by, school)
    records, mapping = incoming.read(school), incoming.mapping
    return compared(records, mapping, school=school, by=by, speaker=speaker, campaign=campaign)


def compared(
    records: Records,
    mapping: FileMapping,
    *,
    school: School,
    by: Who,
    speaker: User | None,
    campaign: Campaign | None = None,
) -> AnswersPlan:
    """Score records and compare them with the forms that are known.

    With a `campaign`, a form of somebody who was not asked, or has not agreed, is at fault.
    """
    plan = Plan(
        records.rows,
        errors=list(records.errors),
        more=records.more,
        warnings=list(records.warnings),
    )
    planned = AnswersPlan(plan)
    answers = mapping.answers
    if mapping.kind is not Kind.ANSWERS or answers is None:
        plan.fault(None, None, reason=Reason.of("imports.no_answers"))
    elif mapping.on is None:
        plan.fault(None, None, reason=Reason.of("imports.no_day_of_answers"))
    if not plan.is_good or answers is None:
        return planned
    try:
        meaning = _Meaning.of(mapping, answers)
    except Refused as refusal:
        plan.fault(None, None, reason=refusal.reason)
        return planned
    meaning.reader.check(plan)
    if plan.is_good:
        shares = by_school(records.records, school, mapping=mapping, by=by, plan=plan)
        for own, rows in shares.items():
            comparison = _Comparison(own, meaning, speaker=speaker, plan=plan)
            comparison.campaign = campaign
            planned.forms[own] = comparison.forms_of(rows)
    return planned


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the mapping says of every row: which printed form, and where its answers stand."""

    blank: Filled
    key: Key
    reader: FormReader
    id_column: str | None
    day_column: str | None

    @classmethod
    def of(cls, mapping: FileMapping, answers: AnswerColumns) -> "_Meaning":
        """Raises Refused for an instrument, a version or a coding that there is not."""
        blank = Filled(
            instrument=answers.instrument,
            answers={},
            given_on=dt.date.min,
            version=answers.version,
            coding=answers.coding,
            options=dict(answers.options),
            population=answers.population,
            mode=Administration.Mode.FILE.value,
        )
        key = key_for(blank)
        reader = FormReader(entry_of(answers.instrument), key, answers)
        day = mapping.on.column if mapping.on else None
        return cls(blank, key, reader, mapping.id.column, day)


class _Comparison:
    """The rows of one school against the forms that are known of it."""

    def __init__(
        self, school: School, meaning: _Meaning, *, speaker: User | None, plan: Plan
    ) -> None:
        self._meaning, self._plan = meaning, plan
        self._entry = entry_of(meaning.blank.instrument)
        self._today = clock.today(school.time_zone or "UTC")
        students = Student.objects.filter(school=school).select_related("person", "school", "key")
        self._students = {one.number: one for one in students.iterator(chunk_size=2000)}
        self._known = _known(school, meaning.blank.instrument)
        self._raised = _raised(school)
        self._keys: dict[str | None, Key] = {}
        self.campaign: Campaign | None = None
        self._needs_other_speaker = _needs_other_speaker(speaker, school)

    def forms_of(self, records: Iterable[Record]) -> list[Form]:
        """Return the forms to be saved; faults and unchanged rows are noted in the plan."""
        return [form for record in records if (form := self._form(record)) is not None]

    def _form(self, record: Record) -> Form | None:
        student = self._students.get(record.id)
        if student is None:
            self._fault(record, self._meaning.id_column, "imports.student_unknown")
            return None
        answers = self._meaning.reader.read(record, self._plan)
        given_on = self._day(record, student)
        if answers is None or given_on is None:
            return None
        self._plan.note(record.row, RowState.UNCHANGED)
        if answers.is_empty:
            return None
        return self._changed(record, student, answers=answers, given_on=given_on)

    def _day(self, record: Record, student: Student) -> dt.date | None:
        if record.on is None:
            self._fault(record, self._meaning.day_column, "imports.day_of_answers_missing")
            return None
        try:
            check_day(record.on, student=student, entry=self._entry, today=self._today)
        except Refused as refusal:
            self._plan.fault(record.row, self._meaning.day_column, reason=refusal.reason)
            return None
        return record.on

    def _changed(
        self, record: Record, student: Student, *, answers: Answers, given_on: dt.date
    ) -> Form | None:
        known = self._known.get(student.pk, [])
        of_day = [form for form in known if form.given_on == given_on]
        if any(_is_same(form, answers, self._meaning.key) for form in of_day):
            return None
        corrects = of_day[-1] if of_day else None
        earlier = tuple(form.answers for form in known if form is not corrects)
        filled = fitted(replace(self._meaning.blank, given_on=given_on), student)
        result = answers.scored(self._key_for(filled), earlier=earlier)
        alert = highest_level(result)
        if alert and corrects and self._raised.get(corrects.uid, "") >= alert:
            alert = ""
        if alert and self._needs_other_speaker:
            self._plan.fault(record.row, None, reason=self._needs_other_speaker)
            return None
        if self.campaign is not None and student.pk not in self._who_agreed:
            self._fault(record, self._meaning.id_column, "surveys.not_in_campaign")
            return None
        self._plan.note(record.row, RowState.UPDATED if corrects else RowState.CREATED)
        return Form(student, filled, result, answers.more, corrects, alert)

    @cached_property
    def _who_agreed(self) -> frozenset[int]:
        return who_agreed(self.campaign) if self.campaign is not None else frozenset()

    def _key_for(self, filled: Filled) -> Key:
        """Return the key of a student's population, made once for all of hers."""
        if filled.population not in self._keys:
            self._keys[filled.population] = key_for(filled)
        return self._keys[filled.population]

    def _fault(self, record: Record, column: str | None, code: str) -> None:
        self._plan.fault(record.row, column, reason=Reason.of(code))


def _is_same(form: Administration, answers: Answers, key: Key) -> bool:
    printed = (form.form_version, form.coding, form.choices)
    return (
        form.answers == dict(answers.values)
        and form.more == stored(answers.more)
        and printed == (key.form.version, key.form.coding, dict(key.form.choices))
    )


def _known(school: School, instrument: str) -> dict[int, list[Administration]]:
    """Return the forms of an instrument that no correction has superseded, by student."""
    rows = Administration.objects.filter(
        student__school=school, instrument=instrument, superseded_by=None
    )
    known: dict[int, list[Administration]] = {}
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        known.setdefault(row.student_id, []).append(row)
    return known


def _raised(school: School) -> dict[uuid.UUID | None, str]:
    """Return the most urgent level of the alerts that each form has raised."""
    alerts = Alert.objects.filter(school=school, source_kind=ADMINISTRATION).order_by("level")
    return dict(alerts.values_list("source", "level"))


def _needs_other_speaker(speaker: User | None, school: School) -> Reason | None:
    """Return why a form that asks for a speaker cannot be saved; None where it can."""
    if speaker is None:
        return Reason.of("imports.speaker_needed")
    if not speakers_at(school).filter(pk=speaker.pk).exists():
        return Reason.of("safety.speaker_elsewhere")
    return None
