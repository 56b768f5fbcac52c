"""What was agreed: aim, theory, goals with their five anchors, stages with techniques and care."""

from collections.abc import Iterator

from kithwork.casework.queries.goals import GoalTold
from kithwork.casework.queries.plans import PlanTold, StageTold
from kithwork.catalogue.words import shown
from kithwork.documents.case_report.material import CaseMaterial
from kithwork.documents.case_report.pieces import listed, silence
from kithwork.documents.report import Block, Bullets, Column, Heading, Paragraph, Table
from kithwork.documents.report.blocks import Quote, strong


def plan(material: CaseMaterial) -> Iterator[Block]:
    """Yield aim and theory, the goals, then the stages."""
    told = material.plan
    if told is not None and told.content.words.aim:
        yield Paragraph.of(strong(material.say("plan.aim")), " ", told.content.words.aim)
    if told is not None and told.lenses:
        yield Bullets.of(
            *(": ".join(part for part in lens[1:] if part) or lens[0] for lens in told.lenses)
        )
    yield Heading(2, material.say("head.goals"))
    yield from goals(material)
    yield Heading(2, material.say("head.stages"))
    yield from _stages(material, told)


def goals(material: CaseMaterial) -> Iterator[Block]:
    """Yield each goal: her words, the statement, five anchors with where she stood."""
    if not material.outcome.goals:
        yield silence(material, "no.goals")
    for goal in material.outcome.goals:
        yield Paragraph.of(
            strong(material.say("goal.number", n=goal.number)),
            " ",
            goal.said.statement or goal.said.client_words,
        )
        if goal.said.client_words and goal.said.statement:
            yield Quote(goal.said.client_words)
        yield (
            _anchors(material, goal)
            if any(a.text for a in goal.anchors)
            else Paragraph.of(material.say("goal.waived", reason=goal.said.waiver or "–"))
        )


def _anchors(material: CaseMaterial, goal: GoalTold) -> Table:
    baseline = goal.said.baseline_level
    rows = tuple(
        (
            one.shown,
            one.text or "–",
            material.say("goal.baseline") if one.level == baseline else "",
        )
        for one in goal.anchors
    )
    return Table(
        material.say("table.anchors", n=goal.number),
        (
            Column(material.say("table.level"), share=1),
            Column(material.say("table.anchor"), share=6),
            Column(material.say("table.stood"), share=2),
        ),
        rows,
    )


def _stages(material: CaseMaterial, told: PlanTold | None) -> Iterator[Block]:
    if told is None or not told.stages:
        yield silence(material, "no.plan")
        return
    for stage in told.stages:
        yield from _stage(material, stage)
    gaps = [one for one in told.covers if one.reason]
    yield from listed(f"{one.label}: {one.reason}" for one in gaps)


def _stage(material: CaseMaterial, told: StageTold) -> Iterator[Block]:
    days = [
        shown(day, material.language) for day in (told.stage.starts_on, told.stage.ends_on) if day
    ]
    name = material.say("stage", n=told.stage.number, name=told.stage.name or "–")
    yield Paragraph.of(strong(name), f" {' – '.join(days)}")
    if told.actions:
        rows = tuple(
            (one.name, one.function, one.who_does, one.times or "–") for one in told.actions
        )
        heads = ("technique", "function", "who_does", "dose")
        yield Table(
            material.say("table.actions", n=told.stage.number),
            tuple(
                Column(material.say(f"table.{head}"), share=4 if head == "technique" else 2)
                for head in heads
            ),
            rows,
        )
    yield from listed(f"{asks}: {said}" for asks, said in told.care if said)
