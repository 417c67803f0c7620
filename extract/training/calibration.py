"""Fits confidences and thresholds on papers that no network was trained on.

A confidence is a logistic function of what a network says (Platt 1999), and for relations and results also of the
confidence of the mentions at their ends.
"""

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
    confidence: np.ndarray, right: np.ndarray, gold: int, counts: np.ndarray | None = None
) -> float:
    """The threshold that promises the highest F1.

    It is half of the highest F1 that there is (Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of
    Classifiers to Maximize F1 Measure"), which holds for calibrated confidences and follows the accidents of few
    papers less than the threshold at which these papers have it.

    Args:
        confidence: of the candidates, calibrated.
        right: whether each is right.
        gold: number of gold items, those without a candidate included.
        counts: how often each candidate counts; once when None.
    """
    if not len(confidence):
        return 0.5
    order = np.argsort(-confidence, kind="stable")
    weights = np.ones(len(order)) if counts is None else counts[order].astype(float)
    hits = np.cumsum(right[order] * weights)
    f1 = 2 * hits / (np.cumsum(weights) + gold)
    return float(f1.max() / 2)
