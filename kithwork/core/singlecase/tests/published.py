"""Series that are printed in the literature, and the cut-offs that the tests run with."""

from kithwork.core.singlecase.phases import Compared
from kithwork.core.singlecase.series import Better, Rules, TwoPhases

RULES = Rules(
    fewest=3,
    advised=5,
    deviations=2,
    run=2,
    medium=0.66,
    strong=0.93,
    stable_width=0.25,
    stable_share=0.8,
    lifted=0.25,
    alpha=0.05,
    drawn_a=5,
    drawn_b=5,
)
Points = tuple[float | None, ...]


def case(a: Points, b: Points, better: Better = Better.HIGHER) -> TwoPhases:
    return TwoPhases(baseline=a, intervention=b, better=better)


def alone(series: TwoPhases) -> Compared:
    """Return a comparison of a series that has but two phases."""
    return Compared(series, (), ("A", "B"), returns=False)


# Parker, Vannest and Davis (2011), Behavior Modification 35, examples 1 and 2
PARKER_1 = case((20, 20, 26, 25, 22, 23), (28, 25, 24, 27, 30, 30, 29))
PARKER_2 = case((3, 3, 4, 5), (4, 5, 6, 7, 7))
# Tarlow (2017), Behavior Modification 41
TARLOW = case((1, 2, 3, 4, 5), (6, 7, 8, 9, 10))
# domain specification L
OURS = case((3, 4, 3, 5, 4), (5, 6, 4, 7, 6, 7))
