"""What speaks for a surface of a paper being an entity of a label: evidence from all of its occurrences.

Annotators judge surfaces, not positions: every occurrence of a surface in a paper carries the same label. So the
candidates are the surfaces that the tagger finds likely anywhere in the paper, and each is judged once, by its
scores at all places where it occurs, by the rules that match there, and by how often annotators of other papers
marked the same words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.components.abbreviations import Abbreviation, is_short_form
from extract.lexicon import SurfaceLexicon
from extract.network import Floats
from extract.ontology import LABELS
from extract.tags import BEGIN, INSIDE, LAST, OUTSIDE, UNIT, tag_number

MINIMUM_PROBABILITY = 0.04
"""A span less likely than this at its best place is no candidate."""
MAXIMUM_TOKENS = 14
_BEGIN = np.array([tag_number(BEGIN, label) for label in LABELS])
_INSIDE = np.array([tag_number(INSIDE, label) for label in LABELS])
_LAST = np.array([tag_number(LAST, label) for label in LABELS])
_UNIT = np.array([tag_number(UNIT, label) for label in LABELS])

FEATURES = (
    "mean probability (log odds)",
    "highest probability (log odds)",
    "lowest probability (log odds)",
    "occurrences (log)",
    "tokens (log)",
    "outside probability (log)",
    "best other label (log odds)",
    "best overlapping candidate (log odds)",
    "best longer candidate around it (log odds)",
    "share of occurrences inside a better candidate",
    "annotated elsewhere under this label (log odds)",
    "times seen elsewhere (log)",
    "annotated elsewhere under another label (log odds)",
    "tagged elsewhere under this label (log odds)",
    "times seen elsewhere by the teacher (log)",
    "tagged elsewhere under another label (log odds)",
    "partner of an abbreviation (log odds)",
    "has a partner",
    "rules for this label",
    "rules for another label",
    "in the title",
    "a short form",
    "has a capital, digit or symbol",
    *(f"label {label}" for label in LABELS),
)


@dataclass
class Candidate:
    """A surface that may be an entity.

    Attributes:
        text: the surface.
        places: (first token, token after the last) of its occurrences.
        probabilities: occurrences × labels.
        outside: highest probability of all tokens of an occurrence being outside.
        rules: number of rule matches for each label.
    """

    text: str
    places: list[tuple[int, int]]
    probabilities: Floats
    outside: float
    rules: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(LABELS), np.int64))


def _log_odds(probability: NDArray[np.floating] | float) -> NDArray[np.floating]:
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.log(clipped) - np.log1p(-clipped)


def likely_spans(scores: Floats) -> set[tuple[int, int]]:
    """(first token, token after the last) of all spans that are likely enough under some label."""
    floor = np.log(MINIMUM_PROBABILITY)
    spans = {(int(index), int(index) + 1) for index in np.flatnonzero((scores[:, _UNIT] > floor).any(1))}
    starts, labels = np.nonzero(scores[:, _BEGIN] > floor)
    length = len(scores)
    for start, label in zip(starts.tolist(), labels.tolist(), strict=True):
        running = float(scores[start, _BEGIN[label]])
        for last in range(start + 1, min(start + MAXIMUM_TOKENS, length)):
            if running + float(scores[last, _LAST[label]]) > floor:
                spans.add((start, last + 1))
            running += float(scores[last, _INSIDE[label]])
            if running < floor:
                break
    return spans


def span_probabilities(
    scores: Floats, sums: Floats, places: Sequence[tuple[int, int]]
) -> tuple[Floats, float]:
    """Probability of every label at each place, and the highest probability of a place being outside.

    Args:
        scores: log probabilities of tags (tokens × tags).
        sums: their running sums (tokens + 1 × tags).
        places: (first token, token after the last), all of one length.
    """
    first = np.array([place[0] for place in places])
    after = np.array([place[1] for place in places])
    if after[0] - first[0] == 1:
        logs = scores[first][:, _UNIT]
    else:
        inside = sums[after - 1][:, _INSIDE] - sums[first + 1][:, _INSIDE]
        logs = scores[first][:, _BEGIN] + inside + scores[after - 1][:, _LAST]
    outside = sums[after, OUTSIDE] - sums[first, OUTSIDE]
    return np.exp(logs).astype(np.float32), float(np.exp(outside.max()))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether an occurrence is not part of a longer ASCII word, as the annotation format has it."""
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    return not (before.isascii() and before.isalnum()) and not (behind.isascii() and behind.isalnum())


def find_all(text: str, surface: str) -> list[tuple[int, int]]:
    """(start, end) of all whole-word occurrences of a surface."""
    found = []
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        if _whole(text, start, end):
            found.append((start, end))
            start = text.find(surface, end)
        else:
            start = text.find(surface, start + 1)
    return found


def candidates(
    text: str,
    offsets: Sequence[tuple[int, int]],
    scores: Floats,
    rule_matches: Iterable[tuple[int, int, str]] = (),
) -> list[Candidate]:
    """The candidate surfaces of a paper.

    Args:
        text: its text.
        offsets: (start, end) of its tokens.
        scores: the tagger's log probabilities.
        rule_matches: (first token, token after the last, label) that rules propose.
    """
    starts = {start: index for index, (start, _) in enumerate(offsets)}
    ends = {end: index + 1 for index, (_, end) in enumerate(offsets)}
    matches = list(rule_matches)
    spans = likely_spans(scores) | {(first, after) for first, after, _ in matches}
    surfaces = {text[offsets[first][0] : offsets[after - 1][1]] for first, after in spans}
    sums = np.concatenate(
        [np.zeros((1, scores.shape[1]), np.float32), np.cumsum(scores, 0, dtype=np.float32)]
    )
    found: dict[str, Candidate] = {}
    for surface in sorted(surfaces):
        if not any(char.isalnum() for char in surface):
            continue
        places = [(starts[a], ends[b]) for a, b in find_all(text, surface) if a in starts and b in ends]
        if not places:
            continue
        length = places[0][1] - places[0][0]
        places = [place for place in places if place[1] - place[0] == length]
        probabilities, outside = span_probabilities(scores, sums, places)
        found[surface] = Candidate(surface, places, probabilities, outside)
    for first, after, label in matches:
        candidate = found.get(text[offsets[first][0] : offsets[after - 1][1]])
        if candidate is not None:
            candidate.rules[LABELS.index(label)] += 1
    return list(found.values())


def features(
    text: str,
    found: Sequence[Candidate],
    lexicon: SurfaceLexicon,
    gazetteer: SurfaceLexicon,
    abbreviations: Iterable[Abbreviation],
) -> Floats:
    """Features of all candidates under all labels (candidates × labels × :data:`FEATURES`).

    Args:
        text: the text of the paper.
        found: its candidates.
        lexicon: how annotators marked surfaces in other papers.
        gazetteer: how the teacher tagged surfaces in papers that nobody annotated.
        abbreviations: definitions found in the text.
    """
    out = np.zeros((len(found), len(LABELS), len(FEATURES)), np.float32)
    if not found:
        return out
    best = np.stack([candidate.probabilities.max(0) for candidate in found])
    mean = np.stack([candidate.probabilities.sum(0) for candidate in found])
    lowest = np.stack([candidate.probabilities.min(0) for candidate in found])
    places = np.array([len(candidate.places) for candidate in found], np.float32)
    mean /= places[:, None]
    overlapping, longer, covered = _competition(found, mean.max(1))
    partner = _partners(text, found, abbreviations, best)
    rules = np.stack([candidate.rules for candidate in found])
    tokens = np.array([candidate.places[0][1] - candidate.places[0][0] for candidate in found])
    outside = np.array([candidate.outside for candidate in found])
    title_end = text.find("\n")
    in_title = [text.find(candidate.text, 0, title_end) >= 0 for candidate in found]
    out[..., 0] = _log_odds(mean)
    out[..., 1] = _log_odds(best)
    out[..., 2] = _log_odds(lowest)
    out[..., 3] = np.log(places)[:, None]
    out[..., 4] = np.log(tokens)[:, None]
    out[..., 5] = np.log(outside + 1e-4)[:, None]
    out[..., 6] = _log_odds(_highest_other(best))
    out[..., 7] = _log_odds(np.array(overlapping))[:, None]
    out[..., 8] = _log_odds(np.array(longer))[:, None]
    out[..., 9] = np.array(covered)[:, None]
    for column, counts in ((10, lexicon), (13, gazetteer)):
        rates = [counts.rates(candidate.text) for candidate in found]
        marked = np.stack([rate for rate, _ in rates])
        out[..., column] = _log_odds(marked)
        out[..., column + 1] = np.log1p([seen for _, seen in rates])[:, None]
        out[..., column + 2] = _log_odds(_highest_other(marked))
    has_partner = np.asarray(partner.any(1))[:, None]
    out[..., 16] = np.where(has_partner, _log_odds(partner), 0)
    out[..., 17] = has_partner
    out[..., 18] = rules
    out[..., 19] = rules.sum(1, keepdims=True) - rules
    out[..., 20] = np.array(in_title)[:, None]
    out[..., 21] = np.array([is_short_form(candidate.text) for candidate in found])[:, None]
    plain = [candidate.text.replace(" ", "") for candidate in found]
    out[..., 22] = np.array([not (word.isalpha() and word.islower()) for word in plain])[:, None]
    out[..., 23:] = np.eye(len(LABELS))
    return out


def _highest_other(values: Floats) -> Floats:
    """For each column the highest of the other columns."""
    order = np.sort(values, 1)
    first = np.asarray(values == order[:, -1:])
    return np.where(first & (first.sum(1, keepdims=True) == 1), order[:, -2:-1], order[:, -1:])


def _competition(
    found: Sequence[Candidate], strength: Floats
) -> tuple[list[float], list[float], list[float]]:
    """For each candidate: its strongest overlapping rival, the strongest longer one around it, and the share of
    its occurrences that lie inside a stronger candidate."""
    order = [
        (first, after, index) for index, candidate in enumerate(found) for first, after in candidate.places
    ]
    order.sort()
    overlapping = [0.0] * len(found)
    longer = [0.0] * len(found)
    inside: list[set[int]] = [set() for _ in found]
    for at, (first, after, index) in enumerate(order):
        for other_first, other_after, other in order[at + 1 :]:
            if other_first >= after:
                break
            if other == index:
                continue
            for one, rival, one_span, rival_span in (
                (index, other, (first, after), (other_first, other_after)),
                (other, index, (other_first, other_after), (first, after)),
            ):
                overlapping[one] = max(overlapping[one], float(strength[rival]))
                if rival_span[0] <= one_span[0] and rival_span[1] >= one_span[1]:
                    longer[one] = max(longer[one], float(strength[rival]))
                    if strength[rival] > 0.5:
                        inside[one].add(one_span[0])
    covered = [len(inside[index]) / len(candidate.places) for index, candidate in enumerate(found)]
    return overlapping, longer, covered


def _partners(
    text: str, found: Sequence[Candidate], abbreviations: Iterable[Abbreviation], best: Floats
) -> NDArray[np.floating]:
    """Best probabilities (candidates × labels) of the surface that an abbreviation pairs each candidate with."""
    number = {candidate.text: index for index, candidate in enumerate(found)}
    out = np.zeros_like(best)
    for pair in abbreviations:
        short = number.get(text[pair.short_start : pair.short_end])
        long = number.get(text[pair.long_start : pair.long_end])
        if short is not None and long is not None:
            out[short] = np.maximum(out[short], best[long])
            out[long] = np.maximum(out[long], best[short])
    return out
