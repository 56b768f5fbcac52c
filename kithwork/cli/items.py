"""What the commands about questionnaires say besides their figures."""

from collections.abc import Sequence

from kithwork.catalogue.words import say
from kithwork.cli.language import language
from kithwork.core.estimates import Estimate, Plain
from kithwork.core.reasons import Reason


def whys(estimates: dict[str, Estimate]) -> dict[str, Plain]:
    """Return, for each estimate that is none, why, as a sentence."""
    return {
        name: say(one.claim, language()) for name, one in estimates.items() if one.estimate is None
    }


def sentences(reasons: Sequence[Reason]) -> list[Plain]:
    """Return reasons as sentences, each once."""
    return [say(reason, language()) for reason in dict.fromkeys(reasons)]
