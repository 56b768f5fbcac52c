"""Statistics as the command line says them: in a JSON document, and in lines to read."""

from collections.abc import Iterable, Iterator

from kithwork.catalogue.words import say
from kithwork.cli.language import language
from kithwork.core.estimates import Estimate, Plain
from kithwork.core.reasons import Reason


def spoken(estimate: Estimate) -> dict[str, Plain]:
    """Return an estimate for JSON, with its sentence as "says" and its notes as sentences."""
    return {
        **estimate.to_dict(),
        "notes": list(said(estimate.notes)),
        "says": say(estimate.claim, language()),
    }


def said(reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield each reason as a sentence, one that was said already not again."""
    for reason in dict.fromkeys(reasons):
        yield say(reason, language())


def listed(reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield reasons as the lines of a list."""
    yield from (f"– {sentence}" for sentence in said(reasons))


def figure(value: float | None, decimals: int = 3) -> str:
    """Return a number with its decimals; a dash where there is none."""
    return "–" if value is None else f"{value:.{decimals}f}"


def small(p: float | None) -> str:
    """Return a p to three significant digits; a dash where there is none."""
    return "–" if p is None else f"{p:.3g}"
