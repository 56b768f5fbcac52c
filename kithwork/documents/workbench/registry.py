"""Every method of the workbench, in the order in which a researcher looks for one."""

from collections.abc import Mapping

from kithwork.documents.workbench import (
    aims,
    before_after,
    between_cases,
    draws,
    groups,
    kinds,
    pooled,
    questions,
    raters,
    single_case,
    structure,
)
from kithwork.documents.workbench.method import Method

METHODS: Mapping[str, Method] = {
    one.code: one
    for one in (
        single_case.METHOD,
        draws.METHOD,
        between_cases.METHOD,
        pooled.METHOD,
        before_after.PAIRED,
        before_after.CHANGE,
        aims.METHOD,
        groups.METHOD,
        raters.METHOD,
        questions.RELIABILITY,
        structure.METHOD,
        kinds.METHOD,
        questions.BIAS,
    )
}
