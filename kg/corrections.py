"""Corrections by people that outlive every build."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Corrections:
    """What people put right, in the order in which they said it."""
