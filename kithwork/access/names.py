"""Names: taken apart, read aloud in pinyin, and turned into what one may type to find a person.

A student is found by the beginning of her name, of her given name, of either in pinyin or in
initials, of a preferred name and of her number. Tones, accents, case, width and blanks do not
count. A surname is read as a surname (单 is Shan), and found under the usual reading as well.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kithwork.catalogue.surnames import surnames

LONGEST = 120  # characters of a search token, as its column


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart, with the pinyin to order by; every part may be empty."""

    family: str = ""
    given: str = ""
    full: str = ""
    preferred: str = ""

    @classmethod
    def of(
        cls, *, family: str = "", given: str = "", full: str = "", preferred: str = ""
    ) -> "Name":
        """Complete a name: the full one from its parts, or the parts of a Chinese full one."""
        family, given, full = family.strip(), given.strip(), full.strip()
        if not full:
            full = family + given if _is_han(family + given) else f"{given} {family}".strip()
        if not family and not given and _is_han(full) and "·" not in full:
            family, given = _taken_apart(full)
        return cls(family, given, full, preferred.strip())

    @property
    def pinyin(self) -> str:
        """Return what the name is ordered by: family name first, syllables apart."""
        family, given = self._read()
        return " ".join(part for part in (*family, *given) if part) or folded(self.full)

    @property
    def search_key(self) -> str:
        """Return all of the name's tokens in one text, for looking through a short list."""
        return " ".join(tokens(self))[:500]

    def _read(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not _is_han(self.full):
            return (), tuple(folded_words(self.full))
        return _read_family(self.family)[0], _read_plain(self.given or self._unparted)

    @property
    def _unparted(self) -> str:
        return "" if self.family else self.full


def tokens(name: Name, number: str = "") -> tuple[str, ...]:
    """Return what a person of this name and number can be found by, without doubles, sorted."""
    found = {squeezed(number), squeezed(name.full), squeezed(name.given), squeezed(name.preferred)}
    found.update(_romanised(name) if _is_han(name.full) else _latin(name))
    found.update(_spelt(_read_plain(name.preferred)) if _is_han(name.preferred) else ())
    return tuple(sorted(token[:LONGEST] for token in found if token))


def folded(text: str) -> str:
    """Return text without regard to case, width, accents and tones."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKC", kept)


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return "".join(sign if sign.isalnum() else " " for sign in folded(text)).split()


def typed_words(text: str) -> list[str]:
    """Return what was typed into a search field as the beginnings of tokens, each once."""
    return list(dict.fromkeys(word for part in text.split() if (word := squeezed(part))))


def squeezed(text: str) -> str:
    """Return a text folded, without blanks and punctuation: a token."""
    return "".join(folded_words(text))


def _romanised(name: Name) -> Iterator[str]:
    given = _read_plain(name.given)
    yield from _spelt(given)
    for family in _read_family(name.family):
        yield from _spelt((*family, *given))
    for part in name.full.split("·") if "·" in name.full else ():
        yield from (squeezed(part), *_spelt(_read_plain(part)))


def _spelt(syllables: Iterable[str]) -> Iterator[str]:
    """Yield the syllables written together, with v or u for ü, and their initials."""
    spoken = tuple(syllables)
    together = "".join(spoken)
    yield together
    yield together.replace("v", "u")
    yield "".join(syllable[:1] for syllable in spoken)


def _latin(name: Name) -> Iterator[str]:
    words = folded_words(name.full)
    yield from words
    yield "".join(word[0] for word in words)
    yield squeezed(f"{name.family} {name.given}")


def _read_family(family: str) -> tuple[tuple[str, ...], ...]:
    """Return the readings of a family name, the surname's own first."""
    plain = _read_plain(family)
    own = surnames().readings.get(family)
    return (plain,) if own is None or own == plain else (own, plain)


@lru_cache(maxsize=20_000)
def _read_plain(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(squeezed(syllable) for syllable in lazy_pinyin(text)) if text else ()


def _taken_apart(full: str) -> tuple[str, str]:
    length = 2 if full[:2] in surnames().compound and len(full) > 2 else 1
    return full[:length], full[length:]


def _is_han(text: str) -> bool:
    return bool(text) and all(_is_han_sign(sign) or sign in "·• " for sign in text)


def _is_han_sign(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"
