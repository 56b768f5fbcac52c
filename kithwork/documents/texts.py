"""Which characters a document may carry.

Documents carry what people typed: names, notes, a child's own words. Nothing is escaped here
(each renderer hands text over as data); only the few characters which no document may carry are
taken out. These are the control characters (Word's XML refuses them), halves of surrogate pairs
and the code points that Unicode reserves as non-characters (renderers stop at them), and the
explicit directional controls (Unicode Annex 9), which could make a page read otherwise than its
record. Zero-width joiners and spaces stay: scripts and emoji are written with them.
"""

import re

_NON_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab, line feed, next line
    "\u202a-\u202e\u2066-\u2069"  # directional embeddings, overrides and isolates
    f"\ud800-\udfff\ufdd0-\ufdef{_NON_CHARACTERS}\ufeff]"
)
_NEW_LINES = re.compile("\r\n|[\r\x85\u2028\u2029]")


def readable(text: str) -> str:
    """Return `text` without what no document may carry; its lines end in line feeds."""
    return _FORBIDDEN.sub("", _NEW_LINES.sub("\n", text))
