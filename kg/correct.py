"""Makes a correction: into the file, and into the graph."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg import corrections
from kg.build import build
from kg.corrections import Claim, Correction, Corrections
from kg.entity import matching, unknown
from kg.errors import UserError
from kg.schema import ENTITY_LABELS, ROLE_TYPES
from kg.store.base import Changes, Store


def identify(store: Store, reference: str) -> str:
    """The id of the one entity that a name, an alias or an id means, for a correction that lasts.

    Raises:
        UserError: there is none, or there are several.
    """
    found = matching(store, reference, ())
    if not found:
        raise UserError(unknown(store, reference, ()))
    wanted = reference.strip()
    exact = [row for row in found if row["id"] == wanted]
    named = [row for row in found if row["name"].lower() == wanted.lower()]
    best = exact or named or found
    if len(best) > 1:
        ids = ", ".join(sorted(row["id"] for row in best))
        raise UserError(f"{reference!r} is the name of {len(best)} things: give the id of one of them, {ids}")
    return _lasting(store, str(best[0]["id"]))


def _lasting(store: Store, identity: str) -> str:
    """An id that means the same thing when more papers come: with a paper, where several things share the name.

    Of things that share a name the one in most papers has the plain id, and that can change.
    """
    if "~" in identity:
        return identity
    others = f"MATCH (e:{'|'.join(ENTITY_LABELS)}) WHERE e.id STARTS WITH $shared RETURN count(e)"
    if store.query(others, {"shared": f"{identity}~"}).rows[0][0] == 0:
        return identity
    paper = f"MATCH (p:Paper)-[:{'|'.join(ROLE_TYPES)}]->(e) WHERE e.id = $id RETURN min(p.id)"
    return f"{identity}~{store.query(paper, {'id': identity}).rows[0][0]}"


def identify_claim(store: Store, text: str) -> str:
    """A reference to a claim with the ids of its things.

    Raises:
        UserError: it is no such reference, or names a thing that is not there.
    """
    claim = Claim.parse(text)
    if claim is None:
        if ":" in text and " " not in text.strip():
            return text.strip()
        raise UserError(
            f"{text!r} is no claim: write HEAD TYPE TAIL @ PAPER, as in LoRA OUTPERFORMS BitFit @ 2401.1"
        )
    head = identify(store, claim.head) if claim.head else ""
    return str(replace(claim, head=head, tail=identify(store, claim.tail)))


def correct(
    store: Store,
    path: Path,
    correction: Correction,
    progress: Callable[[str], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> Changes:
    """Write a correction into the file and make the graph again; a correction that changes nothing is not kept.

    Args:
        store: the graph.
        path: the file of corrections.
        correction: the new one.
        progress: called with the name of every step as it begins.
        warn: called with one line for every older correction that no longer applies.

    Raises:
        UserError: the correction does not apply, or the file or the store cannot be written; then the file is
            as it was.
    """
    corrections.add(path, correction)
    lines: list[str] = []
    try:
        changes = build(store, (), Corrections.read(path), progress=progress, warn=lines.append)
    except BaseException:
        corrections.remove(path)
        raise
    refused = [line for line in lines if line.startswith(f"{correction}: ")]
    if refused:
        corrections.remove(path)
        raise UserError(f"not applied: {refused[-1]}")
    for line in lines:
        if warn is not None:
            warn(line)
    return changes


def undo(
    store: Store,
    path: Path,
    number: int = -1,
    progress: Callable[[str], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> tuple[Correction, Changes]:
    """Take a correction out of the file and make the graph again.

    Args:
        store: the graph.
        path: the file of corrections.
        number: which one, from 1; the last one when -1.
        progress, warn: as in :func:`correct`.

    Raises:
        UserError: there is no such correction, or the file or the store cannot be written.
    """
    undone = corrections.remove(path, number)
    return undone, build(store, (), Corrections.read(path), progress=progress, warn=warn)
