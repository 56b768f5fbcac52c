"""An instrument of the catalogue, and answers to it, for the tests of keys."""

from kithwork.catalogue.instruments import instruments
from kithwork.core.scales import score

OWN = ("ssm-16", "student-support")
ALL = tuple(instruments())
STANDARD = tuple(code for code in ALL if code not in OWN)


def instrument(code):
    return instruments()[code].instrument


def every(code, value, **other):
    """One answer to every item, except those named."""
    return {item.id: value for item in instrument(code).items} | other


def total(code, answers, **form):
    return score(instrument(code), answers, **form).scores["total"]


def usda(**answers):
    least = dict.fromkeys(("1", "2"), "never") | dict.fromkeys(("3", "4", "5"), "no")
    return score(instrument("usda-6"), least | answers)
