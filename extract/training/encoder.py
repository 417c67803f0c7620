"""The encoder of :mod:`extract.network` as a PyTorch module: the same function, with gradients and dropout."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.lexemes import FEATURES
from extract.network import PLACES, EncoderSizes


def gated(x: Tensor) -> Tensor:
    """Gated linear unit."""
    return F.glu(x, dim=-1)


class TorchEncoder(nn.Module):
    """See :class:`extract.network.Encoder`; batches are padded (documents × tokens) here."""

    def __init__(self, sizes: EncoderSizes, vector_width: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.sizes = sizes
        width = sizes.width
        self.tables = nn.ModuleList(
            nn.Embedding(rows, columns) for rows, columns in zip(sizes.rows, sizes.dimensions, strict=True)
        )
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        assert len(self.tables) == len(FEATURES)
        self.mix = nn.Linear(sum(sizes.dimensions) + vector_width, 2 * width)
        self.place = nn.Embedding(PLACES, width)
        nn.init.normal_(self.place.weight, std=0.02)
        if sizes.extra:
            self.extra = nn.Embedding(sizes.extra, width)
            nn.init.normal_(self.extra.weight, std=0.1)
        if sizes.states:
            self.states = nn.Linear(sizes.states, width)
        self.layers = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in sizes.dilations)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in sizes.dilations)
        self.memory_norms = nn.ModuleList(nn.LayerNorm(width) for _ in sizes.memory_after)
        self.same = nn.ModuleList(nn.Linear(width, 2 * width, bias=False) for _ in sizes.memory_after)
        self.paper = nn.ModuleList(nn.Linear(width, 2 * width) for _ in sizes.memory_after)
        self.last = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self,
        words: Tensor,
        rows: Tensor,
        vectors: Tensor,
        place: Tensor,
        types: Tensor,
        mask: Tensor,
        extra: Tensor | None = None,
        states: Tensor | None = None,
    ) -> Tensor:
        """States (documents × tokens × width).

        Args:
            words: number of each token's word among the batch's distinct words (documents × tokens).
            rows: feature rows of the distinct words.
            vectors: floret vectors of the distinct words.
            place: place of each token.
            types: word type of each token, numbered within its document.
            mask: True where there is a token.
            extra: class of each token, if the encoder has one.
            states: states of each token from another encoder, if this one was made with them.
        """
        parts = [table(rows[:, index]) for index, table in enumerate(self.tables)]
        lexical = gated(self.mix(self.dropout(torch.cat([*parts, vectors], -1))))
        keep = mask.unsqueeze(-1)
        x = lexical[words] + self.place(place)
        if extra is not None:
            x = x + self.extra(extra)
        if states is not None:
            x = x + self.states(self.dropout(states))
        x = self.dropout(x)
        documents, length, width = x.shape
        index = types.unsqueeze(-1).expand(-1, -1, width)
        ones = mask.to(x.dtype)
        type_count = torch.zeros(documents, int(types.max()) + 1).scatter_add_(1, types, ones).clamp(min=1)
        for layer, dilation in enumerate(self.sizes.dilations):
            y = self.norms[layer](x) * keep
            padded = F.pad(y, (0, 0, dilation, dilation))
            window = torch.cat([padded[:, :length], y, padded[:, 2 * dilation :]], -1)
            x = x + self.dropout(gated(self.layers[layer](window)))
            if layer in self.sizes.memory_after:
                slot = self.sizes.memory_after.index(layer)
                y = self.memory_norms[slot](x) * keep
                sums = torch.zeros(documents, type_count.shape[1], width).scatter_add_(1, index, y.float())
                same = self.same[slot](sums / type_count.unsqueeze(-1))
                paper = self.paper[slot](y.sum(1) / ones.sum(1, keepdim=True))
                same_tokens = same.gather(1, types.unsqueeze(-1).expand(-1, -1, same.shape[-1]))
                x = x + self.dropout(gated(same_tokens + paper.unsqueeze(1)))
        return self.last(x)


def export_weights(module: nn.Module) -> dict[str, np.ndarray]:
    """Its parameters by name, in half precision (the models are small and trained with noise well above it)."""
    return {
        name: value.detach().float().numpy().astype(np.float16) for name, value in module.state_dict().items()
    }


def pad(rows: Sequence[np.ndarray], fill: int = 0) -> np.ndarray:
    """Rows of different length as one array (int64)."""
    out = np.full((len(rows), max(len(row) for row in rows)), fill, np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out
