"""Text in the product's languages, as the catalogue carries it."""

from dataclasses import dataclass

LANGUAGES = ("en", "zh-Hans")


def written_in(language: str) -> str:
    """Return the one of `LANGUAGES` in which somebody reads who asks for `language`.

    >>> written_in("zh-cn"), written_in("de")
    ('zh-Hans', 'en')
    """
    return "zh-Hans" if language.lower().startswith("zh") else "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in English and in Simplified Chinese."""

    en: str
    zh_hans: str

    def said_in(self, language: str) -> str:
        """Return the wording in `language`: "en" or any Chinese tag ("zh", "zh-hans", "zh-CN")."""
        return self.zh_hans if language.lower().startswith("zh") else self.en
