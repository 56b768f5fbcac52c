"""A small file for every method, and what is asked of it: published series where there are any."""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kithwork.documents.workbench.code import Reading

# R's data set `sleep` (Student 1908): extra hours of ten people under two drugs.
SLEEP_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
# Shrout and Fleiss (1979), table 2: six things rated by four judges.
RATINGS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))


AS_IT_IS = Reading()


@dataclass(frozen=True, slots=True)
class Tried:
    """A file and what was chosen."""

    content: bytes
    chosen: Mapping[str, Any]
    reading: Reading = AS_IT_IS


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def staggered() -> bytes:
    """Four writers in a multiple baseline with two measures, as Saddler's study has several."""
    chance = random.Random("staggered")
    rows = []
    for place, start in enumerate((4, 6, 8, 10)):
        for session in range(1, 16):
            level = 2 if session <= start else 6
            for measure, shift in (("quality", 0), ("length", 40)):
                value = round(shift + level + place * 0.5 + chance.gauss(0, 0.6), 2)
                phase = "baseline" if session <= start else "treatment"
                rows.append((f"Writer {place + 1}", measure, phase, session, value))
    return table(("case", "measure", "phase", "session", "outcome"), rows)


def answers() -> bytes:
    """Six questions of 240 invented people; q3 runs the other way, "–" is left open."""
    chance = random.Random("answers")
    rows = []
    for person in range(240):
        mood = chance.gauss(0, 1)
        given = [min(5, max(1, round(3 + 1.1 * mood + chance.gauss(0, 0.9)))) for _ in range(6)]
        given[2] = 6 - given[2]
        cells: list[Any] = list(given)
        if person % 40 == 0:
            cells[4] = "–"
        rows.append((*cells, "girl" if person % 2 else "boy"))
    return table((*(f"q{place}" for place in range(1, 7)), "sex"), rows)


SESSIONS = {
    "case": "case",
    "phase": "phase",
    "time": "session",
    "value": "outcome",
    "improvement": "increase",
}
QUALITY = Reading(where=(("measure", "quality"),))
QUESTIONS = {
    "items": tuple(f"q{place}" for place in range(1, 7)),
    "reverse": ("q3",),
    "low": 1.0,
    "high": 5.0,
}
OPEN = Reading(missing_as=("–",))
SLEEP = table(("first", "second"), zip(SLEEP_1, SLEEP_2, strict=True))
EFFECTS = table(
    ("study", "d", "se"),
    [("A", 0.2, 0.1), ("A", 0.5, 0.2), ("B", 0.6, 0.1), ("C", 0.4, 0.1), ("=D", 0.9, 0.3)],
)
HOURS = table(
    ("hours", "drug"),
    [*((one, "first") for one in SLEEP_1), *((one, "second") for one in SLEEP_2), (1, None)],
)
GOALS = table(
    ("aim", "w", "t0", "t1", "by"),
    [("evenings", 4, -1, 1, "L"), ("calls", 6, -2, 0, "L"), ("asks", 3, -1, -1, "W")],
)

TRIED = {
    "singlecase": Tried(staggered(), {**SESSIONS, "band": True, "goal": 8.0}, QUALITY),
    "randtest": Tried(
        staggered(),
        {**SESSIONS, "design": "multiple-baseline", "min_a": 3, "min_b": 3, "draws": 500},
        QUALITY,
    ),
    "betweencase": Tried(staggered(), {**SESSIONS, "design": "multiple-baseline"}, QUALITY),
    "synthesis": Tried(EFFECTS, {"effect": "d", "se": "se", "name": "study", "cluster": "study"}),
    "paired": Tried(SLEEP, {"pre": "first", "post": "second"}),
    "change": Tried(
        SLEEP,
        {"pre": "first", "post": "second", "sd": 1.5, "r": 0.8, "better": "higher", "cutoff": 1.0},
    ),
    "goals": Tried(GOALS, {"goal": "aim", "weight": "w", "baseline": "t0", "achieved": "t1"}),
    "compare": Tried(HOURS, {"value": "hours", "by": "drug"}),
    "agreement": Tried(
        table("ABCD", RATINGS), {"raters": ("A", "D"), "levels": "1,2,3,4,5,6,7,8,9,10"}
    ),
    "reliability": Tried(answers(), QUESTIONS, OPEN),
    "factors": Tried(answers(), {**QUESTIONS, "factors": 2}, OPEN),
    "classes": Tried(answers(), {**QUESTIONS, "classes": "1-2", "starts": 3}, OPEN),
    "item-bias": Tried(answers(), {**QUESTIONS, "by": "sex"}, OPEN),
}
