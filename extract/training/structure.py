"""Trains the network of :mod:`extract.structure` on annotated abstracts, roles, relations and results at once.

Mentions and their grouping come from the annotations; some are dropped at random, so that the network is used to
papers in which the tagger missed something.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import spacy
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from extract.components.mention_tagger import MentionTagger
from extract.components.sentences import sentence_numbers, set_sentence_starts
from extract.components.tokenizer import ResearchTokenizer
from extract.network import Floats
from extract.ontology import LABELS, RELATION_TYPES, ROLE_NAMES
from extract.structure import (
    COUNTS,
    DISTANCE_CLASSES,
    HEADS,
    SENTENCE_CLASSES,
    SIGNATURES,
    TARGET_LABELS,
    TARGETS,
    Ints,
    Links,
    PaperMentions,
    StructureBatch,
    StructureSizes,
    number_tokens,
    structure_batch,
)
from extract.training.corpus import Record, tag_document, text_of
from extract.training.encoder import TorchEncoder
from extract.training.tagger import Lexicon

IGNORED = -100
"""Role number of an entity that has no role to learn."""
RELATION_NUMBER = {kind.name: index for index, kind in enumerate(RELATION_TYPES)}
SYMMETRIC = {kind.name for kind in RELATION_TYPES if kind.symmetric}
_TAGGED_TOGETHER = 32
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


@dataclass
class SoftTargets:
    """Probabilities to learn from.

    Attributes:
        roles: entities × roles.
        relations: pairs × relation types, the pairs as :func:`extract.structure.structure_batch` makes them.
    """

    roles: NDArray[np.float16]
    relations: NDArray[np.float16]


@dataclass
class StructureExample:
    """One annotated paper, or one that others have read.

    Attributes:
        paper: its mentions.
        roles: role number of each entity.
        relations: (head entity, tail entity, relation number).
        results: number token → (head entity, data set entity or -1, metric entity or -1).
        soft: probabilities that take the place of ``roles`` and ``relations``.
    """

    paper: PaperMentions
    roles: Ints
    relations: list[tuple[int, int, int]]
    results: dict[int, tuple[int, int, int]]
    soft: SoftTargets | None = None


def _number(text: str) -> str | None:
    found = _NUMBER.search(text)
    return found.group().replace(",", "") if found else None


def structure_example(record: Record, tokenizer: ResearchTokenizer) -> StructureExample | None:
    """Lay an annotation record on tokens; None when it has no mention."""
    tagged = tag_document(record)
    if not tagged.spans:
        return None
    labels = {surface: label for surface, label, *_ in record["entities"]}
    roles = {surface: role for surface, _, role in record["entities"]}
    parent: dict[object, object] = {}

    def find(key: object) -> object:
        parent.setdefault(key, key)
        while parent[key] != key:
            key = parent[key]
        return key

    for surface, label in labels.items():
        parent[find(surface)] = find((surface.casefold(), label))
    for short, *others in record.get("aliases", []):
        for other in others:
            if labels.get(short) is not None and labels.get(short) == labels.get(other):
                parent[find(short)] = find(other)
    numbers: dict[object, int] = {}
    entity_of: dict[str, int] = {}
    for _, _, surface in tagged.spans:
        entity_of[surface] = numbers.setdefault(find(surface), len(numbers))
    # every surface of a group that occurs stands for it, also one that is hidden inside a longer mention
    for surface in labels:
        if find(surface) in numbers:
            entity_of.setdefault(surface, numbers[find(surface)])
    count = len(numbers)
    label = np.zeros(count, np.int64)
    role = np.full(count, len(ROLE_NAMES) - 1)
    for surface, number in entity_of.items():
        label[number] = LABELS.index(labels[surface])
        role[number] = min(role[number], ROLE_NAMES.index(roles[surface]))
    doc = set_sentence_starts(tokenizer(text_of(record)))
    paper = PaperMentions(
        words=tagged.words,
        sentence=sentence_numbers(doc),
        first=np.array([span[0] for span in tagged.spans]),
        after=np.array([span[1] for span in tagged.spans]),
        entity=np.array([entity_of[span[2]] for span in tagged.spans]),
        label=label,
    )
    relations = {
        (entity_of[head], entity_of[tail], RELATION_NUMBER[kind])
        for head, kind, tail in record.get("relations", [])
        if head in entity_of
        and tail in entity_of
        and kind in RELATION_NUMBER
        and entity_of[head] != entity_of[tail]
    }
    relations |= {(t, h, k) for h, t, k in relations if RELATION_TYPES[k].name in SYMMETRIC}
    tokens: dict[str, list[int]] = {}
    for token in number_tokens(paper):
        key = _number(tagged.words[token])
        if key is not None:
            tokens.setdefault(key, []).append(int(token))
    results: dict[int, tuple[int, int, int]] = {}
    for head, dataset, metric, value in record.get("results", []):
        at = tokens.get(_number(str(value)) or "")
        if at and head in entity_of:
            token = at.pop(0) if len(at) > 1 else at[0]
            results.setdefault(
                token, (entity_of[head], entity_of.get(dataset, -1), entity_of.get(metric, -1))
            )
    return StructureExample(paper, role, sorted(relations), results)


def with_states(examples: Sequence[StructureExample], tagger: MentionTagger) -> list[StructureExample]:
    """The examples with what the tagger makes of their tokens (half precision: there are many tokens)."""
    out = []
    for at in range(0, len(examples), _TAGGED_TOGETHER):
        part = examples[at : at + _TAGGED_TOGETHER]
        read = tagger.read([list(example.paper.words) for example in part])
        for example, (states, _) in zip(part, read, strict=True):
            out.append(replace(example, paper=replace(example.paper, states=states.astype(np.float16))))
    return out


def predicted_example(
    record: Record, paper: PaperMentions, tokenizer: ResearchTokenizer
) -> StructureExample | None:
    """An annotated paper with the mentions that the pipeline found in it, wrong and missing ones included.

    An entity that was found stands for the gold entity that most of its mentions belong to; one that stands for
    none has no role to learn, no relations and no results.
    """
    gold = structure_example(record, tokenizer)
    if gold is None or not len(paper.first):
        return None
    at = {
        (int(first), int(after)): int(entity)
        for first, after, entity in zip(gold.paper.first, gold.paper.after, gold.paper.entity, strict=True)
    }
    votes: list[Counter[int]] = [Counter() for _ in paper.label]
    for first, after, entity in zip(paper.first, paper.after, paper.entity, strict=True):
        owner = at.get((int(first), int(after)))
        if owner is not None:
            votes[entity][owner] += 1
    meant = [vote.most_common(1)[0][0] if vote else -1 for vote in votes]
    found: dict[int, list[int]] = {}
    for number, owner in enumerate(meant):
        found.setdefault(owner, []).append(number)
    relations = [
        (head, tail, kind)
        for gold_head, gold_tail, kind in gold.relations
        for head in found.get(gold_head, ())
        for tail in found.get(gold_tail, ())
        if head != tail
    ]
    results = {
        token: (found[head][0], found.get(dataset, [-1])[0], found.get(metric, [-1])[0])
        for token, (head, dataset, metric) in gold.results.items()
        if head in found
    }
    roles = np.array([gold.roles[owner] if owner >= 0 else IGNORED for owner in meant], np.int64)
    return StructureExample(paper, roles, relations, results)


def thinned(example: StructureExample, rate: float, rng: random.Random) -> StructureExample:
    """The example without some of its entities, chosen at random; whole where it has probabilities."""
    count = len(example.paper.label) if example.soft is None else 0
    kept = [number for number in range(count) if rng.random() >= rate] or list(range(count))
    if len(kept) == count:
        return example
    new = np.full(count, -1)
    new[kept] = np.arange(len(kept))
    paper = example.paper
    mentions = new[paper.entity] >= 0
    smaller = replace(
        paper,
        first=paper.first[mentions],
        after=paper.after[mentions],
        entity=new[paper.entity[mentions]],
        label=paper.label[kept],
    )
    return StructureExample(
        smaller,
        example.roles[kept],
        [(new[h], new[t], k) for h, t, k in example.relations if new[h] >= 0 and new[t] >= 0],
        {
            token: (int(new[h]), int(new[d]) if d >= 0 else -1, int(new[m]) if m >= 0 else -1)
            for token, (h, d, m) in example.results.items()
            if new[h] >= 0
        },
    )


class StructureModule(nn.Module):
    """See :class:`extract.structure.StructureNetwork`; the same names, the same function."""

    def __init__(self, sizes: StructureSizes, vector_width: int, dropout: float = 0.2) -> None:
        super().__init__()
        width, entity, hidden = sizes.encoder.width, sizes.entity, sizes.hidden
        self.sizes = sizes
        self.encoder = TorchEncoder(sizes.encoder, vector_width, dropout)
        self.entity = nn.Linear(2 * width, entity)
        self.entity_label = nn.Embedding(len(LABELS), entity)
        self.entity_count = nn.Embedding(COUNTS, entity)
        self.entity_place = nn.Embedding(10, entity)
        for name, size in (("", entity), ("token_", width)):
            self.add_module(f"{name}attention_norm", nn.LayerNorm(size))
            self.add_module(f"{name}attention_in", nn.Linear(size, 3 * size))
            self.add_module(f"{name}attention_out", nn.Linear(size, size))
            self.add_module(f"{name}feed_norm", nn.LayerNorm(size))
            self.add_module(f"{name}feed_in", nn.Linear(size, 2 * size))
            self.add_module(f"{name}feed_out", nn.Linear(2 * size, size))
        self.role = nn.Linear(entity, len(ROLE_NAMES))
        self.between = nn.Linear(width, hidden)
        self.pair_source = nn.Linear(entity, hidden)
        self.pair_target = nn.Linear(entity, hidden, bias=False)
        self.pair_near = nn.Linear(width, hidden, bias=False)
        self.pair_far = nn.Linear(width, hidden, bias=False)
        self.pair_own = nn.Linear(hidden, hidden)
        self.pair_same_source = nn.Linear(hidden, hidden, bias=False)
        self.pair_same_target = nn.Linear(hidden, hidden, bias=False)
        self.product_source = nn.Linear(entity, sizes.product)
        self.product_target = nn.Linear(entity, sizes.product)
        self.relation = nn.Linear(hidden + sizes.product, len(RELATION_TYPES))
        self.signature = nn.Embedding(len(LABELS) ** 2, len(RELATION_TYPES))
        self.value_source = nn.Linear(width, hidden)
        self.value_target = nn.Linear(entity, hidden, bias=False)
        self.value_far = nn.Linear(width, hidden, bias=False)
        self.result = nn.Linear(hidden, len(TARGETS))
        self.nothing_in = nn.Linear(width, hidden)
        self.nothing = nn.Linear(hidden, len(TARGETS))
        for name in ("pair", "value"):
            self.add_module(f"{name}_distance", nn.Embedding(DISTANCE_CLASSES, hidden))
            self.add_module(f"{name}_sentences", nn.Embedding(SENTENCE_CLASSES, hidden))
        for module in self.modules():
            if isinstance(module, nn.Embedding) and module not in self.encoder.tables:
                nn.init.normal_(module.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def _links(
        self,
        name: str,
        links: Links,
        source: Tensor,
        target: Tensor,
        near: Tensor | None,
        far: Tensor,
        sums: Tensor,
    ) -> Tensor:
        size = torch.from_numpy(np.maximum(links.right - links.left, 1)).unsqueeze(-1)
        hidden = (sums[links.right] - sums[links.left]) / size + far[links.target_mention]
        if near is not None:
            hidden = hidden + near[links.source_mention]
        hidden = hidden + getattr(self, f"{name}_distance")(torch.from_numpy(links.distance))
        hidden = hidden + getattr(self, f"{name}_sentences")(torch.from_numpy(links.sentences))
        hidden = hidden + (source[links.source] + target[links.target]).unsqueeze(1)
        return self.dropout(F.gelu(hidden.amax(1), approximate="tanh"))

    def _compared(self, hidden: Tensor, pairs: Links, entities: int) -> Tensor:
        x = self.pair_own(hidden)
        for layer, ends in (
            (self.pair_same_source, torch.from_numpy(pairs.source)),
            (self.pair_same_target, torch.from_numpy(pairs.target)),
        ):
            highest = torch.zeros(entities, hidden.shape[1], dtype=hidden.dtype).scatter_reduce(
                0, ends.unsqueeze(1).expand(-1, hidden.shape[1]), hidden, "amax", include_self=False
            )
            x = x + layer(highest)[ends]
        return hidden + self.dropout(F.gelu(x, approximate="tanh"))

    def _attend(self, name: str, x: Tensor, group: Ints, slot: Ints) -> Tensor:
        def layer(part: str, y: Tensor) -> Tensor:
            made: Tensor = self.get_submodule(name + part)(y)
            return made

        groups, slots, width = int(group.max()) + 1, int(slot.max()) + 1, x.shape[1]
        at = (torch.from_numpy(group), torch.from_numpy(slot))
        made = layer("attention_in", layer("attention_norm", x))
        table = torch.zeros(groups, slots, 3 * width, dtype=made.dtype).index_put(at, made)
        present = torch.zeros(groups, slots, dtype=torch.bool)
        present[at] = True
        query, key, value = (
            part.unflatten(2, (HEADS, width // HEADS)).transpose(1, 2) for part in table.chunk(3, 2)
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=present[:, None, None, :])
        x = x + self.dropout(layer("attention_out", mixed.transpose(1, 2).flatten(2)[at]))
        wide = F.gelu(layer("feed_in", layer("feed_norm", x)), approximate="tanh")
        return x + self.dropout(layer("feed_out", wide))

    def forward(
        self, batch: StructureBatch, inputs: dict[str, Tensor]
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Log odds of roles, relations, results and "none", as :class:`extract.structure.StructureScores` has them."""
        mask = inputs["mask"]
        classes = torch.zeros(mask.shape, dtype=torch.long)
        classes[mask] = torch.from_numpy(batch.classes)
        tokens = self.encoder(**inputs, extra=classes)[mask].float()
        tokens = self._attend("token_", tokens, batch.token_sentence, batch.token_slot)
        tokens = self.dropout(tokens)
        count = len(batch.mention_entity)
        width = tokens.shape[1]
        of = torch.from_numpy(batch.token_mention)
        mentions = torch.zeros(count, width).index_add(0, of, tokens[batch.mention_tokens])
        mentions = mentions / torch.bincount(of).unsqueeze(1)
        owner = torch.from_numpy(batch.mention_entity)
        entities = len(batch.entity_label)
        mean = torch.zeros(entities, width).index_add(0, owner, mentions) / torch.bincount(owner).unsqueeze(1)
        highest = torch.full((entities, width), -1e4).scatter_reduce(
            0, owner.unsqueeze(1).expand(-1, width), mentions, "amax"
        )
        label = torch.from_numpy(batch.entity_label)
        x = self.entity(torch.cat([mean, highest], 1)) + self.entity_label(label)
        x = (
            x
            + self.entity_count(torch.from_numpy(batch.entity_count))
            + self.entity_place(torch.from_numpy(batch.entity_place))
        )
        x = self.dropout(F.gelu(x, approximate="tanh"))
        x = self._attend("", x, batch.entity_paper, batch.entity_slot)
        roles = self.role(self.dropout(x))

        sums = torch.cat([torch.zeros(1, self.sizes.hidden), self.between(tokens).float().cumsum(0)])
        pairs = batch.pairs
        hidden = self._links(
            "pair",
            pairs,
            self.pair_source(x),
            self.pair_target(x),
            self.pair_near(mentions),
            self.pair_far(mentions),
            sums,
        )
        hidden = self._compared(hidden, pairs, entities)
        product = self.product_source(x)[pairs.source] * self.product_target(x)[pairs.target]
        signature = self.signature(label[pairs.source] * len(LABELS) + label[pairs.target])
        relations = self.relation(torch.cat([hidden, self.dropout(product)], 1)) + signature

        numbers = tokens[batch.numbers]
        hidden = self._links(
            "value",
            batch.results,
            self.value_source(numbers),
            self.value_target(x),
            None,
            self.value_far(mentions),
            sums,
        )
        results = self.result(hidden)
        nothing = self.nothing(self.dropout(F.gelu(self.nothing_in(numbers), approximate="tanh")))
        return roles, relations, results, nothing


def _targets(chosen: Sequence[StructureExample], batch: StructureBatch) -> tuple[Floats, Floats, Ints]:
    """Probabilities of roles (entities × roles, all 0 where there is nothing to learn) and of relations (pairs ×
    types); for each number the link chosen per target, or -1."""
    offset = np.cumsum([0, *(len(example.paper.label) for example in chosen)])
    numbers = np.concatenate([example.roles for example in chosen])
    roles = np.zeros((len(numbers), len(ROLE_NAMES)), np.float32)
    known = numbers != IGNORED
    roles[known, numbers[known]] = 1
    at = {
        (int(s), int(t)): index
        for index, (s, t) in enumerate(zip(batch.pairs.source, batch.pairs.target, strict=True))
    }
    relations = np.zeros((len(batch.pairs.source), len(RELATION_TYPES)), np.float32)
    link = {
        (int(s), int(t)): index
        for index, (s, t) in enumerate(zip(batch.results.source, batch.results.target, strict=True))
    }
    picked = np.full((len(batch.numbers), len(TARGETS)), -1)
    number = 0
    pair_owner = batch.entity_paper[batch.pairs.source]
    for index, example in enumerate(chosen):
        base = int(offset[index])
        if example.soft is not None:
            roles[base : int(offset[index + 1])] = example.soft.roles
            relations[pair_owner == index] = example.soft.relations
        for head, tail, kind in example.relations:
            pair = at.get((base + int(head), base + int(tail)))
            if pair is not None:
                relations[pair, kind] = 1
        for token in number_tokens(example.paper):
            for column, entity in enumerate(example.results.get(int(token), ())):
                # a few annotated heads have a label that the guidelines do not allow there
                if entity >= 0 and example.paper.label[entity] in TARGET_LABELS[column]:
                    picked[number, column] = link.get((number, base + entity), -1)
            number += 1
    return roles, relations, picked


def token_states(papers: Sequence[PaperMentions]) -> Tensor:
    """What the tagger made of the tokens, padded (papers × tokens × width); all papers have it."""
    return nn.utils.rnn.pad_sequence(
        [torch.from_numpy(paper.states).float() for paper in papers], batch_first=True
    )


def loss_of(
    module: StructureModule,
    lexicon: Lexicon,
    chosen: Sequence[StructureExample],
    words: Sequence[np.ndarray],
    place: Sequence[np.ndarray],
) -> Tensor:
    """Sum of the three losses, each a mean over what it judges."""
    batch = structure_batch([example.paper for example in chosen])
    role_target, relation_target, picked = _targets(chosen, batch)
    inputs = lexicon.batch(words, place)
    if module.sizes.encoder.states:
        inputs["states"] = token_states([example.paper for example in chosen])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        roles, relations, results, nothing = module(batch, inputs)
    loss = -(F.log_softmax(roles.float(), -1) * torch.from_numpy(role_target)).sum() / max(
        1, role_target.sum()
    )
    source, target = batch.entity_label[batch.pairs.source], batch.entity_label[batch.pairs.target]
    allowed = torch.from_numpy(SIGNATURES[source, target])
    binary = F.binary_cross_entropy_with_logits(
        relations.float(), torch.from_numpy(relation_target), reduction="none"
    )
    loss = loss + 12 * binary[allowed].mean()
    if len(batch.numbers):
        loss = loss + _result_loss(batch, results.float(), nothing.float(), picked)
    return loss


def _result_loss(batch: StructureBatch, results: Tensor, nothing: Tensor, picked: Ints) -> Tensor:
    """Cross-entropy over the entities that fit and "none"; data set and metric count where there is a head."""
    count = len(batch.numbers)
    source = torch.from_numpy(batch.results.source)
    label = batch.entity_label[batch.results.target]
    total = torch.zeros(())
    for column, fitting in enumerate(TARGET_LABELS):
        score = results[:, column].masked_fill(torch.from_numpy(~np.isin(label, fitting)), -1e4)
        top = torch.maximum(
            nothing[:, column], torch.full((count,), -1e4).scatter_reduce(0, source, score, "amax")
        ).detach()
        exp = (
            torch.zeros(count).index_add(0, source, (score - top[source]).exp())
            + (nothing[:, column] - top).exp()
        )
        normal = top + exp.log()
        chosen = torch.from_numpy(picked[:, column])
        right = torch.where(
            chosen >= 0, score[chosen.clamp(min=0)] if len(score) else nothing[:, column], nothing[:, column]
        )
        losses = normal - right
        if column:
            heads = torch.from_numpy(picked[:, 0] >= 0)
            total = total + 0.5 * losses[heads].sum() / max(1, int(heads.sum()))
        else:
            total = total + 2 * losses.mean()
    return total


def _batches(lengths: Sequence[int], papers: int, rng: random.Random) -> Iterator[list[int]]:
    """Full batches in random order, papers of similar length together, which spares padding."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    del order[len(order) // papers * papers :]
    made = []
    for at in range(0, len(order), 20 * papers):
        near = sorted(order[at : at + 20 * papers], key=lengths.__getitem__)
        made += [near[first : first + papers] for first in range(0, len(near), papers)]
    rng.shuffle(made)
    yield from made


def train(
    module: StructureModule,
    lexicon: Lexicon,
    examples: Sequence[StructureExample],
    words: Sequence[np.ndarray],
    place: Sequence[np.ndarray],
    *,
    epochs: int,
    papers: int,
    learning_rate: float,
    checkpoint: Path,
    log: Callable[[str], None],
    evaluate: Callable[[nn.Module], str] | None = None,
    seed: int = 1,
) -> nn.Module:
    """Train for a number of epochs, or go on from the checkpoint; returns the averaged module."""
    per_epoch = len(examples) // papers
    optimizer = torch.optim.AdamW(
        module.parameters(), lr=learning_rate, weight_decay=0.02, betas=(0.9, 0.98), fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, learning_rate, total_steps=epochs * per_epoch, pct_start=0.06
    )
    average = torch.optim.swa_utils.AveragedModel(
        module, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
    )
    epoch = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        for name, part in (
            ("module", module),
            ("average", average),
            ("optimizer", optimizer),
            ("schedule", schedule),
        ):
            part.load_state_dict(state[name])
        epoch = state["epoch"]
    while epoch < epochs:
        rng = random.Random(seed + epoch)
        losses = []
        module.train()
        for chosen in _batches([len(row) for row in words], papers, rng):
            loss = loss_of(
                module,
                lexicon,
                [thinned(examples[index], 0.08, rng) for index in chosen],
                [words[index] for index in chosen],
                [place[index] for index in chosen],
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(module)
            losses.append(loss.item())
        epoch += 1
        states = {"module": module, "average": average, "optimizer": optimizer, "schedule": schedule}
        torch.save({name: part.state_dict() for name, part in states.items()} | {"epoch": epoch}, checkpoint)
        log(
            f"epoch {epoch}/{epochs} loss {np.mean(losses):.4f}"
            + (f" {evaluate(average.module)}" if evaluate else "")
        )
    return average.module


def make_tokenizer() -> ResearchTokenizer:
    """The pipeline's tokenizer on an empty vocabulary."""
    return ResearchTokenizer(spacy.blank("en").vocab)
