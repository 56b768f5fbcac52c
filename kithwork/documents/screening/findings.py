"""The findings of a screening, each a sentence and its table; small numbers are not in them."""

from collections.abc import Iterator

from kithwork.catalogue.needs import band_entries
from kithwork.cohort.screening.result import GroupTable, ScreenedNeed
from kithwork.core.scales.quality import Flag
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word
from kithwork.documents.cells import Cell, Mark, is_number
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.questionnaires import Answers, quality
from kithwork.documents.report import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Paragraph,
    Table,
    number,
)
from kithwork.documents.screening import figures
from kithwork.documents.screening.page import Page

CHARTED = 12  # bars that a page takes without becoming a wall
WIDEST = 6  # groups whose columns a page takes

_ASKED = (Word.LARGE_GAP, Word.SOME_GAP, Word.ENOUGH, Word.NOT_ASKED)


def in_short(page: Page) -> Iterator[Block]:
    """Yield the findings in a few sentences."""
    yield Heading(1, page.say("screening.head.short"))
    judged = len(page.screening.needs_judged)
    computed = sum(bool(need.rule.definition.evidence) for need in page.screening.needs)
    sentences = [
        most_frequent(page),
        page.say("screening.finding.judged", judged=judged, all=computed),
        *_first_bands(page),
        _support_sentence(page),
        _alert_sentence(page),
    ]
    yield Bullets.of(*sentences)


def needs(page: Page) -> Iterator[Block]:
    """Yield the needs that could be judged: a chart of those found, and the table of all."""
    yield Heading(1, page.say("screening.head.needs"))
    if not page.screening.needs_judged:
        yield Paragraph.of(page.say("screening.finding.nothing_judged"))
        return
    counted = _by_number(page)
    table = _needs_table(page)
    yield _chart(page, counted[:CHARTED], table) if counted else table


def groups(page: Page) -> Iterator[Block]:
    """Yield needs by each grouping that fits a page; wider ones stand in the Excel file."""
    broken_down = page.screening.groups[1:]
    if not broken_down or not page.screening.needs_judged:
        return
    yield Heading(1, page.say("screening.head.groups"))
    for table in broken_down:
        if len(table.groups) <= WIDEST:
            yield _group_table(page, table)
    wide = [page.text(one.label) for one in broken_down if len(one.groups) > WIDEST]
    if wide:
        groups_named = page.joined(wide)
        yield Paragraph.of(page.say("screening.table.too_many_groups", groups=groups_named))


def bands(page: Page) -> Iterator[Block]:
    """Yield how many stand in each band."""
    yield Heading(1, page.say("screening.head.bands"))
    counts = [page.screening.bands.count(one.entry.id) for one in band_entries()]
    cells = figures.parts([*counts, page.screening.bands.count(None)], page.rules.policy)
    rows: list[tuple[Cell, ...]] = [
        (page.text(one.label), page.text(one.means), cell)
        for one, cell in zip(band_entries(), cells, strict=False)
    ]
    rows.append((page.say("screening.table.no_band"), "", cells[-1]))
    yield Table(
        page.say("screening.table.bands"),
        (
            Column(page.say("screening.table.band")),
            Column(page.say("screening.table.means"), share=8),
            number(page.say("screening.table.students")),
        ),
        tuple(rows),
        note=page.say("screening.table.bands_note"),
    )


def lists(page: Page) -> Iterator[Block]:
    """Yield how many stand on each list that could be answered for anybody."""
    told = [flag for flag in page.screening.flags if flag.unknown < page.n]
    if not told:
        return
    yield Heading(1, page.say("screening.head.lists"))
    rows = []
    for flag in told:
        off = page.n - flag.found - flag.unknown
        on_it, _, unknown = figures.parts([flag.found, off, flag.unknown], page.rules.policy)
        rows.append((page.text(flag.label), on_it, unknown))
    yield Table(
        page.say("screening.table.lists"),
        (
            Column(page.say("screening.table.list"), share=8),
            number(page.say("screening.table.on_list")),
            number(page.say("screening.table.unknown")),
        ),
        tuple(rows),
        note=page.say("screening.table.lists_note"),
    )


def support(page: Page) -> Iterator[Block]:
    """Yield what students say of each function of support; where none was asked, that."""
    yield Heading(1, page.say("screening.head.support"))
    yield Paragraph.of(_support_sentence(page))
    columns = (
        Column(page.say("screening.table.function")),
        *(number(page.say(f"support.word.{word.value}")) for word in _ASKED),
    )
    rows = []
    for one in page.screening.support:
        counts = [one.counts.get(word, 0) for word in _ASKED]
        told = figures.parts(counts, page.rules.policy) if one.is_asked else _NOT_ASKED
        rows.append((page.function(one.function.value), *told))
    yield Table(page.say("screening.table.support"), columns, tuple(rows))


def scales(page: Page) -> Iterator[Block]:
    """Yield n, mean, SD and alpha of each score."""
    if not page.screening.scales:
        return
    yield Heading(1, page.say("screening.head.scales"))
    rows = []
    for scale in page.screening.scales:
        told = scale.summary
        n = figures.share_of(told.n, page.n, page.rules.policy)
        is_few = told.n < page.rules.policy.smallest_filter
        values = (told.mean, told.sd, told.alpha)
        rows.append((page.text(scale.label), n, *(_figure(value, is_few) for value in values)))
    columns = (
        Column(page.say("screening.table.score")),
        number(page.say("screening.table.n")),
        number(page.say("screening.table.mean"), decimals=2),
        number(page.say("screening.table.sd"), decimals=2),
        number(page.say("screening.table.alpha"), decimals=2),
    )
    note = page.say("screening.table.alpha_note")
    yield Table(page.say("screening.table.scales"), columns, tuple(rows), note=note)


def measured(page: Page) -> Iterator[Block]:
    """Yield how well the questionnaire measured, where there were answers to one."""
    used = page.screening.instrument
    scores = {
        page.text(scale.label): scale.items
        for scale in page.screening.scales
        if scale.items is not None
    }
    if used is None or not scores:
        return
    flags = [one for one in page.screening.flags if one.rule is None and one.unknown < page.n]
    flagged = {page.text(one.label): one.found for one in flags if one.id in {*Flag}}
    answers = Answers(used.instrument, page.n, scores, flagged)
    yield from quality(answers, level=1, policy=page.rules.policy, language=page.language)


def left_behind(page: Page) -> Iterator[Block]:
    """Yield the status by each definition; unknown is an answer."""
    yield Heading(1, page.say("screening.head.left_behind"))
    counts = page.screening.left_behind
    is_unknown = all(one.unknown == page.n for one in counts)
    code = "screening.finding.unknown_status" if is_unknown else "screening.finding.status"
    yield Paragraph.of(page.say(code))
    rows = tuple(
        (page.text(one.label), *figures.parts([one.yes, one.no, one.unknown], page.rules.policy))
        for one in counts
    )
    columns = (
        Column(page.say("screening.table.definition"), share=8),
        *(number(page.say(f"screening.table.{name}")) for name in ("yes", "no", "unknown")),
    )
    yield Table(page.say("screening.table.left_behind"), columns, rows)


# ── sentences ───────────────────────────────────────────────────────────────────────────────


def most_frequent(page: Page) -> str:
    """Return the sentence on the need that most students show."""
    if not page.screening.needs_judged:
        return page.say("screening.finding.nothing_judged")
    counted = _by_number(page)
    if not counted:
        return page.say("screening.finding.none_shown")
    need, count = counted[0]
    label = page.text(need.rule.label)
    return page.say("screening.finding.most_frequent", need=label, found=count, n=page.n)


def _first_bands(page: Page) -> Iterator[str]:
    if page.is_too_small:
        return
    ids = [one.entry.id for one in band_entries()]
    counts = [page.screening.bands.count(band) for band in (*ids, None)]
    cells = figures.parts(counts, page.rules.policy)
    for one, cell in zip(band_entries()[:2], cells, strict=False):
        if is_number(cell):
            label = page.text(one.label)
            yield page.say("screening.finding.band", count=int(cell), band=label)


def _support_sentence(page: Page) -> str:
    asked = [one for one in page.screening.support if one.is_asked]
    if not asked:
        names = [page.function(one.function.value) for one in page.screening.support]
        return page.say("screening.finding.functions_not_asked", functions=page.joined(names))
    gaps = {
        one.function: one.counts.get(Word.LARGE_GAP, 0) + one.counts.get(Word.SOME_GAP, 0)
        for one in asked
    }
    function = max(gaps, key=lambda one: gaps[one])
    count = figures.share_of(gaps[function], page.n, page.rules.policy)
    if page.is_too_small or not is_number(count):
        return page.say("screening.finding.none_shown")
    named = page.function(function.value)
    return page.say("screening.finding.gap", function=named, count=gaps[function], n=page.n)


def _alert_sentence(page: Page) -> str:
    if not page.screening.can_alert:
        return page.say("screening.finding.alerts_not_asked")
    code = "alerts" if page.screening.alerts else "no_alerts"
    return page.say(f"screening.finding.{code}")


# ── tables ──────────────────────────────────────────────────────────────────────────────────

_NOT_ASKED: tuple[Cell, ...] = (Mark.NOT_ASKED,) * len(_ASKED)


def _by_number(page: Page) -> list[tuple[ScreenedNeed, int]]:
    """The needs whose number may be printed and is not 0, the most frequent first."""
    told = [(need, figures.found(page.screening, need)) for need in page.screening.needs_judged]
    counted = [(need, int(cell)) for need, cell in told if is_number(cell) and cell]
    return sorted(counted, key=lambda one: -one[1])


def _needs_table(page: Page) -> Table:
    columns = (
        Column(page.say("screening.table.need")),
        Column(page.say("screening.table.functions")),
        number(page.say("screening.table.found")),
        number(page.say("screening.table.clear")),
        number(page.say("screening.table.judged")),
    )
    rows = tuple(_need_row(page, need) for need in page.screening.needs_judged)
    return Table(page.say("screening.table.needs"), columns, rows)


def _chart(page: Page, counted: list[tuple[ScreenedNeed, int]], table: Table) -> Chart:
    drawing = bars(
        [Bar(page.text(need.rule.label), count, _main(need)) for need, count in counted],
        finding=most_frequent(page),
        heads=(page.say("screening.table.need"), page.say("screening.chart.heads")),
        language=page.language,
    )
    return Chart(drawing, table)


def _main(need: ScreenedNeed) -> Function | None:
    code = need.rule.definition.functions[0]
    return Function(code) if code in Function.__members__ else None


def _need_row(page: Page, need: ScreenedNeed) -> tuple[Cell, ...]:
    functions = page.joined([page.function(code) for code in need.rule.definition.functions])
    return (
        page.text(need.rule.label),
        functions,
        figures.found(page.screening, need),
        figures.clear_or_urgent(page.screening, need, page.rules.policy),
        figures.share_of(need.judged, page.n, page.rules.policy),
    )


def _group_table(page: Page, one: GroupTable) -> Table:
    labels = {need.code: need.rule.label for need in page.screening.needs}
    columns = (
        Column(page.say("screening.table.need")),
        *(number(page.text(one.groups[group])) for group in one.table.groups),
    )
    sizes = (page.say("screening.table.group_size"), *map(figures.shown, one.table.sizes))
    rows = [
        (page.text(labels[code]), *map(figures.shown, cells))
        for code, cells in zip(one.table.measures, one.table.cells, strict=True)
    ]
    group = page.text(one.label)
    caption = page.say("screening.table.by_group", group=group)
    return Table(caption, columns, (*rows, sizes), has_total=True)


def _figure(value: float | None, is_few: bool) -> Cell:
    if value is None:
        return Mark.NOT_COMPUTED
    return Mark.WITHHELD if is_few else value
