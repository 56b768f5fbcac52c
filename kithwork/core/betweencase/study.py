"""A study of single cases as a between-case effect takes it."""

from kithwork.core.betweencase.cases import Case, CasesError, Design, Session, case
from kithwork.core.betweencase.effect import BetweenCase, between_case
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.phases import phases_of
from kithwork.core.singlecase.series import Better
from kithwork.core.singlecase.study import Study


def treated_cases(study: Study) -> tuple[list[Case], int]:
    """Return the cases with sessions under both labels, and how many rows were left out."""
    made, left_out = [], 0
    for name, sessions in study.cases.items():
        kept = [
            Session(time=one.time, value=one.value, is_treated=one.phase == study.labels[1])
            for one in sessions
            if one.phase in study.labels
        ]
        left_out += len(sessions) - len(kept)
        made.append(case(name, kept))
    return made, left_out


def design_of(study: Study) -> Design:
    """Return (AB)^k where a case's phases come back, else multiple baseline."""
    returns = any(
        sum(phase.label in study.labels for phase in phases_of(sessions)) > 2
        for sessions in study.cases.values()
    )
    return Design.AB_K if returns else Design.MULTIPLE_BASELINE


def effect_of(study: Study, *, better: Better) -> BetweenCase | Reason:
    """Return the effect over all cases by the design that the file shows, or why there is none."""
    try:
        return between_case(treated_cases(study)[0], design=design_of(study), better=better)
    except CasesError as error:
        return error.reason
