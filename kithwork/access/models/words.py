"""Two names side by side: the one in the reader's language, else the other."""


def in_language(language: str, *, en: str, zh: str) -> str:
    """Return `zh` for any Chinese language tag and `en` else; the other where one is empty."""
    first, second = (zh, en) if language.lower().startswith("zh") else (en, zh)
    return first or second
