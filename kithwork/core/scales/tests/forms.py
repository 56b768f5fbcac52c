"""Small invented instruments, one for each way in which an instrument can be built."""

from kithwork.core.scales import (
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
from kithwork.core.text import Text

QUALITY = QualityRule(seconds_per_item=1.5, straight_from=5, ordinary=(0.0,))
FIVE_STEPS = Responses("steps", 0, 4)


def text(en: str) -> Text:
    return Text(en, f"【{en}】")


def items(count: int, *, reverse: tuple[str, ...] = (), responses=FIVE_STEPS) -> tuple[Item, ...]:
    names = [str(number) for number in range(1, count + 1)]
    return tuple(
        Item(name, text(f"topic {name}"), responses, is_reversed=name in reverse) for name in names
    )


def total(of: tuple[Item, ...], *, method=Method.SUM, percent=80, times=1.0) -> Score:
    return Score(
        name="total",
        label=text("total"),
        method=method,
        better=Better.LOWER,
        missing=MissingRule(percent),
        items=tuple(item.id for item in of),
        times=times,
    )


def instrument(of: tuple[Item, ...], scores: tuple[Score, ...] | None = None, **more) -> Instrument:
    return Instrument(
        code="invented",
        title=text("invented"),
        items=of,
        scores=scores or (total(of),),
        versions=more.pop("versions", (Version("standard", text("the form")),)),
        codings=more.pop("codings", (Coding("0-4"), Coding("1-5", shift=1.0))),
        quality=more.pop("quality", QUALITY),
        **more,
    )


def worries() -> Instrument:
    """Ten items, bands and alerts on both an item and the total."""
    of = items(10)
    return instrument(
        of,
        bands=(
            BandSet(
                population="pupils",
                label=text("pupils"),
                source="invented",
                scores=("total",),
                bands=(
                    Band("low", text("low")),
                    Band("middle", text("middle"), start=10),
                    Band("high", text("high"), start=25, is_open=True),
                ),
                is_default=True,
            ),
            BandSet(
                population="students",
                label=text("students"),
                source="invented",
                scores=("total",),
                bands=(Band("low", text("low")), Band("high", text("high"), start=20)),
            ),
        ),
        alerts=(
            AlertRule(on="9", level="A2", at_least=1, source="invented"),
            AlertRule(on="9", level="A3", at_least=2, source="invented"),
            AlertRule(on="total", level="A1", at_least=30, source="invented"),
        ),
    )


def self_worth() -> Instrument:
    """Ten items whose order must be said, and one item that is dropped unless one says how."""
    return instrument(
        items(10, responses=Responses("steps", 0, 3)),
        codings=(Coding("0-3"), Coding("1-4", shift=1.0)),
        choices=(
            Choice(
                "order",
                text("order"),
                (
                    ChoiceOption("first", text("first"), reverse=("3", "5", "8", "9", "10")),
                    ChoiceOption("second", text("second"), reverse=("2", "5", "6", "8", "9")),
                ),
            ),
            Choice(
                "item8",
                text("item 8"),
                (
                    ChoiceOption("drop", text("drop"), leave_out=("8",)),
                    ChoiceOption("reverse", text("reverse"), reverse=("8",)),
                    ChoiceOption("forward", text("forward"), forward=("8",)),
                ),
                default="drop",
            ),
        ),
    )


def meals() -> Instrument:
    """Answers in words, an item that is asked only after a yes, and no proration."""
    often = Responses(
        "often",
        0,
        1,
        (
            Option("often", 1, text("often"), also=("1",)),
            Option("never", 0, text("never"), also=("3", "0")),
            Option("dk", None, text("does not know")),
        ),
        words_only=True,
    )
    of = (
        Item("1", text("ran out"), often),
        Item("2", text("skipped meals"), often),
        Item("2a", text("how often"), often, only_after=OnlyAfter("2", 1)),
    )
    return instrument(
        of,
        scores=(total(of, percent=100),),
        codings=(Coding("words"),),
        quality=QualityRule(seconds_per_item=1.5),
    )
