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
    assemble.set_structure(nlp, fitted)
    papers = [Paper(str(record["id"]), record["title"], record["abstract"]) for record in records]
    docs = list(nlp.pipe([text_of(record) for record in records]))
    outcome = evaluate(records, [record_of(doc, paper) for doc, paper in zip(docs, papers, strict=True)])
    columns: dict[str, list[tuple[float, float]]] = {"relation": [], "result": []}
    for doc in docs:
        confidence = [entity.confidence for entity in doc._.entities]
        columns["relation"] += [
            (r.confidence, confidence[r.head] * confidence[r.tail]) for r in doc._.relations
        ]
        columns["result"] += [(r.confidence, confidence[r.head]) for r in doc._.results]
    out: Weights = {}
    calibrated: dict[str, np.ndarray] = {}
    for name, kind in (("relation", "relations"), ("result", "results")):
        seen = np.array(columns[name])
        right = np.array(outcome.calibration[kind].right)
        x = np.column_stack([_log_odds(seen[:, 0]), np.log(np.maximum(seen[:, 1], 1e-4))])
        out[f"calibration.{name}"] = fit_logistic(x, right).astype(np.float32)
        a, b, c = out[f"calibration.{name}"]
        calibrated[name] = 1 / (1 + np.exp(-(a * x[:, 0] + b * x[:, 1] + c)))
        log(f"calibration of {name}: {a:.3f} {b:.3f} {c:.3f}")
    types = np.array([relation.type for doc in docs for relation in doc._.relations])
    right = np.array(outcome.calibration["relations"].right)
    gold = outcome.figures["relations"].gold
    overall = best_threshold(calibrated["relation"], right, gold)
    out["threshold.relation"] = np.full(len(RELATION_TYPES), overall, np.float32)
    log(f"threshold of relations {overall:.3f} over {len(types)} candidates")
    right = np.array(outcome.calibration["results"].right)
    threshold = best_threshold(calibrated["result"], right, outcome.figures["results"].gold)
    out["threshold.result"] = np.array([threshold], np.float32)
    log(f"threshold of results {threshold:.3f}")
    return out
