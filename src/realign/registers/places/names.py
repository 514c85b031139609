"""One council under several names: names folded so that they compare equal."""

import re
import unicodedata

# words that files add or leave out: “Edinburgh, City of”, “City of Edinburgh Council”, “NHS Tayside”
_LEFT_OUT = {"city", "of", "the", "council", "nhs", "board", "health", "islands", "area"}


def fold_name(name: str) -> str:
    """The name without case, accents, punctuation and the words that files disagree on.

    >>> fold_name("Edinburgh, City of"), fold_name("City of Edinburgh"), fold_name("Edinburgh City")
    ('edinburgh', 'edinburgh', 'edinburgh')
    >>> fold_name("Perth & Kinross") == fold_name("PERTH AND KINROSS")
    True
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("&", " and "))
    return " ".join(word for word in words if word not in _LEFT_OUT) or " ".join(words)
