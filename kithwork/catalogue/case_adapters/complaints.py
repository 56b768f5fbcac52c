"""Cases of complaints: who is there and who is meant to who handles it; a receipt to its clocks.

The calendar is that of the cases of danger.
"""

import datetime as dt

from kithwork.catalogue.case_adapters.safety import CALENDAR
from kithwork.catalogue.complaints import complaints_entry
from kithwork.catalogue.reading import Node
from kithwork.core.casework.complaints import (
    Colleague,
    ComplaintStep,
    clocks_of,
    may_take,
    who_handles,
)
from kithwork.core.guards import Refused

STEPS = [step.value for step in ComplaintStep]


def result(given: Node) -> object:
    """Judge one of: people who might handle a complaint, its clocks on a day, a next step."""
    if "there" in given.pairs():
        return _handlers(given)
    return _step(given) if "step" in given.pairs() else _clocks(given)


def _handlers(given: Node) -> object:
    fields = given.mapping(required=["there"], optional=["meant", "supervised_by"])
    named = fields["there"].pairs()
    boss = fields.maybe("supervised_by", Node.string, "")
    people = {
        name: Colleague(name, frozenset(node.strings()), supervises_meant=name == boss)
        for name, node in named.items()
    }
    meant = fields.maybe("meant", Node.string, "")
    chain = complaints_entry().chain
    return {"handled_by": who_handles(people.values(), chain, meant=people.get(meant))}


def _clocks(given: Node) -> object:
    fields = given.mapping(required=["received", "on"], optional=["taken"])
    received, on = fields["received"].date(), fields["on"].date()
    taken = fields.maybe("taken", _taken, ())
    clocks = complaints_entry().clocks_on(received)
    found = clocks_of(received, taken, clocks, on=on, calendar=CALENDAR)
    return {
        "due": {one.step.value: one.due_on for one in found},
        "late": tuple(one.step.value for one in found if one.is_late),
    }


def _step(given: Node) -> object:
    fields = given.mapping(required=["step", "after"])
    step = ComplaintStep(fields["step"].string(among=STEPS))
    answer = may_take(step, tuple(map(ComplaintStep, fields["after"].strings(among=STEPS))))
    return {"allowed": not isinstance(answer, Refused)}


def _taken(node: Node) -> tuple[tuple[ComplaintStep, dt.date], ...]:
    pairs = node.pairs().items()
    return tuple((ComplaintStep(step), day.date()) for step, day in pairs)
