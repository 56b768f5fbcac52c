"""How well a questionnaire measured, as a section of a report: its figures, and what it hides."""

from dataclasses import replace

import numpy as np
import pytest

from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reliability import alpha, omega
from kithwork.documents.cells import Mark
from kithwork.documents.questionnaires import Answers, quality
from kithwork.documents.report import Bullets, Heading, Paragraph, Table

PHQ = instruments()["phq-9"].instrument
POLICY = disclosure_entry().policy
FEWEST = questionnaire_rules().fewest_forms
NAMES = tuple(item.id for item in PHQ.items)


def forms(n: int, *, open_share: float = 0.0, turned: int | None = None) -> Answers:
    """Nine questions of n invented people, 0 to 3, that go together."""
    draw = np.random.default_rng(n)
    latent = draw.normal(size=(n, 1)) + 0.9 * draw.normal(size=(n, 9))
    values = np.digitize(latent, [-0.8, 0.3, 1.2]).astype(float)
    if turned is not None:
        values[:, turned] = 3 - values[:, turned]
    values[draw.random(values.shape) < open_share] = np.nan
    matrix = ItemMatrix(NAMES, values, 0, 3)
    return Answers(PHQ, n, {"total": matrix}, {"the same answer throughout": n // 10})


def section(answers: Answers, language: str = "en") -> list[object]:
    return list(quality(answers, level=1, policy=POLICY, language=language))


def bullets(blocks: list[object]) -> list[str]:
    (found,) = (block for block in blocks if isinstance(block, Bullets))
    return [item.text for item in found.items]


def test_the_figures_are_those_of_the_core() -> None:
    answers = forms(200)
    heading, scores, items, _ = section(answers)
    assert isinstance(heading, Heading)
    assert "PHQ-9" in heading.text
    assert isinstance(scores, Table)
    covariances = ItemCovariances.of(answers.scores["total"])
    ((label, n, value, low, high, total, general, sem),) = scores.rows
    found = alpha(covariances)
    assert (label, n, value) == ("total", 200, round(found.estimate, 2))
    assert (low, high) == (round(found.interval.low, 2), round(found.interval.high, 2))
    assert total == round(omega(covariances).total.estimate, 2)
    assert general == round(omega(covariances).hierarchical.estimate, 2)
    assert sem > 0
    assert isinstance(items, Table)
    assert len(items.rows) == 9
    assert items.rows[0][1] == 0


def test_both_languages_say_everything() -> None:
    for language, said in (("en", "agree with each other"), ("zh-Hans", "彼此一致")):
        blocks = section(forms(200), language)
        assert any(said in line for line in bullets(blocks))
        assert any("20" in line for line in bullets(blocks))


def test_an_item_against_the_others_is_named() -> None:
    said = bullets(section(forms(200, turned=3)))
    assert any("Against the other questions: 4." in line for line in said)


def test_a_small_group_gives_no_figure() -> None:
    heading, why = section(forms(FEWEST - 1))
    assert isinstance(heading, Heading)
    assert isinstance(why, Paragraph)


def test_small_numbers_are_hidden() -> None:
    answers = forms(40)
    answers.scores["total"].values[:2, 0] = np.nan
    _, scores, items, _ = section(answers)
    assert scores.rows[0][1] is Mark.WITHHELD  # 38 of 40: two were not complete
    assert items.rows[0][1] is Mark.WITHHELD
    assert items.rows[1][1] == 0
    said = bullets(section(answers))
    assert any("All forms but a few" in line for line in said)
    assert any("a small number, or all" in line for line in said)  # four of 40 bear the flag


def test_too_few_complete_forms_withhold_what_rests_on_them() -> None:
    answers = forms(FEWEST, open_share=0.3)
    assert ItemCovariances.of(answers.scores["total"]).n < FEWEST
    _, scores, items, _ = section(answers)
    assert set(scores.rows[0][2:]) == {Mark.WITHHELD}
    assert all(row[4] is Mark.WITHHELD for row in items.rows)


def test_an_answer_that_asks_for_a_person_is_not_told_of() -> None:
    *_, last = section(forms(200))[2].rows
    assert last[0].startswith("9 ")
    assert set(last[2:]) == {Mark.WITHHELD}


def test_two_days_cannot_be_subtracted() -> None:
    # One more form: the sums behind the means stay uncertain by more than one form can add.
    later = forms(FEWEST + 1)
    values = later.scores["total"].values
    earlier = Answers(PHQ, FEWEST, {"total": ItemMatrix(NAMES, values[:-1], 0, 3)}, {})
    for before, after in zip(section(earlier)[2].rows, section(later)[2].rows, strict=True):
        spans = [n * 0.1 for n in (FEWEST, FEWEST + 1)]
        assert sum(spans) / 2 >= 3
        for row in (before, after):
            assert row[2] is Mark.WITHHELD or row[2] == round(row[2], 1)


def test_the_ends_of_a_question_are_told_in_tens_of_percent() -> None:
    answers = forms(200)
    rows = section(answers)[2].rows
    low = (answers.scores["total"].values[:, 0] == 0).mean()
    assert rows[0][4] == 10 * round(10 * low)
    later = forms(FEWEST + 1)  # three forms fit between two tens of thirty
    assert all(
        cell is Mark.WITHHELD or cell % 10 == 0
        for row in section(later)[2].rows
        for cell in row[4:6]
    )


def test_a_tool_that_is_not_validated_is_called_so() -> None:
    ours = instruments()["ssm-16"].instrument
    assert not ours.is_validated
    answers = forms(200)
    said = section(Answers(ours, 200, answers.scores, {}))
    assert "not validated" in said[1].runs[0].text
    assert isinstance(section(answers)[1], Table)


def test_groups_of_questions_are_looked_for_where_there_are_enough_forms() -> None:
    enough = questionnaire_rules().fewest_for_factors
    said = bullets(section(forms(enough)))
    assert any("1 factor stands out" in line for line in said)
    assert any("(polychoric)" in line for line in said)  # four answers
    assert not any("factor" in line for line in bullets(section(forms(enough - 1))))


def test_how_long_a_sitting_took() -> None:
    answers = forms(40)
    timed = replace(answers, seconds=range(60, 60 + 12 * 40, 12))
    assert any("took 4.9 minutes or less" in line for line in bullets(section(timed)))
    few = replace(answers, seconds=range(60, 60 + FEWEST - 1))
    assert not any("minutes" in line for line in bullets(section(few)))


def test_a_score_of_one_item_has_no_section() -> None:
    matrix = ItemMatrix(("1",), np.ones((40, 1)))
    assert section(Answers(PHQ, 40, {"one": matrix}, {})) == []


@pytest.mark.parametrize("n", [1, 2, 12])
def test_nothing_breaks_on_few_forms(n: int) -> None:
    assert section(forms(n))
