"""Series of a case: set up, measured, put into phases, and the start of the work drawn by lot.

A point or a phase is written once; saying it again for the same day or phase supersedes it. A draw
stands before phase B and is never drawn again.
"""

import datetime as dt
import random
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import author, fresh, note, require_case, superseding
from kithwork.casework.models import Case
from kithwork.casework.models.goals import Goal
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.singlecase import single_case
from kithwork.evaluation.models import PhaseStart, Series, SeriesPoint, StartDraw
from kithwork.evaluation.models.series import OWN
from kithwork.evaluation.queries.series import NAME, UNIT

KIND = "series"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """What is measured: its name, unit and kind, and which way is better."""

    name: str
    kind: str
    higher_is_better: bool
    unit: str = ""
    measure: str = ""
    goal: Goal | None = None


@transaction.atomic
def begin_series(*, case: Case, series: NewSeries, by: Who) -> Series:
    """Set up a series. Raises NotAllowed; Refused without a name or with a foreign goal."""
    grant = require_case(by, case)
    if not series.name.strip():
        raise Refused("evaluation.error.name")
    if series.goal is not None and series.goal.case_id != case.pk:
        raise Refused("evaluation.error.goal_of_another_case")
    row = Series(
        case=case,
        kind=series.kind,
        measure=series.measure,
        goal=series.goal,
        better="higher" if series.higher_is_better else "lower",
        entered_by=author(by),
    )
    vault = CaseVault(case)
    row.name = vault.seal(series.name, row=row.uid, field=NAME)
    row.unit = vault.seal(series.unit, row=row.uid, field=UNIT)
    row.save(force_insert=True)
    note(Verb.CREATE, case, by=by, grant=grant, kind=KIND)
    return row


@transaction.atomic
def add_point(*, series: Series, on: dt.date, value: float | None, by: Who) -> SeriesPoint:
    """Record the value of a day, None for a session without one; a second time corrects the first.

    Raises NotAllowed, and Refused for a series that is fed by other records.
    """
    grant = require_case(by, series.case)
    if series.kind not in OWN:
        raise Refused("evaluation.error.is_fed")
    standing = series.points.filter(on=on, superseded_by=None).first()
    row = fresh(SeriesPoint, standing, by=by, reason="correction" if standing else "")
    row.series, row.on, row.value = series, on, value
    superseding(row)
    note(Verb.AMEND if standing else Verb.CREATE, series.case, by=by, grant=grant, kind=KIND)
    return row


@transaction.atomic
def begin_phase(*, series: Series, label: str, on: dt.date, by: Who) -> PhaseStart:
    """Say from which day on a series is in a phase; phases stand in the order of their days.

    Raises NotAllowed, and Refused where A does not come first, or two phases begin on one day.
    """
    grant = require_case(by, series.case)
    starts = series.phases.filter(superseded_by=None)
    others = dict(starts.exclude(label=label).values_list("label", "starts_on"))
    if on in others.values():
        raise Refused("evaluation.error.phase_on_that_day")
    if (label == "A" and any(day < on for day in others.values())) or (
        label != "A" and others.get("A", dt.date.max) > on
    ):
        raise Refused("evaluation.error.baseline_first")
    standing = starts.filter(label=label).first()
    row = fresh(PhaseStart, standing, by=by, reason="correction" if standing else "")
    row.series, row.label, row.starts_on = series, label, on
    superseding(row)
    note(Verb.AMEND, series.case, by=by, grant=grant, kind=KIND, fields=["phase"])
    return row


@transaction.atomic
def draw_start(*, series: Series, sessions: int, on: dt.date, by: Who) -> StartDraw:
    """Draw by lot at which of the planned sessions the work begins, and keep the draw.

    Every session that leaves both phases their least number is equally likely. Raises NotAllowed,
    and Refused where the work has begun, there are too few sessions, or it was drawn before.
    """
    grant = require_case(by, series.case)
    rules = single_case().rules
    first, last = rules.drawn_a + 1, sessions - rules.drawn_b + 1
    if StartDraw.objects.filter(series=series).exists():
        raise Refused("evaluation.error.drawn_already")
    if series.phases.filter(label="B", starts_on__lte=on, superseded_by=None).exists():
        raise Refused("evaluation.error.work_has_begun")
    if last < first:
        raise Refused("evaluation.error.too_few_to_draw", least=rules.drawn_a + rules.drawn_b)
    seed = f"{random.SystemRandom().getrandbits(64):016x}"
    made = StartDraw.objects.create(
        series=series,
        on=on,
        sessions=sessions,
        first=first,
        last=last,
        drawn=random.Random(seed).randint(first, last),  # noqa: S311 (drawn again from the seed)
        seed=seed,
        entered_by=author(by),
    )
    note(Verb.CREATE, series.case, by=by, grant=grant, kind=KIND, fields=["draw"])
    return made
