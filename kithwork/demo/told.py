"""The students of whom a story is told: where each stands in her school, and who she is.

The rest of the school is drawn by chance; of these few the world decides name, family and level,
because the guide and the worked cases count on them (`kithwork.demo.stories`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kithwork.demo.parameters import BOTH_AWAY, FATHER_AWAY, HOME
from kithwork.demo.pupils import Pupil

# Sittings are numbered from entry, four a year: from the second year's mid-term to the last final.
XIAOYU_PATH = {4: -0.9, 5: -1.0, 6: -1.1, 7: -1.2, 8: -1.1, 9: -0.8, 10: -0.4, 11: -0.1}


@dataclass(frozen=True, slots=True)
class Told:
    """A student of a story: the `place`-th who entered `years_ago`, at the age of `age`."""

    story: str
    years_ago: int
    place: int
    name: tuple[str, str]
    sex: str
    age: int
    birthday: tuple[int, int]
    care: str
    level: float
    drift: float = 0.0
    path: Mapping[int, float] = field(default_factory=dict)

    def as_told(self, pupil: Pupil) -> Pupil:
        """Return the pupil of this place as the story has her."""
        family, given = self.name
        return replace(
            pupil,
            story=self.story,
            family=family,
            given=given,
            sex=self.sex,
            birth=dt.date(pupil.entered - self.age, *self.birthday),
            care=self.care,
            level=self.level,
            drift=self.drift,
            path=self.path,
        )


AT_THE_JUNIOR_HIGH = (
    Told("xiaoyu", 3, 0, ("林", "小雨"), "female", 12, (3, 18), BOTH_AWAY, -0.9, path=XIAOYU_PATH),
    Told("zhiyuan", 2, 1, ("何", "志远"), "male", 12, (5, 2), FATHER_AWAY, -0.7, -0.1),
)
AT_THE_COLLEGE = (
    Told("aming", 1, 0, ("陈", "明"), "male", 18, (9, 30), HOME, -0.6, -0.1),
    Told("xiaolan", 1, 1, ("马", "晓兰"), "female", 18, (2, 11), HOME, -0.4),
    Told("ruonan", 1, 2, ("秦", "若楠"), "female", 18, (6, 7), HOME, 0.2),
)
