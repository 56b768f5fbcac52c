"""The school aimed at and where the student was admitted; and why she was chosen."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case
from kithwork.casework.sealing import CaseVault
from kithwork.evaluation.models import Admission, Selection
from kithwork.evaluation.queries.admissions import (
    ADMITTED_TO,
    AIM,
    WISHES,
    standing_admission,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionSaid:
    """What is known of aim and outcome; "" and None for what is not."""

    aim: str
    aim_type: str
    on: dt.date
    wishes: tuple[str, ...] = ()
    points: float | None = None
    line: float | None = None
    admitted_to: str = ""
    admitted_type: str = ""
    is_aim_met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Mean, SD (> 0) and retest correlation (0–1) of those she was chosen from, with the source."""

    mean: float
    sd: float
    r: float
    source: str


@transaction.atomic
def say_admission(*, case: Case, said: AdmissionSaid, by: Who, made_from: str = "") -> Admission:
    """Write down the aim, later the outcome, as a new version.

    Raises NotAllowed, Stale, and Refused where an aim is met without an outcome.
    """
    grant = require_case(by, case)
    if said.is_aim_met is not None and not said.admitted_type:
        raise Refused("evaluation.error.met_without_outcome")
    standing = standing_admission(case)
    require_version(standing, made_from)
    row = fresh(Admission, standing, by=by, reason="learned_more" if standing else "")
    vault = CaseVault(case)
    row.case, row.on, row.aim_type, row.admitted_type = (
        case,
        said.on,
        said.aim_type,
        said.admitted_type,
    )
    row.points, row.line, row.is_aim_met = said.points, said.line, said.is_aim_met
    row.aim = vault.seal(said.aim, row=row.uid, field=AIM)
    row.admitted_to = vault.seal(said.admitted_to, row=row.uid, field=ADMITTED_TO)
    row.wishes = vault.seal_json(list(said.wishes), row=row.uid, field=WISHES)
    superseding(row)
    verb = Verb.AMEND if standing else Verb.CREATE
    note(verb, case, by=by, grant=grant, kind="admission")
    return row


@transaction.atomic
def chosen_for(*, case: Case, measure: str, population: Population | None, by: Who) -> Selection:
    """Record that the student was chosen for an extreme score on a measure ("mark:maths").

    Raises NotAllowed, and Refused where that is on record.
    """
    grant = require_case(by, case)
    try:
        with transaction.atomic():
            made = Selection.objects.create(
                case=case,
                measure=measure,
                mean=population.mean if population else None,
                sd=population.sd if population else None,
                r=population.r if population else None,
                source=population.source if population else "",
                entered_by=author(by),
            )
    except IntegrityError as problem:
        raise Refused("evaluation.error.chosen_already") from problem
    note(Verb.CREATE, case, by=by, grant=grant, kind="selection")
    return made
