"""What keeps things with similar names apart: versions, sizes, dimensions and variant words."""

from functools import lru_cache

from kg.resolution.folding import Form

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_VARIANTS = frozenset(
    {"mini", "nano", "tiny", "small", "base", "medium", "large", "huge", "xl", "xxl", "pro", "plus", "flash"}
    | {
        "lite",
        "turbo",
        "ultra",
        "max",
        "instruct",
        "chat",
        "coder",
        "preview",
        "thinking",
        "distill",
        "distilled",
    }
    | {"haiku", "sonnet", "opus"}
)
"""Words that tell releases of one product apart; they count only beside a number."""


@lru_cache(maxsize=1 << 17)
def version(form: Form) -> tuple[str, ...]:
    """What makes a form another release, size or dimension, sorted; empty when there is nothing.

    A number counts together with the single letter behind it (``4o`` of GPT-4o, ``7b`` of 7B).
    """
    tokens = form.tokens
    found: list[str] = []
    numbered = any(token[0].isdigit() or token in _ROMAN for token in tokens)
    if not numbered:
        return ()
    for index, token in enumerate(tokens):
        if token[0].isdigit():
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            found.append(token + (following if len(following) == 1 and following.isalpha() else ""))
        elif token in _ROMAN and index:
            found.append(_ROMAN[token])
        elif token in _VARIANTS:
            found.append(token)
    return tuple(sorted(found))


def compatible(one: Form, other: Form) -> bool:
    """Whether nothing in two forms says that they are different versions."""
    return version(one) == version(other)
