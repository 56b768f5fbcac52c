"""The order in which a reader expects names with numbers: grade 9 before grade 10, 七 before 八.

Runs of digits count as numbers, and so do Chinese numerals up to 99 (七年级, 大三, 十一班). Source:
everyday usage in schools; there is no standard for it.
"""

import re

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "两": 2}
_NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十]+")
Key = tuple[tuple[str, int], ...]


def natural_key(name: str) -> Key:
    """Return what a name is ordered by: each text with the number behind it.

    >>> sorted(["九年级", "七年级", "八年级"], key=natural_key)
    ['七年级', '八年级', '九年级']
    >>> sorted(["Grade 10", "Grade 9", "大四", "大三"], key=natural_key)
    ['Grade 9', 'Grade 10', '大三', '大四']
    """
    parts, end = list[tuple[str, int]](), 0
    for found in _NUMBER.finditer(name):
        parts.append((name[end : found.start()], _number(found.group())))
        end = found.end()
    return (*parts, (name[end:], -1))


def _number(written: str) -> int:
    """Return the number; several numerals without a ten are read digit by digit.

    >>> [_number(one) for one in ("10", "十", "十二", "二十", "二十三", "二〇二六")]
    [10, 10, 12, 20, 23, 2026]
    """
    if written.isdecimal():
        return int(written)
    tens, has_ten, ones = written.partition("十")
    if has_ten:
        return 10 * (_digits(tens) if tens else 1) + _digits(ones.replace("十", ""))
    return _digits(written)


def _digits(written: str) -> int:
    value = 0
    for sign in written:
        value = 10 * value + _DIGITS[sign]
    return value
