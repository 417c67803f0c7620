"""The last stage of training, on held-out papers: surfaces, confidences, thresholds."""

from collections.abc import Callable, Sequence

import numpy as np
from spacy.language import Language

from extract.annotations import Record, text_of
from extract.components.mentions import surface_probabilities
from extract.evaluation import evaluate
from extract.lexicon import SurfaceLexicon
from extract.network import Weights
from extract.ontology import LABELS, RELATION_TYPES
from extract.paper import Paper
from extract.records import record_of
from extract.training import assemble
from extract.training.calibration import best_threshold, fit_logistic
from extract.training.surfaces import surface_examples, train_surfaces

Log = Callable[[str], None]
FOLDS = 5


def _log_odds(probability: np.ndarray) -> np.ndarray:
    clipped = np.clip(probability, 1e-5, 1 - 1e-5)
    return np.log(clipped) - np.log1p(-clipped)


def _neutral(weights: Weights) -> Weights:
    return weights | {"scale": np.ones(1, np.float32), "shift": np.zeros(1, np.float32)}


def fit_mentions(
    nlp: Language, lexicon: SurfaceLexicon, gazetteer: SurfaceLexicon, records: Sequence[Record], log: Log
) -> Weights:
    """The judge of surfaces: trained on all held-out papers; calibrated, and its thresholds chosen, on the
    predictions of judges that were each trained without the paper (cross-fitting)."""
    with nlp.select_pipes(disable=["mentions", "structure"]):
        examples = surface_examples(nlp, lexicon, gazetteer, records)
    rows, targets = examples.rows, examples.targets
    predicted = np.zeros(targets.shape, np.float32)
    for fold in range(FOLDS):
        inside = examples.papers % FOLDS == fold
        weights = _neutral(train_surfaces(rows[~inside], targets[~inside], log=lambda _: None))
        predicted[inside] = surface_probabilities(rows[inside], weights)
    best = predicted.argmax(1)
    every = np.arange(len(best))
    right = targets[every, best] > 0
    log_odds = _log_odds(predicted[every, best])
    a, b = fit_logistic(log_odds[:, None], right)
    calibrated = 1 / (1 + np.exp(-(a * log_odds + b)))
    final = train_surfaces(rows, targets, log=log)
    threshold = np.full(len(LABELS), 0.5, np.float32)
    for number, label in enumerate(LABELS):
        chosen = best == number
        threshold[number] = best_threshold(
            calibrated[chosen], right[chosen], int(examples.gold[number]), examples.places[chosen]
        )
        log(f"threshold {label} {threshold[number]:.3f}")
    return final | {
        "scale": np.array([a], np.float32),
        "shift": np.array([b], np.float32),
        "threshold": threshold,
    }


def fit_structure(nlp: Language, reader: Weights, records: Sequence[Record], log: Log) -> Weights:
    """Calibration and thresholds of relations and results, on predicted mentions."""
    fitted = dict(reader)
    fitted["threshold.relation"] = np.full(len(RELATION_TYPES), 0.02, np.float32)
    fitted["threshold.result"] = np.array([0.02], np.float32)
    for name in ("relation", "result"):
        fitted[f"calibration.{name}"] = np.array([1, 0, 0], np.float32)
    fitted["calibration.types"] = np.zeros(len(RELATION_TYPES), np.float32)
    assemble.set_structure(nlp, fitted)
    papers = [Paper(str(record["id"]), record["title"], record["abstract"]) for record in records]
    docs = list(nlp.pipe([text_of(record) for record in records]))
    outcome = evaluate(records, [record_of(doc, paper) for doc, paper in zip(docs, papers, strict=True)])
    relations = [
        (relation, [doc._.entities[end].confidence for end in (relation.head, relation.tail)])
        for doc in docs
        for relation in doc._.relations
    ]
    results = [(result, doc._.entities[result.head].confidence) for doc in docs for result in doc._.results]
    numbers = {kind.name: number for number, kind in enumerate(RELATION_TYPES)}
    types = np.eye(len(RELATION_TYPES))[[numbers[relation.type] for relation, _ in relations]]

    def columns(confidence: list[float], ends: list[float]) -> np.ndarray:
        return np.column_stack([_log_odds(np.array(confidence)), np.log(np.maximum(ends, 1e-4))])

    out: Weights = {}
    x = np.column_stack(
        [
            columns([relation.confidence for relation, _ in relations], [a * b for _, (a, b) in relations]),
            types,
        ]
    )
    right = np.array(outcome.calibration["relations"].right)
    weights = fit_logistic(x, right)
    out["calibration.relation"] = np.array([weights[0], weights[1], weights[-1]], np.float32)
    out["calibration.types"] = weights[2:-1].astype(np.float32)
    threshold = best_threshold(
        _sigmoid(x @ weights[:-1] + weights[-1]), right, outcome.figures["relations"].gold
    )
    out["threshold.relation"] = np.full(len(RELATION_TYPES), threshold, np.float32)
    log(f"relations: weights {np.round(weights, 2)}, threshold {threshold:.3f}")

    x = columns([result.confidence for result, _ in results], [end for _, end in results])
    right = np.array(outcome.calibration["results"].right)
    weights = fit_logistic(x, right)
    out["calibration.result"] = weights.astype(np.float32)
    threshold = best_threshold(
        _sigmoid(x @ weights[:-1] + weights[-1]), right, outcome.figures["results"].gold
    )
    out["threshold.result"] = np.array([threshold], np.float32)
    log(f"results: weights {np.round(weights, 2)}, threshold {threshold:.3f}")
    return out


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
