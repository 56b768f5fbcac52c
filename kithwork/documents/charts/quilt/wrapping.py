"""Labels fitted into a width: SVG does not wrap text, so lines are broken by estimated widths."""

import unicodedata

_WIDE, _NARROW = 1.0, 0.54  # of the font size: Chinese characters, the mean Latin letter
_MORE = "…"


def width_of(text: str, *, size: float) -> float:
    """Return the estimated width of a text in user units."""
    return size * sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in text)


def wrapped(text: str, *, width: float, size: float, most: int = 2) -> list[str]:
    """Return the text in at most so many lines; what does not fit ends in an ellipsis."""
    rows: list[str] = [""]
    for piece in _pieces(text):
        if rows[-1] and width_of(rows[-1] + piece.rstrip(), size=size) > width:
            rows.append(piece.lstrip())
        else:
            rows[-1] += piece
    rows = [row.strip() for row in rows]
    if len(rows) > most:
        rows = [
            *rows[: most - 1],
            _cut("".join(f"{row} " for row in rows[most - 1 :]), width, size),
        ]
    return [row if width_of(row, size=size) <= width else _cut(row, width, size) for row in rows]


def _pieces(text: str) -> list[str]:
    """Return what may stand on a line of its own: words with their space, or wide characters."""
    pieces: list[str] = []
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            if character in "，、。；：？！）」”" and pieces:
                pieces[-1] += character
            else:
                pieces.append(character)
        elif pieces and not pieces[-1].endswith(" ") and _is_narrow(pieces[-1]):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_narrow(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) not in "WF"


def _cut(text: str, width: float, size: float) -> str:
    while text and width_of(text + _MORE, size=size) > width:
        text = text[:-1]
    return text.rstrip() + _MORE
