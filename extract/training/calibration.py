"""Fits confidences and thresholds on papers that no network was trained on.

A confidence is a logistic function of what a network says (Platt 1999), and for relations and results also of the
confidence of the mentions at their ends. The threshold is the one with the highest F1.
"""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F


def fit_logistic(columns: np.ndarray, right: np.ndarray, *, steps: int = 400) -> np.ndarray:
    """Weights of the columns and a constant, of the logistic regression of ``right`` on them."""
    x = torch.from_numpy(np.column_stack([columns, np.ones(len(columns))]).astype(np.float32))
    y = torch.from_numpy(right.astype(np.float32))
    weights = torch.zeros(x.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=steps)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ weights, y) + 1e-5 * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach().numpy()


def best_threshold(
    confidence: Sequence[float] | np.ndarray, right: Sequence[bool] | np.ndarray, gold: int
) -> float:
    """The threshold with the highest F1, for candidates with their confidence and the number of gold items."""
    order = np.argsort(-np.asarray(confidence))
    hits = np.cumsum(np.asarray(right, float)[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + gold)
    return float(np.asarray(confidence)[order[int(f1.argmax())]]) if len(order) else 0.5
