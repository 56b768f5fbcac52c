"""How the questionnaires in use measured among some students: the answers behind each score.

The latest form of each student counts, and only forms of one kind stand in one table: other items,
another numbering or another choice make other statistics. Who may read what follows from this is
for the caller to decide; no student can be told apart in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.cohort.item_matrices import matrix_of
from kithwork.core.items import ItemMatrix
from kithwork.core.scales import Form, Key, key_of
from kithwork.core.scales.quality import Flag
from kithwork.people.queries.students import Keyed
from kithwork.surveys.models import Administration, Campaign, Invitation

PORTION = 500  # students a query: SQLite counts the values of a query


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The forms of one kind: how many, the items of each score, and how many bear each flag.

    `seconds` are those that sittings on a screen took, in no order.
    """

    instrument: InstrumentEntry
    key: Key
    forms: int
    scores: Mapping[str, ItemMatrix]
    flags: Mapping[Flag, int]
    seconds: tuple[int, ...] = ()


def measured(students: Iterable[Keyed]) -> tuple[Measured, ...]:
    """Return what each kind of form gave among these students, the most used kind first."""
    return _by_kind(_latest(students))


def measured_in(campaign: Campaign) -> tuple[Measured, ...]:
    """Return what each kind of form gave that was filled in for a campaign."""
    forms = Administration.objects.filter(campaign=campaign, superseded_by__isnull=True)
    return _by_kind(forms.filter(instrument__in=instruments()).order_by("given_on", "entered_at"))


def _latest(students: Iterable[Keyed]) -> Iterable[Administration]:
    latest: dict[tuple[int, str], Administration] = {}
    keys = [student.pk for student in students]
    for start in range(0, len(keys), PORTION):
        forms = Administration.objects.filter(
            student__in=keys[start : start + PORTION],
            superseded_by__isnull=True,
            instrument__in=instruments(),
        )
        for form in forms.order_by("given_on", "entered_at"):
            latest[form.student_id, form.instrument] = form
    return latest.values()


def _by_kind(forms: Iterable[Administration]) -> tuple[Measured, ...]:
    kinds: dict[Form, list[Administration]] = defaultdict(list)
    keys: dict[Form, Key] = {}
    for form in forms:
        key = key_of(
            instruments()[form.instrument].instrument,
            version=form.form_version,
            coding=form.coding,
            options=form.choices,
            population=form.population or None,
        )
        kinds[key.form].append(form)
        keys.setdefault(key.form, key)
    found = [_of_kind(keys[kind], members) for kind, members in kinds.items()]
    return tuple(sorted(found, key=lambda one: (-one.forms, one.instrument.code)))


def _of_kind(key: Key, forms: Sequence[Administration]) -> Measured:
    import numpy as np

    columns = {
        name: np.array([_number(form.answers.get(name)) for form in forms], dtype=np.float64)
        for name in key.items
    }
    return Measured(
        instrument=instruments()[forms[0].instrument],
        key=key,
        forms=len(forms),
        scores={name: matrix_of(name, key, columns) for name in key.scores},
        flags={flag: sum(flag in form.flags for form in forms) for flag in Flag},
        seconds=tuple(_seconds([form.pk for form in forms])),
    )


def _seconds(forms: Sequence[int]) -> Iterator[int]:
    for start in range(0, len(forms), PORTION):
        sittings = Invitation.objects.filter(administration__in=forms[start : start + PORTION])
        yield from sittings.filter(seconds__gt=0).values_list("seconds", flat=True)


def _number(answer: object) -> float:
    return float(answer) if isinstance(answer, int | float) else float("nan")
