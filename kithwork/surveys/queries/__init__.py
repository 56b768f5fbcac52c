"""What one may read of questionnaires: forms that were filled in, campaigns, how answers come."""

from kithwork.surveys.queries.given import (
    ClassSheet,
    Compared,
    Given,
    Offer,
    alerting_for,
    class_sheet,
    compared_with_earlier,
    given_for,
    given_to,
    keyed_in,
    keyed_on,
    may_accompany,
    offers_for,
    own_first,
    present,
)

__all__ = [
    "ClassSheet",
    "Compared",
    "Given",
    "Offer",
    "alerting_for",
    "class_sheet",
    "compared_with_earlier",
    "given_for",
    "given_to",
    "keyed_in",
    "keyed_on",
    "may_accompany",
    "offers_for",
    "own_first",
    "present",
]
