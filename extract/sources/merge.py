"""Makes one record of all records of the same paper.

Two records are of the same paper when they share an arXiv id or a DOI, else when their folded titles are
equal and no identifier speaks against it (two arXiv ids, or two DOIs, are two papers). The fuller record
wins: title and abstract always come together, from the record with the longest abstract, because the
offsets of an extraction point into them. What the winner lacks is filled from the others. Each rule picks
by a total order over the values, never by position, so that the outcome does not depend on the order of the
records.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any, TypeVar

from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.sources.base import Item
from extract.sources.fields import arxiv_id, earlier_date, fold_title, title_id
from extract.sources.fields import doi as find_doi

T = TypeVar("T", Paper, ExtractionRecord, Item)


def merge(items: Sequence[T]) -> list[T]:
    """One item a paper, in the order in which the papers first appear.

    An extraction record beats a paper with the same text, so that nothing is extracted twice.
    """
    clusters = _clusters([paper_of(item) for item in items])
    merged = [_merged([items[index] for index in cluster]) for cluster in clusters]
    return _with_own_ids(merged)


def paper_of(item: Item) -> Paper:
    """The paper of an item."""
    return item.paper if isinstance(item, ExtractionRecord) else item


def _clusters(papers: Sequence[Paper]) -> list[list[int]]:
    """Indices of the papers that are the same one; all lists are in order of appearance."""
    parent = list(range(len(papers)))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    identifiers = [_identifiers(paper) for paper in papers]
    known: dict[tuple[str, str], int] = {}
    for index, own in enumerate(identifiers):
        for identifier in own:
            parent[find(index)] = find(known.setdefault(identifier, index))

    of_cluster: dict[int, set[tuple[str, str]]] = defaultdict(set)
    by_title: dict[str, list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        of_cluster[find(index)] |= identifiers[index]
        by_title[fold_title(paper.title)].append(index)
    for _, indices in sorted(by_title.items()):
        # Clusters with an arXiv id first, those known by their title only last, each by its smallest id: a
        # record that could join two papers of one title always joins the same one.
        roots = sorted({find(index) for index in indices}, key=lambda root: _rank(of_cluster[root]))
        kept: list[int] = []
        for root in roots:
            host = next((other for other in kept if not _conflict(of_cluster[root], of_cluster[other])), None)
            if host is None:
                kept.append(root)
            else:
                parent[root] = host
                of_cluster[host] |= of_cluster[root]

    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(papers)):
        members[find(index)].append(index)
    return list(members.values())


def _identifiers(paper: Paper) -> set[tuple[str, str]]:
    found = {("arxiv", identifier) for value in (paper.id, paper.doi) if (identifier := arxiv_id(value))}
    found |= {
        ("doi", value) for value in (find_doi(paper.id), find_doi(paper.doi)) if value and not arxiv_id(value)
    }
    return found


def _rank(identifiers: set[tuple[str, str]]) -> tuple[bool, list[tuple[str, str]]]:
    return (not identifiers, sorted(identifiers))


def _conflict(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return bool(kinds)  # clusters that share an identifier are one already, so the same kind means another id


def _merged(items: Sequence[T]) -> T:
    if len(items) == 1:
        return items[0]
    winner = max(items, key=_fullness)
    text = (paper_of(winner).title, paper_of(winner).abstract)
    papers = [paper_of(item) for item in items]
    identifier = min((paper.id for paper in papers), key=_id_rank)
    merged = Paper(
        id=identifier,
        title=text[0],
        abstract=text[1],
        date=reduce(earlier_date, [paper.date for paper in papers]),
        authors=_longest(paper.authors for paper in papers),
        categories=_longest(paper.categories for paper in papers),
        url=min(filter(None, (paper.url for paper in papers)), key=_url_rank, default=None),
        source=min(
            filter(None, (paper.source for paper in papers if (paper.title, paper.abstract) == text)),
            default=None,
        ),
        doi=min(filter(None, (paper.doi for paper in papers)), default=None),
    )
    return replace(winner, paper=merged) if isinstance(winner, ExtractionRecord) else merged


def _fullness(item: Item) -> tuple[Any, ...]:
    paper = paper_of(item)
    text = (len(paper.abstract), len(paper.title), paper.abstract, paper.title)
    if isinstance(item, Paper):
        return (*text, False, 0, "")
    size = len(item.mentions) + len(item.relations) + len(item.results)
    content = {key: value for key, value in item.to_dict().items() if key != "paper"}
    return (*text, True, size, json.dumps(content, sort_keys=True))


def _id_rank(identifier: str) -> tuple[int, str]:
    # An id of a source's own comes last: see _with_own_ids, which may have taken it away already.
    kinds: tuple[Callable[[str], Any], ...] = (
        arxiv_id,
        find_doi,
        lambda value: value.startswith("title-"),
    )
    return (next((rank for rank, kind in enumerate(kinds) if kind(identifier)), len(kinds)), identifier)


def _url_rank(url: str) -> tuple[bool, str]:
    return ("arxiv.org/" not in url, url)  # where the text is free to read


def _longest(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return max(values, key=lambda value: (len(value), value), default=())


def _with_own_ids(items: list[T]) -> list[T]:
    """Two files may give the same id of their own to different papers; those get ids from their titles."""
    count: dict[str, int] = defaultdict(int)
    for item in items:
        count[paper_of(item).id] += 1
    return [
        item if count[paper_of(item).id] == 1 else _with_id(item, title_id(paper_of(item).title))
        for item in items
    ]


def _with_id(item: T, identifier: str) -> T:
    paper = replace(paper_of(item), id=identifier)
    return replace(item, paper=paper) if isinstance(item, ExtractionRecord) else paper
