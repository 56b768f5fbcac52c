"""The section of a report on one questionnaire: what each score and each question gave.

For each score how far its items agree (alpha with interval, both omegas, error of measurement), for
each item what it contributes and how often it was left open, and how many forms look as if they
were not answered one by one; from more forms on also whether the questions go together as one. A
tool that was not validated is called so. It says nothing of any student: below the number of forms
that the catalogue asks for nothing is shown, small numbers are hidden as everywhere, and figures
are rounded so far that the reports of two days cannot be subtracted to find the answers of one more
student.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import quantiles

from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.catalogue.words import Param, say
from kithwork.core.disclosure import DisclosurePolicy
from kithwork.core.estimates import Estimate
from kithwork.core.items import ItemMatrix
from kithwork.core.reliability import ItemStatistics, Reliability, reliability
from kithwork.documents.cells import Cell, Mark
from kithwork.documents.questionnaires.answers import Answers
from kithwork.documents.questionnaires.structure import structure
from kithwork.documents.report import Block, Bullets, Column, Heading, Paragraph, Table, number
from kithwork.documents.screening import figures

# Decimals: of agreement, and of what is in the unit of the answers. A mean of 30 forms to one
# decimal leaves their sum uncertain by 3, more than what one form adds to a scale of 0 to 3.
_AGREEMENT, _ANSWERS = 2, 1


def quality(
    answers: Answers, *, level: int, policy: DisclosurePolicy, language: str
) -> Iterator[Block]:
    """Yield the section; its heading has `level`."""
    section = _Section(answers, policy, language)
    several = {label: matrix for label, matrix in answers.scores.items() if len(matrix.names) > 1}
    if not several:
        return
    title = answers.instrument.title.said_in(language)
    yield Heading(level, section.say("quality.head", instrument=title))
    if not answers.instrument.is_validated:
        yield Paragraph.of(section.say("quality.not_validated"))
    if answers.forms < section.fewest:
        yield Paragraph.of(section.say("quality.too_few", smallest=section.fewest))
        return
    found = {label: reliability(matrix) for label, matrix in several.items()}
    yield section.scores(found)
    yield section.items(found)
    yield Bullets.of(*section.sentences(found))


@dataclass(frozen=True, slots=True, eq=False)
class _Section:
    answers: Answers
    policy: DisclosurePolicy
    language: str

    @property
    def fewest(self) -> int:
        """The forms that any figure needs."""
        return max(self.policy.smallest_filter, questionnaire_rules().fewest_forms)

    def say(self, code: str, **params: Param) -> str:
        return say(code, self.language, **params)

    def scores(self, found: Mapping[str, Reliability]) -> Table:
        """Return the table of scores."""
        columns = (
            Column(self.say("quality.table.score"), share=6),
            number(self.say("quality.table.complete")),
            *(
                number(self.say(f"quality.table.{name}"), decimals=_AGREEMENT)
                for name in ("alpha", "low", "high", "omega_total", "omega_general")
            ),
            number(self.say("quality.table.sem"), decimals=_ANSWERS),
        )
        rows = tuple(self._score(label, one) for label, one in found.items())
        return Table(
            self.say("quality.table.scores"), columns, rows, note=self.say("quality.table.note")
        )

    def items(self, found: Mapping[str, Reliability]) -> Table:
        """Return the table of items; each stands once, beside the longest score that holds it."""
        ends = (
            number(self.say(f"quality.table.{name}"), unit="%") for name in ("floor", "ceiling")
        )
        columns = (
            Column(self.say("quality.table.item"), share=6),
            number(self.say("quality.table.open")),
            *(
                number(self.say(f"quality.table.{name}"), decimals=_ANSWERS)
                for name in ("mean", "sd")
            ),
            *ends,
            *(
                number(self.say(f"quality.table.{name}"), decimals=_AGREEMENT)
                for name in ("item_rest", "without")
            ),
        )
        ordered = self._longest_first(found.values())
        rows = tuple(self._item(item) for item in _each_once(ordered))
        note = self.say("quality.table.items_note")
        return Table(self.say("quality.table.items"), columns, rows, note=note)

    def sentences(self, found: Mapping[str, Reliability]) -> list[str]:
        """Return what is said in words: completeness, flags, items that go against the others."""
        longest = self._longest_first(found.values())[0]
        said = [self._claim(longest.alpha), self._complete(longest)]
        said += [self._flagged(flag, count) for flag, count in self.answers.flagged.items()]
        said += self._pace()
        against = dict.fromkeys(
            item.name
            for one in found.values()
            for item in one.items
            if self._is_shown(one) and item.item_rest is not None and item.item_rest < 0
        )
        if against:
            names = self.say("support.list_comma").join(against)
            said.append(self.say("quality.against", items=names))
        if self._is_shown(longest):
            said += structure(self._matrix(longest), language=self.language)
        said.append(self.say("quality.limit"))
        return said

    def _matrix(self, one: Reliability) -> ItemMatrix:
        names = tuple(item.name for item in one.items)
        return next(found for found in self.answers.scores.values() if found.names == names)

    def _pace(self) -> list[str]:
        """Say how long a sitting on a screen took, where enough of them are known."""
        seconds = sorted(self.answers.seconds)
        if len(seconds) < self.fewest:
            return []
        low, middle, high = (one / 60 for one in quantiles(seconds, n=4, method="inclusive"))
        return [self.say("quality.pace", n=len(seconds), low=low, middle=middle, high=high)]

    def _longest_first(self, found: Iterable[Reliability]) -> list[Reliability]:
        """Return the scores whose figures are told before the others, the longest first."""
        return sorted(found, key=lambda one: (not self._is_shown(one), -len(one.items)))

    def _flagged(self, flag: str, count: int) -> str:
        shown = figures.share_of(count, self.answers.forms, self.policy)
        code = "few" if isinstance(shown, Mark) else "some" if count else "none"
        return self.say(f"quality.flagged.{code}", flag=flag, n=count, forms=self.answers.forms)

    def _score(self, label: str, one: Reliability) -> tuple[Cell, ...]:
        around = one.alpha.interval
        values = (
            one.alpha.estimate,
            around.low if around else None,
            around.high if around else None,
            one.omega.total.estimate,
            one.omega.hierarchical.estimate,
        )
        return (
            label,
            figures.share_of(one.n, self.answers.forms, self.policy),
            *(self._figure(value, one) for value in values),
            self._figure(one.measurement_error.estimate, one, decimals=_ANSWERS),
        )

    def _item(self, held: tuple[ItemStatistics, Reliability]) -> tuple[Cell, ...]:
        item, one = held
        left_open = figures.share_of(item.missing, self.answers.forms, self.policy)
        if item.n < self.fewest or self._asks_for_a_person(item.name):
            return (self._label(item.name), left_open, *(Mark.WITHHELD,) * 6)
        return (
            self._label(item.name),
            left_open,
            _rounded(item.mean, _ANSWERS),
            _rounded(item.sd, _ANSWERS),
            self._end(item.floor, item.n),
            self._end(item.ceiling, item.n),
            self._figure(item.item_rest, one),
            self._figure(item.alpha_if_dropped, one),
        )

    def _end(self, share: float | None, n: int) -> Cell:
        """Return the tens of percent at one end of the answers, unless they or the rest are few."""
        if share is None:
            return Mark.NOT_COMPUTED
        count = round(share * n)
        shown = figures.share_of(count, n, self.policy)
        return shown if isinstance(shown, Mark) else 10 * round(10 * share)

    def _asks_for_a_person(self, name: str) -> bool:
        """Whether an answer to it is an alert: few give one, and a mean would tell of them."""
        return any(rule.on == name for rule in self.answers.instrument.alerts)

    def _figure(self, value: float | None, one: Reliability, *, decimals: int = _AGREEMENT) -> Cell:
        return _rounded(value, decimals) if self._is_shown(one) else Mark.WITHHELD

    def _is_shown(self, one: Reliability) -> bool:
        """Whether enough people answered every item of a score for its figures to be told."""
        return one.n >= self.fewest

    def _claim(self, alpha: Estimate) -> str:
        if alpha.n < self.fewest:
            return self.say("quality.too_few", smallest=self.fewest)
        return self.say("quality.in_short", claim=alpha.claim)

    def _complete(self, one: Reliability) -> str:
        shown = figures.share_of(one.n, self.answers.forms, self.policy)
        code = "quality.complete_few" if isinstance(shown, Mark) else "quality.complete"
        return self.say(code, n=one.n, forms=self.answers.forms)

    def _label(self, name: str) -> str:
        tag = next((item.tag for item in self.answers.instrument.items if item.id == name), None)
        return self.say("quality.item", item=name, tag=tag) if tag else name


def _each_once(found: Iterable[Reliability]) -> list[tuple[ItemStatistics, Reliability]]:
    """Return every item with the first score that it belongs to."""
    held: dict[str, tuple[ItemStatistics, Reliability]] = {}
    for one in found:
        for item in one.items:
            held.setdefault(item.name, (item, one))
    return list(held.values())


def _rounded(value: float | None, decimals: int) -> Cell:
    return Mark.NOT_COMPUTED if value is None else round(value, decimals)
