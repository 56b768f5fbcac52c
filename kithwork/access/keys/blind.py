"""Finding a sealed value again without reading it.

The blind index is an HMAC-SHA-256 of the folded value under a key derived for that purpose: the
same number gives the same index in this installation, and nothing elsewhere. It tells whether
two rows hold the same value, so it stands only where that must be known (identity numbers).
"""

import hashlib
import hmac
import unicodedata

from kithwork.access.keys.installation import derived


def blind_index(text: str, *, purpose: str) -> str:
    """Return 64 hexadecimal digits for `text` (case, width and blanks do not count); "" for ""."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not folded:
        return ""
    key = derived(f"blind index {purpose}")
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()
