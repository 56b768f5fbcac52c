"""Small published data sets that several tests of questionnaires read."""

import numpy as np

from kithwork.core.items import ItemCovariances, ItemMatrix

# Bock & Lieberman (1970), Psychometrika 35: LSAT section 6, right and wrong answers of 1,000
# people to five questions, the frequency of each pattern from 00000 to 11111.
LSAT6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
    10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)  # fmt: skip

# Bechtoldt (1961), Psychometrika 26, from Thurstone & Thurstone (1941): nine ability tests, n 213;
# the correlations below the diagonal.
THURSTONE = """
.828
.776 .779
.439 .493 .460
.432 .464 .425 .674
.447 .489 .443 .590 .541
.447 .432 .401 .381 .402 .288
.541 .537 .534 .350 .367 .320 .555
.380 .358 .359 .424 .446 .325 .598 .452
"""


def lsat6() -> ItemMatrix:
    patterns = [[pattern >> bit & 1 for bit in (4, 3, 2, 1, 0)] for pattern in range(32)]
    answers = np.repeat(np.array(patterns, dtype=float), LSAT6, axis=0)
    return ItemMatrix(tuple(f"q{place}" for place in range(1, 6)), answers, 0, 1)


def thurstone() -> ItemCovariances:
    return ItemCovariances.given(tuple("abcdefghi"), lower(THURSTONE), n=213)


def lower(text: str) -> np.ndarray:
    """Read correlations that stand below the diagonal, a row a line."""
    rows = [[float(value) for value in line.split()] for line in text.split("\n") if line.strip()]
    matrix = np.eye(len(rows) + 1)
    for place, row in enumerate(rows, start=1):
        matrix[place, : len(row)] = matrix[: len(row), place] = row
    return matrix
