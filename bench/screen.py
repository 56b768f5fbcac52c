"""Screening: `kithwork screen` on 100,000 filled-in Student support surveys, file to folder.

Answers are drawn from a seed, the calmer ones more often; one in twenty is left open. The command
reads, checks, scores, judges needs and writes tables, lists and the report. Peer: the scores
alone, form by form with the product's own core (the plain way, without needs, facts, tables or
report), from a file of 1,000 forms, extrapolated by their number.
"""

import csv
import random
import tempfile
from pathlib import Path

from bench.measuring import Timing, command, on_processor, report
from bench.visiting import BIN
from bench.worlds import SEED

SHEETS, PEER_SHEETS = 100_000, 1_000
CODE = "student-support"
OPEN = 0.05


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder, "many.csv"), Path(folder, "few.csv")
        _write(many, SHEETS)
        _write(few, PEER_SHEETS)
        print(f"{SHEETS:,} forms, {many.stat().st_size / 1e6:.0f} MB of CSV")
        screen = command(
            str(BIN / "kithwork"), "screen", str(many), "--instrument", CODE,
            "--out", str(Path(folder, "out")), "--json",
        )  # fmt: skip
        ours = on_processor(screen)
        peer = on_processor(lambda: _score_each(few))
    times = SHEETS / PEER_SHEETS
    for kind, mine, other in (
        ("by the clock", ours.seconds, peer.seconds * times),
        ("on the processor", ours.processor, peer.processor * times),
    ):
        report(
            [
                Timing(f"kithwork screen, {kind}", (mine,)),
                Timing(f"scores form by form, {PEER_SHEETS:,} × {times:.0f}", (other,)),
            ]
        )


def _write(file: Path, count: int) -> None:
    from kithwork.catalogue.instruments import instruments
    from kithwork.core.questionnaires import QuestionKind

    questionnaire = instruments()[CODE].questionnaire
    assert questionnaire is not None
    source = random.Random(f"{SEED}:{count}")
    asked = [
        (question.id, question.kind, [option.code for option in question.options])
        for question in questionnaire.questions()
    ]

    def answer(kind: QuestionKind, options: list[str]) -> str:
        if source.random() < OPEN:
            return ""
        if kind is QuestionKind.MONTH:
            return f"{source.randint(2020, 2025)}-{source.randint(1, 12):02d}"
        return options[int(len(options) * source.random() ** 2)]

    with file.open("w", encoding="utf-8", newline="") as target:
        sheet = csv.writer(target)
        sheet.writerow(["id", *(name for name, _, _ in asked)])
        for number in range(count):
            sheet.writerow([f"S{number:06d}", *(answer(kind, some) for _, kind, some in asked)])


def _score_each(file: Path) -> int:
    from kithwork.catalogue.instruments import instruments
    from kithwork.cohort.answer_sheets import read_answer_sheet, score_form
    from kithwork.core.scales import key_of
    from kithwork.files.tables.reading import read_table

    instrument = instruments()[CODE]
    key = key_of(instrument.instrument)
    sheet = read_answer_sheet(read_table(file.read_bytes(), name=file.name), instrument, key)
    assert not sheet.faults, sheet.faults[:3]
    return len([score_form(form, key) for form in sheet.forms])
