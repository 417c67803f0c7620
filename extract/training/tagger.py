"""Trains the mention tagger: gold abstracts, and abstracts that a teacher labelled (soft targets).

The loss is cross-entropy per token; for the teacher's abstracts against its whole distribution (Hinton et al.
2015, "Distilling the Knowledge in a Neural Network"). The exponential moving average of the weights is kept.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from spacy.vectors import Vectors
from torch import Tensor, nn

from extract.lexemes import feature_rows, type_key, word_vectors
from extract.network import EncoderSizes, places
from extract.tags import TAG_COUNT
from extract.training.encoder import TorchEncoder, pad

Log = Callable[[str], None]


class TaggerModule(nn.Module):
    """Encoder and one linear layer to the tags."""

    def __init__(self, sizes: EncoderSizes, vector_width: int) -> None:
        super().__init__()
        self.encoder = TorchEncoder(sizes, vector_width)
        self.tags = nn.Linear(sizes.width, TAG_COUNT)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Tag scores (documents × tokens × tags)."""
        return self.tags(self.encoder(**batch)).float()


class Lexicon:
    """Every distinct word of the training texts with its features, so that batches only index."""

    def __init__(self, sizes: EncoderSizes, vectors: Vectors) -> None:
        self.sizes = sizes
        self.vectors = vectors
        self.known: dict[str, int] = {}
        self.types: dict[str, int] = {}
        self.type_of: list[int] = []
        self._rows: NDArray[np.int32] | None = None
        self._vectors: NDArray[np.float32] | None = None

    def numbers(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Numbers of words, learnt where they are new."""
        out = np.empty(len(words), np.int32)
        for index, word in enumerate(words):
            number = self.known.get(word)
            if number is None:
                number = self.known[word] = len(self.known)
                self.type_of.append(self.types.setdefault(type_key(word), len(self.types)))
            out[index] = number
        return out

    def finish(self) -> None:
        """Compute the features of all words."""
        words = list(self.known)
        self._rows = feature_rows(words, self.sizes.rows)
        self._vectors = np.concatenate(
            [
                word_vectors(words[at : at + 10_000], self.vectors).astype(np.float16)
                for at in range(0, len(words), 10_000)
            ]
        )
        self._type_array = np.array(self.type_of, np.int32)

    def batch(
        self, documents: Sequence[NDArray[np.int32]], place: Sequence[NDArray[np.int64]]
    ) -> dict[str, Tensor]:
        """The encoder's input for documents given as word numbers."""
        assert self._rows is not None
        assert self._vectors is not None
        distinct, local = np.unique(np.concatenate(documents), return_inverse=True)
        ends = np.cumsum([len(document) for document in documents])
        types = [np.unique(self._type_array[document], return_inverse=True)[1] for document in documents]
        words = pad(np.split(local, ends[:-1]))
        mask = pad([np.ones(len(document), np.int64) for document in documents]).astype(bool)
        return {
            "words": torch.from_numpy(words),
            "rows": torch.from_numpy(self._rows[distinct].astype(np.int64)),
            "vectors": torch.from_numpy(self._vectors[distinct].astype(np.float32)),
            "place": torch.from_numpy(pad(place)),
            "types": torch.from_numpy(pad(types)),
            "mask": torch.from_numpy(mask),
        }


@dataclass
class Example:
    """One document: word numbers and either gold tags or a teacher's log probabilities (tokens × tags)."""

    words: NDArray[np.int32]
    place: NDArray[np.int64]
    tags: NDArray[np.int16] | None = None
    soft: NDArray[np.float16] | None = None


def make_example(lexicon: Lexicon, words: Sequence[str], **targets: NDArray[np.generic]) -> Example:
    """An example from token texts."""
    return Example(lexicon.numbers(words), places(words), **targets)  # type: ignore[arg-type]


def batches(examples: Sequence[Example], tokens: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of up to about so many tokens, documents of similar length together, in random order."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    made: list[list[int]] = []
    for at in range(0, len(order), 512):
        current: list[int] = []
        for index in sorted(order[at : at + 512], key=lambda i: len(examples[i].words)):
            if current and (len(current) + 1) * len(examples[index].words) > tokens:
                made.append(current)
                current = []
            current.append(index)
        made.append(current)
    rng.shuffle(made)
    yield from made


def loss_of(module: TaggerModule, lexicon: Lexicon, chosen: Sequence[Example]) -> Tensor:
    """Mean cross-entropy per token of a batch."""
    batch = lexicon.batch([example.words for example in chosen], [example.place for example in chosen])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = module(batch)
    logs = F.log_softmax(scores, -1)
    total = torch.zeros(())
    count = 0
    for row, example in enumerate(chosen):
        length = len(example.words)
        count += length
        if example.soft is not None:
            target = torch.from_numpy(np.exp(example.soft.astype(np.float32)))
            total = total - (target * logs[row, :length]).sum()
        else:
            assert example.tags is not None
            total = total + F.nll_loss(
                logs[row, :length], torch.from_numpy(example.tags.astype(np.int64)), reduction="sum"
            )
    return total / count


def train(
    module: TaggerModule,
    lexicon: Lexicon,
    examples: Sequence[Example],
    *,
    steps: int,
    tokens: int,
    learning_rate: float,
    checkpoint: Path,
    log: Log,
    evaluate: Callable[[nn.Module], str] | None = None,
    every: int = 500,
    seed: int = 1,
) -> nn.Module:
    """Train for a number of steps, or go on from the checkpoint; returns the averaged module."""
    optimizer = torch.optim.AdamW(
        module.parameters(), lr=learning_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, learning_rate, total_steps=steps, pct_start=0.06
    )
    average = torch.optim.swa_utils.AveragedModel(
        module, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
    )
    rng = random.Random(seed)
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        module.load_state_dict(state["module"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step = state["step"]
        rng.seed(seed + step)
    start, first, recent = time.monotonic(), step, []
    while step < steps:
        for chosen in batches(examples, tokens, rng):
            module.train()
            loss = loss_of(module, lexicon, [examples[index] for index in chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(module)
            step += 1
            recent.append(loss.item())
            if step % 50 == 0:
                pace = (time.monotonic() - start) / (step - first)
                log(
                    f"step {step}/{steps} loss {np.mean(recent[-50:]):.4f} {pace:.2f} s/step, {pace * (steps - step) / 60:.0f} min left"
                )
            if step % every == 0 or step == steps:
                torch.save(
                    {
                        "module": module.state_dict(),
                        "average": average.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "schedule": schedule.state_dict(),
                        "step": step,
                    },
                    checkpoint,
                )
                if evaluate is not None:
                    log(evaluate(average.module))
            if step >= steps:
                break
    return average.module
