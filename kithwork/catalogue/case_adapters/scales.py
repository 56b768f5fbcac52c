"""Cases of the scales: an instrument and answers, to scores, bands, alerts and flags."""

from collections.abc import Mapping

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.reading import Node
from kithwork.core.scales import ScaleError, Scored, score

_CHOICES = ("version", "coding", "population", "options")


def result(given: Node) -> object:
    """Score `answers` (item → answer, or one answer for `all` items) of `instrument`."""
    fields = given.mapping(required=["instrument", "answers"], optional=_CHOICES)
    entry = instruments()[fields["instrument"].string(among=tuple(instruments()))]
    answers = {name: node.content for name, node in fields["answers"].pairs().items()}
    if "all" in answers:
        every = answers.pop("all")
        answers = {item.id: every for item in entry.instrument.items} | answers
    try:
        scored = score(
            entry.instrument,
            answers,  # type: ignore[arg-type]  # whatever is no answer is refused as one
            version=fields.maybe("version", Node.string, None),
            coding=fields.maybe("coding", Node.string, None),
            population=fields.maybe("population", Node.string, None),
            options=fields.maybe("options", _options, None),
        )
    except ScaleError as error:
        return {"error": error.reason.code}
    return _told(scored)


def _options(node: Node) -> Mapping[str, str]:
    return {name: one.string() for name, one in node.pairs().items()}


def _told(scored: Scored) -> dict[str, object]:
    return {
        "scores": scored.scores,
        "bands": {name: placed and placed.band.code for name, placed in scored.bands.items()},
        "alerts": {alert.on: alert.level for alert in scored.alerts},
        "flags": tuple(map(str, scored.flags)),
        "missing": scored.missing,
    }
