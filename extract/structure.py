"""From the mentions of a paper to roles, relations and results: one small network, in NumPy.

The encoder of :mod:`extract.network` reads the abstract again, from the states that the tagger left, now knowing
which tokens belong to a mention of which label and which are numbers. Tokens of a sentence attend to each other
(Vaswani et al. 2017). An entity is the mean and the maximum of its mentions; entities attend to each other, too,
so that "the paper's own proposal" is decided among all of them. A relation is scored from both ends, the nearest
mentions of the two, the words between them, and what stands out among the other pairs of either end; a result from
a number to the entities around it in the same way, without other pairs.
Training is in ``extract/training/structure.py``, which uses the same features.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.vectors import Vectors

from extract.network import Encoder, EncoderSizes, Floats, Weights, group_highest, layer_norm, make_batch
from extract.ontology import DATASET, LABELS, METRIC, RELATION_TYPES, SYSTEMS

Ints = NDArray[np.int64]

OUTSIDE, NUMBER = 0, 1 + 2 * len(LABELS)
TOKEN_CLASSES = NUMBER + 1
"""Classes of a token: outside, first or later token of a mention of each label, a number."""
HEADS = 4
"""Heads of attention."""
SIZE_CLASSES = 8
"""Parts by size in which groups attend."""
NEAREST = 2
"""Pairs of mentions that are looked at for one pair of entities."""
DISTANCES = np.array([1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 40, 80])
DISTANCE_CLASSES = 2 * (len(DISTANCES) + 1)
SENTENCE_CLASSES = 3
COUNTS = 6
TARGETS = ("head", "dataset", "metric")
"""What a number is linked to."""
SIGNATURES = np.array(
    [[[(head, tail) in kind.pairs for kind in RELATION_TYPES] for tail in LABELS] for head in LABELS], bool
)
"""Which relation types (last axis) admit a pair of labels."""


@dataclass(frozen=True)
class StructureSizes:
    """Sizes of the network.

    Attributes:
        encoder: of its encoder.
        entity: width of the state of an entity.
        hidden: width of the hidden layer of pairs.
        product: width of the product of both ends of a pair.
    """

    encoder: EncoderSizes
    entity: int = 160
    hidden: int = 192
    product: int = 64


@dataclass(frozen=True)
class PaperMentions:
    """What is known of one paper before its structure is read.

    Attributes:
        words: texts of the tokens.
        sentence: number of the sentence of each token.
        first: first token of each mention.
        after: token after the last of each mention.
        entity: number of the entity of each mention; every entity has a mention.
        label: label number of each entity.
        states: what the tagger made of the tokens (tokens × width), for a network that was trained with it.
    """

    words: Sequence[str]
    sentence: Ints
    first: Ints
    after: Ints
    entity: Ints
    label: Ints
    states: Floats | None = None


def number_tokens(paper: PaperMentions) -> Ints:
    """Tokens that start with a digit and lie outside every mention."""
    covered = np.zeros(len(paper.words), bool)
    for first, after in zip(paper.first, paper.after, strict=True):
        covered[first:after] = True
    return np.array(
        [index for index, word in enumerate(paper.words) if word[0].isdigit() and not covered[index]],
        np.int64,
    )


def token_classes(paper: PaperMentions, numbers: Ints) -> Ints:
    """The class of each token."""
    classes = np.zeros(len(paper.words), np.int64)
    classes[numbers] = NUMBER
    for first, after, entity in zip(paper.first, paper.after, paper.entity, strict=True):
        classes[first:after] = 2 + 2 * paper.label[entity]
        classes[first] = 1 + 2 * paper.label[entity]
    return classes


@dataclass
class Links:
    """Pairs to score, each with its nearest pairs of mentions (``NEAREST`` columns, repeated where there are fewer).

    Attributes:
        source: number of the source (an entity or a number).
        target: entity number.
        source_mention: mention (or number) of the source.
        target_mention: mention of the target.
        left, right: token range between the two mentions, empty when they stand in different sentences.
        distance: class of the signed distance.
        sentences: 0 same sentence, 1 neighbouring, 2 farther.
    """

    source: Ints
    target: Ints
    source_mention: Ints
    target_mention: Ints
    left: Ints
    right: Ints
    distance: Ints
    sentences: Ints


@dataclass
class StructureBatch:
    """Papers laid end to end; all token, mention and entity numbers run through the whole batch."""

    classes: Ints
    token_sentence: Ints
    token_slot: Ints
    mention_tokens: Ints
    token_mention: Ints
    mention_entity: Ints
    entity_paper: Ints
    entity_slot: Ints
    entity_label: Ints
    entity_count: Ints
    entity_place: Ints
    numbers: Ints
    number_paper: Ints
    pairs: Links
    results: Links


def _nearest(
    first_a: Ints, after_a: Ints, group_a: Ints, first_b: Ints, after_b: Ints, group_b: Ints, sentence: Ints
) -> Links:
    """All pairs of different groups with their nearest members; identical groups are told apart by the caller."""
    count_a, count_b = len(first_a), len(first_b)
    a = np.repeat(np.arange(count_a), count_b)
    b = np.tile(np.arange(count_b), count_a)
    before = first_b[b] >= after_a[a]
    gap = np.where(before, first_b[b] - after_a[a], first_a[a] - after_b[b])
    apart = np.abs(sentence[first_a[a]] - sentence[first_b[b]])
    rank = np.maximum(gap, 0) + 1000 * np.minimum(apart, 2)
    key = group_a[a] * (group_b.max(initial=0) + 1) + group_b[b]
    order = np.lexsort((rank, key))
    a, b, before, gap, apart, key = a[order], b[order], before[order], gap[order], apart[order], key[order]
    start = np.flatnonzero(np.diff(key, prepend=-1))
    end = np.append(start[1:], len(key))
    columns = [np.minimum(start + offset, end - 1) for offset in range(NEAREST)]
    pick = np.stack(columns, 1)
    left = np.where(before, after_a[a], after_b[b])
    right = np.where(before, first_b[b], first_a[a])
    right = np.where(apart == 0, np.maximum(right, left), left)
    size = np.searchsorted(DISTANCES, np.maximum(gap, 0), side="right")
    distance = np.where(before, size, size + len(DISTANCES) + 1)
    return Links(
        source=group_a[a[start]],
        target=group_b[b[start]],
        source_mention=a[pick],
        target_mention=b[pick],
        left=left[pick],
        right=right[pick],
        distance=distance[pick],
        sentences=np.minimum(apart, 2)[pick],
    )


def _shift(
    links: Links, source: int, target: int, source_mention: int, target_mention: int, token: int
) -> Links:
    return Links(
        links.source + source,
        links.target + target,
        links.source_mention + source_mention,
        links.target_mention + target_mention,
        links.left + token,
        links.right + token,
        links.distance,
        links.sentences,
    )


def _keep(links: Links, mask: NDArray[np.bool_]) -> Links:
    return Links(*(getattr(links, name)[mask] for name in Links.__dataclass_fields__))


def _join(parts: Sequence[Links]) -> Links:
    def joined(name: str) -> Ints:
        return np.concatenate([getattr(part, name) for part in parts]).astype(np.int64)

    return Links(*(joined(name) for name in Links.__dataclass_fields__))


def _slots(sentence: Ints) -> Ints:
    """Places of tokens in their sentences, whose numbers never fall."""
    places = np.arange(len(sentence))
    return places - np.searchsorted(sentence, sentence)


def structure_batch(papers: Sequence[PaperMentions]) -> StructureBatch:
    """Features of several papers; each has at least one mention."""
    token = sentence = mention = entity = number = 0
    columns: dict[str, list[Ints]] = {name: [] for name in StructureBatch.__dataclass_fields__}
    pairs: list[Links] = []
    results: list[Links] = []
    for index, paper in enumerate(papers):
        numbers = number_tokens(paper)
        lengths = paper.after - paper.first
        entities = len(paper.label)
        columns["classes"].append(token_classes(paper, numbers))
        columns["token_sentence"].append(sentence + paper.sentence)
        columns["token_slot"].append(_slots(paper.sentence))
        columns["mention_tokens"].append(
            token + np.concatenate([np.arange(a, b) for a, b in zip(paper.first, paper.after, strict=True)])
        )
        columns["token_mention"].append(mention + np.repeat(np.arange(len(lengths)), lengths))
        columns["mention_entity"].append(entity + paper.entity)
        columns["entity_paper"].append(np.full(entities, index))
        columns["entity_slot"].append(np.arange(entities))
        columns["entity_label"].append(paper.label)
        columns["entity_count"].append(np.minimum(np.bincount(paper.entity, minlength=entities), COUNTS) - 1)
        place = np.full(entities, len(paper.words))
        np.minimum.at(place, paper.entity, paper.first)
        columns["entity_place"].append(np.minimum(paper.sentence[place], 9))
        columns["numbers"].append(token + numbers)
        columns["number_paper"].append(np.full(len(numbers), index))
        links = _nearest(
            paper.first, paper.after, paper.entity, paper.first, paper.after, paper.entity, paper.sentence
        )
        label = paper.label
        allowed = SIGNATURES[label[links.source], label[links.target]].any(-1) & (
            links.source != links.target
        )
        pairs.append(_shift(_keep(links, allowed), entity, entity, mention, mention, token))
        if len(numbers):
            links = _nearest(
                numbers,
                numbers + 1,
                np.arange(len(numbers)),
                paper.first,
                paper.after,
                paper.entity,
                paper.sentence,
            )
            results.append(_shift(links, number, entity, number, mention, token))
        token += len(paper.words)
        sentence += int(paper.sentence[-1]) + 1
        mention += len(lengths)
        entity += entities
        number += len(numbers)
    if not results:
        empty = np.zeros(0, np.int64)
        wide = np.zeros((0, NEAREST), np.int64)
        results.append(Links(empty, empty, wide, wide, wide, wide, wide, wide))
    joined = {name: np.concatenate(parts).astype(np.int64) for name, parts in columns.items() if parts}
    return StructureBatch(**joined, pairs=_join(pairs), results=_join(results))  # type: ignore[arg-type]


TARGET_LABELS: tuple[NDArray[np.int64], ...] = (
    np.array([LABELS.index(label) for label in LABELS if label in SYSTEMS]),
    np.array([LABELS.index(DATASET)]),
    np.array([LABELS.index(METRIC)]),
)
"""Label numbers that a number's head, data set and metric may have."""


@dataclass(frozen=True)
class StructureScores:
    """What the network says; all are probabilities.

    Attributes:
        roles: entities × roles.
        relations: pairs × relation types, zero where the signature forbids it.
        results: for each of :data:`TARGETS`, one score per number-entity link (log odds, -inf where the label
            does not fit), to be compared with ``nothing``.
        nothing: numbers × targets, the log odds of "none".
    """

    roles: Floats
    relations: Floats
    results: Floats
    nothing: Floats


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, in the tanh form (Hendrycks and Gimpel 2016)."""
    return (0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))).astype(np.float32)


def sigmoid(x: Floats) -> Floats:
    """Logistic function."""
    return (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)


def softmax(x: Floats) -> Floats:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype(np.float32)


def mixed_values(made: Floats, group: Ints, slot: Ints) -> Floats:
    """For each member of a group the values of all members, mixed as its query asks for.

    Args:
        made: queries, keys and values side by side (members × 3 widths).
        group: number of the group of each.
        slot: its place in the group.
    """
    width = made.shape[1] // 3
    out = np.empty((len(made), width), np.float32)
    sizes = np.bincount(group)
    # groups of similar size together: the longest would make all others as long as itself
    for part in np.array_split(np.argsort(sizes, kind="stable"), min(SIZE_CLASSES, len(sizes))):
        number = np.full(len(sizes), -1)
        number[part] = np.arange(len(part))
        chosen = np.flatnonzero(number[group] >= 0)
        at = number[group[chosen]], slot[chosen]
        shape = len(part), int(sizes[part[-1]])
        table = np.zeros((*shape, 3 * width), np.float32)
        table[at] = made[chosen]
        query, key, value = (
            one.reshape(*shape, HEADS, width // HEADS).transpose(0, 2, 1, 3) for one in np.split(table, 3, 2)
        )
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= np.float32(1 / np.sqrt(width // HEADS))
        scores -= np.float32(1e9) * (np.arange(shape[1]) >= sizes[part][:, None])[:, None, None, :]
        out[chosen] = (softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(*shape, width)[at]
    return out


class StructureNetwork:
    """Runs the network; weights are named as the PyTorch module names them."""

    def __init__(self, sizes: StructureSizes, weights: Weights, vectors: Vectors) -> None:
        self.sizes = sizes
        self.weights = weights
        prefix = "encoder."
        encoder = {
            name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)
        }
        self.encoder = Encoder(sizes.encoder, encoder, vectors)

    def _linear(self, name: str, x: Floats) -> Floats:
        y = x @ self.weights[f"{name}.weight"].T
        bias = self.weights.get(f"{name}.bias")
        return y if bias is None else y + bias

    def _entities(self, mentions: Floats, batch: StructureBatch) -> Floats:
        count = len(batch.entity_label)
        order = np.argsort(batch.mention_entity, kind="stable")
        starts = np.flatnonzero(np.diff(batch.mention_entity[order], prepend=-1))
        sorted_mentions = mentions[order]
        totals = np.bincount(batch.mention_entity, minlength=count)[:, None].astype(np.float32)
        mean = np.add.reduceat(sorted_mentions, starts, axis=0) / totals
        highest = np.maximum.reduceat(sorted_mentions, starts, axis=0)
        w = self.weights
        x = self._linear("entity", np.concatenate([mean, highest], 1))
        x = x + w["entity_label.weight"][batch.entity_label]
        x = x + w["entity_count.weight"][batch.entity_count] + w["entity_place.weight"][batch.entity_place]
        return self._attend("", gelu(x), batch.entity_paper, batch.entity_slot)

    def _attend(self, name: str, x: Floats, group: Ints, slot: Ints) -> Floats:
        """Members of a group look at each other.

        Args:
            name: what the names of the weights begin with.
            x: their states.
            group: number of the group of each.
            slot: its place in the group.
        """
        w = self.weights
        y = layer_norm(x, w[f"{name}attention_norm.weight"], w[f"{name}attention_norm.bias"])
        mixed = mixed_values(self._linear(f"{name}attention_in", y), group, slot)
        x = x + self._linear(f"{name}attention_out", mixed)
        y = layer_norm(x, w[f"{name}feed_norm.weight"], w[f"{name}feed_norm.bias"])
        return x + self._linear(f"{name}feed_out", gelu(self._linear(f"{name}feed_in", y)))

    def _links(
        self, name: str, links: Links, source: Floats, target: Floats, near: Floats, far: Floats, sums: Floats
    ) -> Floats:
        """Hidden states of pairs: the highest over their nearest mentions, with the product of the ends."""
        w = self.weights
        size = (links.right - links.left)[..., None]
        between = (sums[links.right] - sums[links.left]) / np.maximum(size, 1)
        hidden = near[links.source_mention] + far[links.target_mention] + between
        hidden = (
            hidden
            + w[f"{name}_distance.weight"][links.distance]
            + w[f"{name}_sentences.weight"][links.sentences]
        )
        hidden = hidden + (source[links.source] + target[links.target])[:, None]
        return gelu(hidden.max(1))

    def _compared(self, hidden: Floats, pairs: Links) -> Floats:
        """Hidden states of pairs that know the highest among all pairs of their source and of their target."""
        if not len(hidden):
            return hidden
        x = self._linear("pair_own", hidden)
        for name, ends in (("pair_same_source", pairs.source), ("pair_same_target", pairs.target)):
            highest, number = group_highest(hidden, ends)
            x += self._linear(name, highest)[number]
        return hidden + gelu(x)

    def __call__(self, papers: Sequence[PaperMentions]) -> tuple[StructureBatch, StructureScores]:
        """Score papers, each with at least one mention."""
        batch = structure_batch(papers)
        w = self.weights
        states = [paper.states for paper in papers if paper.states is not None]
        tokens = self.encoder(
            make_batch([paper.words for paper in papers]),
            batch.classes,
            np.concatenate(states) if states else None,
        )
        tokens = self._attend("token_", tokens, batch.token_sentence, batch.token_slot)
        starts = np.flatnonzero(np.diff(batch.token_mention, prepend=-1))
        sizes = np.diff(np.append(starts, len(batch.token_mention)))[:, None].astype(np.float32)
        mentions = np.add.reduceat(tokens[batch.mention_tokens], starts, axis=0) / sizes
        entities = self._entities(mentions, batch)
        roles = softmax(self._linear("role", entities))

        sums = np.concatenate(
            [
                np.zeros((1, self.sizes.hidden)),
                np.cumsum(self._linear("between", tokens), 0, dtype=np.float64),
            ]
        )
        pairs = batch.pairs
        hidden = self._links(
            "pair",
            pairs,
            self._linear("pair_source", entities),
            self._linear("pair_target", entities),
            self._linear("pair_near", mentions),
            self._linear("pair_far", mentions),
            sums,
        )
        hidden = self._compared(hidden.astype(np.float32), pairs)
        product = (
            self._linear("product_source", entities)[pairs.source]
            * self._linear("product_target", entities)[pairs.target]
        )
        labels = batch.entity_label[pairs.source], batch.entity_label[pairs.target]
        logits = self._linear("relation", np.concatenate([hidden, product], 1).astype(np.float32))
        logits = logits + w["signature.weight"].reshape(len(LABELS), len(LABELS), -1)[labels]
        relations = np.where(SIGNATURES[labels], sigmoid(logits), np.float32(0))

        numbers = tokens[batch.numbers]
        links = batch.results
        hidden = self._links(
            "value",
            links,
            self._linear("value_source", numbers),
            self._linear("value_target", entities),
            np.zeros((len(numbers), self.sizes.hidden), np.float32),
            self._linear("value_far", mentions),
            sums,
        )
        scores = self._linear("result", hidden.astype(np.float32))
        label = batch.entity_label[links.target]
        for column, fitting in enumerate(TARGET_LABELS):
            scores[~np.isin(label, fitting), column] = -np.inf
        nothing = self._linear("nothing", gelu(self._linear("nothing_in", numbers)))
        return batch, StructureScores(roles, relations, scores, nothing)
