"""What the catalogue says of an instrument: its items, answers, scores, bands and alerts.

One definition covers all printed forms of an instrument. Where forms differ, a `Version` leaves
items away, a `Coding` moves the numbers (0–3 or 1–4), and a `Choice` (the order of the items, the
handling of one) changes what is reversed or left out. Every number stands for the base coding, the
first in the list; the others follow by the same shift. Source: domain specification D1, D3, D4.
"""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.text import Text


class Better(StrEnum):
    """Which direction of a score is the better one."""

    HIGHER = "higher"
    LOWER = "lower"


class Method(StrEnum):
    """How item values, or other scores, become a score."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer in words. `value` None is an answer that counts as missing ("does not know")."""

    code: str
    value: float | None
    label: Text | None = None
    also: tuple[str, ...] = ()  # other spellings and number codes that files use for it


@dataclass(frozen=True, slots=True)
class Responses:
    """The answers of an item: whole numbers from `lo` to `hi`, or the values of `options`.

    Options that stand beside a range name its numbers; `words_only` says that numbers count only
    where an option lists them.
    """

    id: str
    lo: float
    hi: float
    options: tuple[Option, ...] = ()
    words_only: bool = False


@dataclass(frozen=True, slots=True)
class OnlyAfter:
    """An item is asked only where another got one value; else it counts as its lowest."""

    item: str
    value: float


@dataclass(frozen=True, slots=True)
class Item:
    """A question: its id as printed ("5A"), our neutral tag, its answers."""

    id: str
    tag: Text
    responses: Responses
    is_reversed: bool = False
    only_after: OnlyAfter | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """A way to number the answers; `shift` is what it adds to the base coding."""

    id: str
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """A printed form; it lacks the items in `without`, and their absence changes the range.

    `told_by` is an item whose column in a file shows that this is the form.
    """

    id: str
    label: Text
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """What an option does to the items. A sum that leaves items out keeps its range:
    the mean of the others times the full number of items."""

    id: str
    label: Text
    reverse: tuple[str, ...] = ()
    forward: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A question about the form that its scoring depends on; no `default` means: must be said."""

    id: str
    label: Text
    options: tuple[ChoiceOption, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class MissingRule:
    """How many answers a score needs: a share in percent, or a number of its own.

    The answered items then stand for all of them (person-mean proration).
    """

    percent: int
    at_least: int | None = None

    def needed(self, items: int) -> int:
        """Return how many of `items` must be answered.

        >>> MissingRule(percent=80).needed(7)
        6
        """
        return self.at_least if self.at_least is not None else -(-self.percent * items // 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score over `items`, or over other scores (`of`, which must all be there).

    value = (sum or mean) × `times`; nothing is rounded.
    """

    name: str
    label: Text
    method: Method
    better: Better
    missing: MissingRule
    items: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a score, from `start` on; the first band has no start.

    `is_open` says that `start` itself still belongs to the band below.
    """

    code: str
    label: Text
    start: float | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSet:
    """The bands of some scores as one source found them in one population.

    `from_age` and `below_age` (whole years) and `levels` (kinds of school) say whose scores may be
    held against them; nothing said is everybody.
    """

    population: str
    label: Text
    source: str
    scores: tuple[str, ...]
    bands: tuple[Band, ...]
    status: str = "confirmed"
    is_default: bool = False
    from_age: int | None = None
    below_age: int | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """An item or a score that asks a person to act; `level` A1–A4 (domain specification D4)."""

    on: str
    level: str
    source: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class QualityRule:
    """When answers look as if they were not given one by one.

    `straight_from`: so many equal answers in a row of all make a straight line (None: never, the
    items have unlike answers). `ordinary`: values of the base coding at which that means nothing,
    such as "not at all" throughout a list of complaints.
    """

    seconds_per_item: float
    straight_from: int | None = None
    ordinary: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """The key of an instrument. The first coding and the first version are the usual ones."""

    code: str
    title: Text
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    versions: tuple[Version, ...]
    codings: tuple[Coding, ...]
    quality: QualityRule
    choices: tuple[Choice, ...] = ()
    bands: tuple[BandSet, ...] = ()
    alerts: tuple[AlertRule, ...] = ()
    is_validated: bool = True
