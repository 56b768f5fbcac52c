"""Cases of plans: what they cover, who does it, care, doses; and ecomaps before and after."""

from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.techniques import techniques
from kithwork.core.ecomap.difference import changes
from kithwork.core.ecomap.ties import Flow, Strength, Tie
from kithwork.core.planning.actions import Care, Planned, WhoDoes
from kithwork.core.planning.caring import caring
from kithwork.core.planning.coverage import RankedNeed, coverage
from kithwork.core.planning.doses import doses
from kithwork.core.planning.helping import helping
from kithwork.core.support.functions import ALL, Function
from kithwork.core.support.thresholds import Word

_GIVEN = (
    "found",
    "actions",
    "left_out",
    "needs",
    "delivered",
    "beside",
    "asked",
    "before",
    "after",
)


def result(given: Node) -> object:
    """Judge the plan that is given, or tell what changed between two ecomaps."""
    fields = given.mapping(optional=_GIVEN)
    if "before" in fields:
        told = changes(_ties(fields["before"]), _ties(fields["after"]))
        return {"told": [f"{one.source} {one.reason.code.rpartition('.')[2]}" for one in told]}
    actions = fields.maybe("actions", lambda node: tuple(map(_action, node.items())), ())
    return {**_covered(fields, actions), **_carried(fields, actions)}


def _covered(fields: Fields, actions: tuple[Planned, ...]) -> dict[str, object]:
    found = fields.maybe("found", Node.pairs, {})
    needs = fields.maybe("needs", Node.pairs, {})
    covered = coverage(
        {Function(name): Word(word.string()) for name, word in found.items()},
        actions=actions,
        left_out=tuple(map(Function, fields.maybe("left_out", Node.strings, ()))),
        needs=[_need(code, node) for code, node in needs.items()],
        goals={code: _goals(node) for code, node in needs.items()},
    )
    return {
        "functions": {one.function.value: one.state.value for one in covered.functions},
        "needs": {one.code: one.state.value for one in covered.needs},
        "complete": covered.is_complete,
    }


def _carried(fields: Fields, actions: tuple[Planned, ...]) -> dict[str, object]:
    asked = fields.maybe("asked", Node.pairs, {})
    care = caring(actions, {int(stage): _care(node) for stage, node in asked.items()})
    given = doses(
        actions,
        _counts(fields, "delivered"),
        beside=_counts(fields, "beside"),
    )
    return {
        "shift": helping(actions).shift.value,
        "care_missing": [reason.code.rpartition(".")[2] for reason in care.reasons],
        "doses": {one.technique: one.standing.value for one in given},
    }


def _action(node: Node) -> Planned:
    fields = node.mapping(required=("technique",), optional=("who", "stage", "dose", "function"))
    technique = techniques()[fields["technique"].string(among=tuple(techniques()))]
    function = fields.maybe("function", lambda one: Function(one.string(among=ALL)), None)
    return Planned(
        ref=technique.code,
        technique=technique.code,
        function=function or technique.function,
        who_does=WhoDoes(fields.maybe("who", Node.string, WhoDoes.TOGETHER)),
        stage=fields.maybe("stage", Node.whole, None),
        dose=fields.maybe("dose", Node.whole, None),
        care=technique.care,
    )


def _need(code: str, node: Node) -> RankedNeed:
    fields = node.mapping(optional=("she", "worker", "goals", "has_reason"))
    return RankedNeed(
        ref=code,
        code=code,
        rank_client=fields.maybe("she", Node.whole, None),
        rank_worker=fields.maybe("worker", Node.whole, None),
        has_reason=fields.maybe("has_reason", Node.flag, False),
    )


def _goals(node: Node) -> tuple[int, ...]:
    goals = node.pairs().get("goals")
    return () if goals is None else tuple(one.whole() for one in goals.items())


def _care(node: Node) -> tuple[Care, ...]:
    return tuple(map(Care, node.strings(among=tuple(Care))))


def _counts(fields: Fields, name: str) -> dict[str, int]:
    return {code: node.whole() for code, node in fields.maybe(name, Node.pairs, {}).items()}


def _ties(node: Node) -> tuple[Tie, ...]:
    return tuple(_tie(source, one) for source, one in node.pairs().items())


def _tie(source: str, node: Node) -> Tie:
    fields = node.mapping(optional=("strength", "stress", "flow", "gives"))
    return Tie(
        key=source,
        source=source,
        strength=Strength(fields.maybe("strength", Node.string, Strength.ORDINARY)),
        is_stressful=fields.maybe("stress", Node.flag, False),
        flow=Flow(fields.maybe("flow", Node.string, Flow.NOT_SAID)),
        functions=tuple(map(Function, fields.maybe("gives", Node.strings, ()))),
    )
