"""Invented pupils: who they are, who cares for them, how they do at school.

Being left behind moves no mark here: it is a circumstance and not a problem. What moves marks is
each pupil's own level, a slow rise or fall, and the day.
"""

import datetime as dt
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kithwork.demo import names
from kithwork.demo.draws import Draws, weighted
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.sealed import Contact

PLACES = ("东莞", "深圳", "佛山", "温州", "宁波", "苏州", "杭州", "厦门", "泉州", "上海")
HOURS = ("周日晚八点后", "工作日中午十二点半", "晚上九点后发语音", "周六上午")


@dataclass(frozen=True, slots=True)
class Pupil:
    """One invented pupil: number within her school, entry year, place in her class, and herself.

    `story` names the case that is told of her. `path`: how many standard deviations she stands
    from her year at each sitting, by the number of the sitting since entry, where a story needs it.
    """

    index: int
    entered: int
    class_code: str
    family: str
    given: str
    sex: str
    birth: dt.date
    care: str
    level: float
    drift: float
    story: str = ""
    path: Mapping[int, float] = field(default_factory=dict)

    @property
    def person(self) -> PersonDetails:
        return PersonDetails(
            family_name=self.family, given_name=self.given, sex=self.sex, birth=self.birth
        )


def invented(
    draws: Draws, index: int, *, entered: int, class_code: str, age: int, care: dict[str, int]
) -> Pupil:
    """Return the pupil of a number; `age` is what most have reached in the year of entry."""
    source = draws.of("pupil", index)
    sex = "female" if source.randrange(2) else "male"
    family, given = names.child(source, sex)
    days = source.randrange(365) + 365 * weighted_age(source)
    return Pupil(
        index=index,
        entered=entered,
        class_code=class_code,
        family=family,
        given=given,
        sex=sex,
        birth=dt.date(entered - age, 9, 1) - dt.timedelta(days=days),
        care=weighted(source, care),
        level=source.gauss(0, 1),
        drift=source.choice((-0.16, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.16)),
    )


def weighted_age(source: random.Random) -> int:
    """Return by how many years a pupil is older than most of her class: mostly by none."""
    return int(weighted(source, {"0": 88, "1": 10, "2": 2}))


def score(
    draws: Draws, pupil: Pupil, *, subject: str, sitting: int, maximum: int
) -> Decimal | None:
    """Return what a pupil gets in a subject at an exam, in half points; None where absent."""
    source = draws.of(f"score {subject} {sitting}", pupil.index)
    if source.randrange(50) == 0:
        return None
    liking = draws.of(f"liking {subject}", pupil.index).gauss(0, 0.7)
    share = (
        0.68 + 0.12 * (pupil.level * 0.8 + liking + pupil.drift * sitting) + source.gauss(0, 0.05)
    )
    halves = round(min(max(share, 0.04), 1.0) * maximum * 2)
    return Decimal(halves) / 2


def score_at(others: Sequence[Decimal], z: float, *, maximum: int) -> Decimal:
    """Return the score, in half points, that stands nearest to `z` among `others` and itself."""
    halves = (Decimal(half) / 2 for half in range(2 * maximum + 1))
    return min(halves, key=lambda score: abs(_standing(score, others) - z))


def _standing(score: Decimal, others: Sequence[Decimal]) -> float:
    """Return the z of a score, by the sample SD of everybody who sat the exam."""
    values = [float(one) for one in (*others, score)]
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - 1))
    return (float(score) - mean) / spread if spread else 0.0


def absences(draws: Draws, pupil: Pupil, term: int) -> tuple[int, int, int]:
    """Return absences, those excused, and times late in a term of a hundred sessions."""
    source = draws.of(f"attendance {term}", pupil.index)
    missed = source.randrange(12, 26) if source.randrange(20) == 0 else source.randrange(5)
    return missed, source.randrange(missed + 1), source.randrange(4)


def contact(source: random.Random) -> list[Contact]:
    """Return one way to reach a grown-up, perhaps with a second."""
    first = Contact("mobile", names.telephone(source))
    return [first, Contact("wechat", first.value)] if source.randrange(3) == 0 else [first]
