"""The functions of support: the columns of the matrix, in the order in which they always stand.

House (1981) names four: emotional, instrumental, informational and appraisal. Companionship, from
the set of Cohen and Wills (1985), is an optional fifth. Appraisal here is feedback useful for
judging oneself; the subscale of the same name in other instruments means something else.
"""

from enum import StrEnum


class Function(StrEnum):
    """A function of support, by its code."""

    EM = "EM"
    IS = "IS"
    IN = "IN"
    AP = "AP"
    CO = "CO"


FOUR = (Function.EM, Function.IS, Function.IN, Function.AP)
ALL = (*FOUR, Function.CO)
