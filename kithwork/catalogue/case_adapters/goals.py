"""Cases of goals: attainment, the five levels from four numbers, the check of the wording."""

from kithwork.catalogue.goals import lexicons
from kithwork.catalogue.reading import Node
from kithwork.catalogue.words import say
from kithwork.core.goals.anchors import Measure, propose
from kithwork.core.goals.attainment import RHO, Goal, attainment, weight_of
from kithwork.core.goals.errors import GoalError
from kithwork.core.goals.smart import Draft, check

_DRAFT = ("statement", "owner", "need", "baseline_level", "target_date", "measures", "as_of")


def result(given: Node) -> object:
    """Compute what the one key of `given` asks for: `goals`, `levels` or `draft`."""
    fields = given.mapping(optional=("goals", "levels", "draft", "rho"))
    try:
        if "goals" in fields:
            rho = fields.maybe("rho", Node.number, RHO)
            return _attained(fields["goals"], rho)
        return _levels(fields["levels"]) if "levels" in fields else _draft(fields["draft"])
    except GoalError as error:
        return {"error": error.reason.code}


def _attained(node: Node, rho: float) -> object:
    found = attainment([_goal(one) for one in node.items()], rho=rho)
    return {
        "t_baseline": found.t_baseline,
        "t_achieved": found.t_achieved,
        "change": found.change,
        "attained": [goal.is_attained for goal in found.goals],
        "missing": found.missing,
        "notes": [note.code for note in found.notes],
    }


def _goal(node: Node) -> Goal:
    fields = node.mapping(
        required=("achieved",), optional=("baseline", "weight", "importance", "difficulty")
    )
    weight = fields.maybe("weight", Node.number, 1)
    if "importance" in fields:
        weight = weight_of(
            importance=fields["importance"].whole(), difficulty=fields["difficulty"].whole()
        )
    return Goal(
        name="goal",
        weight=weight,
        baseline=fields.maybe("baseline", Node.whole, -1),
        achieved=None if fields["achieved"].is_null else fields["achieved"].whole(),
    )


def _levels(node: Node) -> object:
    fields = node.mapping(
        required=("unit", "counted", "baseline", "expected"),
        optional=("step", "lowest", "highest"),
    )
    measure = Measure(
        unit=fields["unit"].string(),
        is_counted=fields["counted"].flag(),
        lowest=fields.maybe("lowest", Node.number, None),
        highest=fields.maybe("highest", Node.number, None),
    )
    proposal = propose(
        measure,
        baseline=fields["baseline"].number(),
        expected=fields["expected"].number(),
        step=fields.maybe("step", Node.number, None),
    )
    said = {str(anchor.level): say(anchor.reason, "en") for anchor in proposal.anchors}
    return {**said, "baseline_level": proposal.baseline_level}


def _draft(node: Node) -> object:
    fields = node.mapping(required=("statement", "as_of"), optional=_DRAFT)
    draft = Draft(
        statement=fields["statement"].string(),
        owner=fields.maybe("owner", Node.string, None),
        need=fields.maybe("need", Node.string, None),
        baseline_level=fields.maybe("baseline_level", Node.whole, None),
        target_date=fields.maybe("target_date", Node.date, None),
        measures=fields.maybe("measures", Node.strings, ()),
    )
    checks = check(draft, lexicons=lexicons(), as_of=fields["as_of"].date())
    return {
        "met": [one.criterion.value for one in checks if one.is_met],
        "missing": [
            reason.code.removeprefix("goals.smart.") for one in checks for reason in one.reasons
        ],
    }
