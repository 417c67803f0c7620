"""Claims that people rejected: taken out of the records before the graph is assembled."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.ontology import RELATIONS, ROLE_NAMES, ROLE_RELATIONSHIPS
from extract.record import ExtractionRecord, Relation
from kg.corrections import Claim
from kg.graph import NodeKey
from kg.resolution.groups import Unapplied

_MENTIONS = ROLE_NAMES[-1]
_ROLES = {relationship: name for name, relationship in ROLE_RELATIONSHIPS.items()}


class Rejecter:
    """Takes rejected claims out of records.

    Attributes:
        records: the records as they are now, by paper id.
        nodes: the node of every entity, by paper id and entity id.

    Args:
        records: one record a paper.
        nodes: the node of every entity; an entity whose mention is rejected is removed from it.
        find: the node that a reference means; raises :class:`Unapplied`.
    """

    def __init__(
        self,
        records: Sequence[ExtractionRecord],
        nodes: dict[tuple[str, str], NodeKey],
        find: Callable[[str], NodeKey],
    ) -> None:
        self.records = {record.paper.id: record for record in records}
        self.nodes = nodes
        self._find = find

    def reject(self, text: str) -> None:
        """Take one claim out; a rejected role becomes ``mentions``, a rejected mention takes the entity out.

        Args:
            text: a reference to a claim, see :mod:`kg.corrections`, or the id of a Result node.

        Raises:
            Unapplied: it names something that is not there.
        """
        claim = Claim.parse(text)
        if claim is None:
            self._reject_result(text)
        elif claim.head:
            self._reject_relation(claim)
        else:
            self._reject_role(claim)

    def _record(self, paper: str) -> ExtractionRecord:
        if paper not in self.records:
            raise Unapplied(f"there is no paper {paper!r}")
        return self.records[paper]

    def _reject_relation(self, claim: Claim) -> None:
        head, tail = self._find(claim.head), self._find(claim.tail)
        ends = {(head, tail), (tail, head)} if RELATIONS[claim.type].symmetric else {(head, tail)}
        met = False
        for record in [self._record(claim.paper)] if claim.paper else list(self.records.values()):
            paper = record.paper.id

            def refers(relation: Relation, paper: str = paper) -> bool:
                pair = (self.nodes.get((paper, relation.head)), self.nodes.get((paper, relation.tail)))
                return relation.type == claim.type and pair in ends

            kept = tuple(relation for relation in record.relations if not refers(relation))
            if len(kept) < len(record.relations):
                self.records[paper] = replace(record, relations=kept)
                met = True
        if not met:
            raise Unapplied(f"no such claim: {claim}")

    def _reject_role(self, claim: Claim) -> None:
        record, node, role = self._record(claim.paper), self._find(claim.tail), _ROLES[claim.type]
        paper = claim.paper
        entities = [entity for entity in record.entities if self.nodes.get((paper, entity.id)) == node]
        if not any(entity.role == role for entity in entities):
            raise Unapplied(f"no such role: {claim}")
        if role == _MENTIONS:
            for entity in entities:
                del self.nodes[paper, entity.id]
        else:
            changed = {
                entity.id: replace(entity, role=_MENTIONS) for entity in entities if entity.role == role
            }
            self.records[paper] = replace(
                record, entities=tuple(changed.get(entity.id, entity) for entity in record.entities)
            )

    def _reject_result(self, text: str) -> None:
        paper, _, offset = text.strip().rpartition(":")
        if paper not in self.records:
            raise Unapplied(f"{text!r} is no claim: write HEAD TYPE TAIL @ PAPER")
        record = self.records[paper]
        kept = tuple(result for result in record.results if str(result.value_start) != offset)
        if len(kept) == len(record.results):
            raise Unapplied(f"no such result: {text}")
        self.records[paper] = replace(record, results=kept)
