"""A stored graph without its texts: enough to rank, to find communities and ways, and read several times faster.

The sentences of the few claims that an answer shows are asked for afterwards.
"""

from collections.abc import Callable

from kg.cycles import without_cycle_collection
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, PAPER, ROLE_TYPES
from kg.store import Store

Said = Callable[[RelationshipKey], tuple[str, str]]
"""Gives the title of a claim's paper and the sentence of the claim."""

_ENTITIES = "|".join(ENTITY_LABELS)


@without_cycle_collection()
def skeleton(store: Store) -> Graph:
    """Papers, and entities with name, type and number of papers; roles and claims with their confidence."""
    graph = Graph()
    keys: dict[tuple[str, str], NodeKey] = {}
    for (paper,) in store.query("MATCH (p:Paper) RETURN p.id AS id").rows:
        keys[PAPER, paper] = key = NodeKey(PAPER, paper)
        graph.nodes[key] = {"id": paper}
    for label, identity, name, papers in store.query(
        f"MATCH (e:{_ENTITIES}) RETURN e.type AS type, e.id AS id, e.name AS name, e.papers AS papers"
    ).rows:
        keys[label, identity] = key = NodeKey(label, identity)
        graph.nodes[key] = {"id": identity, "name": name, "type": label, "papers": papers}
    for kind, paper, label, identity, confidence in store.query(
        f"MATCH (p:Paper)-[r:{'|'.join(ROLE_TYPES)}]->(e:{_ENTITIES}) "
        "RETURN type(r) AS kind, p.id AS paper, e.type AS type, e.id AS id, r.confidence AS confidence"
    ).rows:
        role = RelationshipKey(kind, keys[PAPER, paper], keys[label, identity], paper)
        graph.relationships[role] = {"paper": paper, "confidence": confidence}
    for kind, paper, head_label, head, tail_label, tail, confidence in store.query(
        f"MATCH (a:{_ENTITIES})-[r:{'|'.join(CLAIM_TYPES)}]->(b:{_ENTITIES}) "
        "RETURN type(r) AS kind, r.paper AS paper, a.type AS head_type, a.id AS head, b.type AS tail_type, "
        "b.id AS tail, r.confidence AS confidence"
    ).rows:
        claim = RelationshipKey(kind, keys[head_label, head], keys[tail_label, tail], paper)
        graph.relationships[claim] = {"paper": paper, "confidence": confidence}
    return graph


def said_in_store(store: Store) -> Said:
    """Titles and sentences from a store, one query a claim."""

    def said(claim: RelationshipKey) -> tuple[str, str]:
        rows = store.query(
            f"MATCH (a:{claim.start.label} {{id: $head}})-[r:{claim.type}]->(b:{claim.end.label} {{id: $tail}}), "
            "(p:Paper {id: r.paper}) WHERE r.paper = $paper RETURN p.title AS title, r.sentence AS sentence",
            {"head": claim.start.id, "tail": claim.end.id, "paper": claim.paper},
        ).rows
        return (rows[0][0] or "", rows[0][1] or "") if rows else ("", "")

    return said


def said_in_graph(graph: Graph) -> Said:
    """Titles and sentences from a whole graph in memory."""

    def said(claim: RelationshipKey) -> tuple[str, str]:
        title = graph.nodes.get(NodeKey(PAPER, claim.paper), {}).get("title")
        return title or "", graph.relationships[claim].get("sentence") or ""

    return said
