"""Weights of trained components on disk: half precision there, single precision in use."""

from pathlib import Path

import numpy as np

from extract.network import Weights


def save_weights(path: Path, weights: Weights) -> None:
    """Write weights as a compressed NumPy archive in half precision."""
    np.savez_compressed(path, **{name: value.astype(np.float16) for name, value in weights.items()})  # type: ignore[arg-type]


def load_weights(path: Path) -> Weights:
    """Read what :func:`save_weights` wrote.

    Raises:
        OSError: the file is missing or no such archive.
    """
    with np.load(path) as archive:
        return {name: np.ascontiguousarray(archive[name], np.float32) for name in archive.files}
