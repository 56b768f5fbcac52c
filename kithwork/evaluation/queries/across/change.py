"""What changed in many cases: support at the first and latest occasion, and scores of scales."""

from collections.abc import Iterable

from kithwork.casework.models import Case, Occasion
from kithwork.casework.queries.support import matrices_of
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.support import thresholds
from kithwork.core.change import Verdict
from kithwork.core.support.findings import finding
from kithwork.core.support.functions import FOUR
from kithwork.core.support.levels import giving
from kithwork.core.support.matrix import Matrix
from kithwork.evaluation.across.seen import SupportSeen
from kithwork.evaluation.queries.scales import pairs_of
from kithwork.surveys.queries.given import compared_between, forms_of_many

Support = tuple[SupportSeen | None, SupportSeen | None]


def support_of_many(cases: Iterable[int]) -> dict[int, Support]:
    """Return support at the first and at the latest occasion; None where she was not asked then."""
    by_case: dict[int, list[Occasion]] = {}
    for one in Occasion.objects.filter(case__in=list(cases)).order_by("case_id", "number"):
        by_case.setdefault(one.case_id, []).append(one)
    ends = {case: {all_[0].pk: all_[0], all_[-1].pk: all_[-1]} for case, all_ in by_case.items()}
    matrices = matrices_of(one for end in ends.values() for one in end.values())
    found: dict[int, Support] = {}
    for case, end in ends.items():
        first, *later = [_seen(matrices[pk]) for pk in end]
        found[case] = first, later[0] if later else None
    return found


def verdicts_of_many(cases: Iterable[Case]) -> dict[int, dict[str, Verdict]]:
    """Return the verdict on each score of the scales that have figures for one, by case."""
    rows = list(cases)
    forms = forms_of_many({case.student_id for case in rows}, scales_with_verdicts())
    found: dict[int, dict[str, Verdict]] = {}
    for case in rows:
        for first, latest in pairs_of(case.received_on, forms.get(case.student_id, ())):
            for compared in compared_between(first, latest):
                if compared.change is not None and compared.change.basis is not None:
                    key = f"{latest.instrument.code}:{compared.score}"
                    found.setdefault(case.pk, {})[key] = compared.change.verdict
    return found


def scales_with_verdicts() -> frozenset[str]:
    """Return the validated instruments that have figures for reliable change."""
    return frozenset(
        code for code, one in instruments().items() if one.instrument.is_validated and one.change
    )


def _seen(matrix: Matrix) -> SupportSeen | None:
    if not matrix.asked and not matrix.cells:
        return None
    return SupportSeen(
        words={one: finding(matrix, one, thresholds=thresholds()).word for one in FOUR},
        giving=frozenset(
            (source, one) for one in FOUR for source in giving(matrix, one, thresholds=thresholds())
        ),
    )
