"""The school's own files in the stories: a roster, the marks of an exam, answers keyed elsewhere.

Written as the mappings in `docs/guide/examples` read them. All people are invented.
"""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

EXAMPLES = Path(__file__).parents[3] / "docs" / "guide" / "examples"
ROSTER = (
    "学号,姓名,性别,出生日期,年级,班级,入学日期,住校,户籍,与监护人关系,监护人姓名,监护人电话,"
    "父亲外出,父亲外出时间,母亲外出,母亲外出时间"
)
FAMILY_NAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN_NAMES = ("子涵", "欣然", "浩宇", "梓萱", "思远", "雨桐")
SUBJECTS = (("语文", 100), ("数学", 120), ("英语", 100))
SUPPORT = ("从没有", "很少", "有时", "经常", "几乎总是")
TRUE_FOR_ME = ("不是这样", "不太是", "一半一半", "大多是", "就是这样")
HARD = ("没有", "有一点", "很多")
SCORED = {
    "ssm": (16, SUPPORT),
    "belong": (3, TRUE_FOR_ME),
    "ease": (3, TRUE_FOR_ME),
    "worth": (4, TRUE_FOR_ME),
    "have": (2, TRUE_FOR_ME),
    "am": (2, TRUE_FOR_ME),
    "can": (2, TRUE_FOR_ME),
}
WISHED = {
    **dict.fromkeys(("ssm_enough_EM", "ssm_enough_AP"), ("远远不够", "太少", "正好")),
    **dict.fromkeys(("ssm_enough_IS", "ssm_enough_IN"), ("太少", "正好", "正好")),
    "talk": ("想", "现在不用", "不想"),
}
ASKED = ("money", "family", "feelings", "self", "friends", "study", "information", "body")
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
COLLEGE_ROSTER = "学号,姓名,性别,出生日期,年级,班级,户籍"


@dataclass(frozen=True)
class OneClass:
    """A class; the first of it is whom the story is about, the others are around her or him."""

    name: str
    grade: str
    first_number: int
    first_name: str
    first_sex: str
    first_birth: str
    born: int
    size: int = 24

    @property
    def numbers(self) -> list[str]:
        return [str(self.first_number + place) for place in range(self.size)]


def roster(folder: Path, one: OneClass) -> Path:
    """The class list: every second is a girl, of half both parents are away."""
    rows = [_pupil(one, place) for place in range(one.size)]
    return _written(folder / "roster.csv", ROSTER.split(","), rows)


def college_roster(folder: Path, one: OneClass) -> Path:
    """The list of a college class, on which no guardian stands: they are of age."""
    rows = [[*_person(one, place), _hukou(place)] for place in range(one.size)]
    return _written(folder / "college.csv", COLLEGE_ROSTER.split(","), rows)


def _pupil(one: OneClass, place: int) -> list[str]:
    away = place % 4 < 2
    person = _person(one, place)
    return [
        *person,
        "2024-09-01",
        "是" if away else "否",
        _hukou(place),
        "奶奶" if away else "母亲",
        f"{person[1][0]}秀英",
        f"000-0000-{place:04}",
        *(("是", "2024-02-19", "是", "2023-02-12") if away else ("否", "", "否", "")),
    ]


def _person(one: OneClass, place: int) -> list[str]:
    is_first = not place
    family = FAMILY_NAMES[(place - 1) % len(FAMILY_NAMES)]
    name = family + GIVEN_NAMES[place % len(GIVEN_NAMES)]
    sex = "男" if place % 2 else "女"
    return [
        str(one.first_number + place),
        one.first_name if is_first else name,
        one.first_sex if is_first else sex,
        one.first_birth if is_first else f"{one.born}-0{1 + place % 8}-15",
        one.grade,
        one.name,
    ]


def _hukou(place: int) -> str:
    return "农村" if place % 3 else "城镇"


def marks(folder: Path, one: OneClass, *, on: str, hers: Sequence[int]) -> Path:
    """The mid-term: hers as told, the others' around three quarters of the maximum."""
    chance = random.Random(on)
    rows = []
    for place, number in enumerate(one.numbers):
        for (subject, maximum), own in zip(SUBJECTS, hers, strict=True):
            drawn = round(maximum * min(max(chance.gauss(0.75, 0.1), 0), 1))
            rows.append([number, "期中", subject, drawn if place else own, maximum, on])
    header = ["学号", "考试", "科目", "成绩", "满分", "考试日期"]
    return _written(folder / f"marks-{on}.csv", header, rows)


def answers(
    folder: Path, *, on: str, of: Iterable[str], more: Mapping[str, Sequence[str]] = NOTHING
) -> Path:
    """The student support survey of the others, who filled it in on paper in class.

    `more` has the words to draw from for questions beside those that are scored.
    """
    chance = random.Random(on)
    items = [f"{name}_{n}" for name, (size, _) in SCORED.items() for n in range(1, size + 1)]
    rows = []
    for number in of:
        hard = chance.choices(HARD, (5, 3, 2), k=len(ASKED))
        steps = [chance.choice(words) for size, words in SCORED.values() for _ in range(size)]
        rows.append([number, on, *hard, *steps, *map(chance.choice, more.values())])
    header = ["学号", "填写日期", *ASKED, *items, *more]
    return _written(folder / "answers.csv", header, rows)


def _written(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(header)
        sheet.writerows(rows)
    return path
