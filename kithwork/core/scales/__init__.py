"""From the answers to a questionnaire to its scores: keys, bands, alerts and quality flags.

The key of an instrument (`definitions`) comes from the catalogue. `keys` makes of it the one key
that holds for a printed form and a choice of options; `scoring` applies that key to one person's
answers. The wording of standard scales is no part of it: an item has an id and a neutral tag.
A result is a screening result and never a diagnosis. Source: domain specification D3.
"""

from kithwork.core.scales.alerts import Alert
from kithwork.core.scales.bands import PlacedBand
from kithwork.core.scales.comparison import comparable
from kithwork.core.scales.definitions import (
    AlertRule,
    Band,
    BandSet,
    Better,
    Choice,
    ChoiceOption,
    Coding,
    Instrument,
    Item,
    Method,
    MissingRule,
    OnlyAfter,
    Option,
    QualityRule,
    Responses,
    Score,
    Version,
)
from kithwork.core.scales.errors import AnswerError, ScaleError
from kithwork.core.scales.keys import NO_POPULATION, Form, Key, KeyedItem, KeyedScore, key_of
from kithwork.core.scales.populations import population_for
from kithwork.core.scales.quality import Flag
from kithwork.core.scales.scoring import Scored, score, score_values, score_with

__all__ = [
    "NO_POPULATION",
    "Alert",
    "AlertRule",
    "AnswerError",
    "Band",
    "BandSet",
    "Better",
    "Choice",
    "ChoiceOption",
    "Coding",
    "Flag",
    "Form",
    "Instrument",
    "Item",
    "Key",
    "KeyedItem",
    "KeyedScore",
    "Method",
    "MissingRule",
    "OnlyAfter",
    "Option",
    "PlacedBand",
    "QualityRule",
    "Responses",
    "ScaleError",
    "Score",
    "Scored",
    "Version",
    "comparable",
    "key_of",
    "population_for",
    "score",
    "score_values",
    "score_with",
]
