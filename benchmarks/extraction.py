"""Abstracts a second on one core: the whole pipeline beside a bare spaCy tokenizer, tok2vec and ner of the same size.

    python benchmarks/extraction.py ../shared/corpus/dev.jsonl

Prints both speeds and their ratio, measured in turns in one run. Limits: 60 abstracts a second, ratio 0.6.
The bare pipeline is spaCy's own, with the tagger's width, depth and vectors, and weights as they are initialised:
they do not change how much there is to compute.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import spacy  # noqa: E402
from spacy.training import Example  # noqa: E402

from extract.annotations import read_annotations  # noqa: E402
from extract.ontology import LABELS  # noqa: E402
from extract.paper import Paper  # noqa: E402
from extract.pipeline import extract_records, load_pipeline  # noqa: E402

LIMIT = 60.0
RATIO = 0.6


def bare_pipeline(texts):
    """spaCy's tokenizer, tok2vec and ner, as wide and deep as the tagger, over the same floret vectors."""
    full = load_pipeline()
    sizes = full.get_pipe("mention_tagger").sizes
    nlp = spacy.blank("en")
    nlp.vocab.vectors = full.vocab.vectors
    config = {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": sizes.width,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                    "rows": list(sizes.rows),
                    "include_static_vectors": True,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": sizes.width,
                    "depth": len(sizes.dilations),
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        }
    }
    ner = nlp.add_pipe("ner", config=config)
    for label in LABELS:
        ner.add_label(label)
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc(text), {"entities": []}) for text in texts[:20]])
    return nlp


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "abstracts", type=Path, help="annotated abstracts (JSON lines); only their texts are read"
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = read_annotations(options.abstracts)
    papers = [Paper(str(row["id"]), row["title"], row["abstract"]) for row in rows]
    texts = [paper.text for paper in papers]
    bare = bare_pipeline(texts)

    def whole():
        for _ in extract_records(papers):
            pass

    def plain():
        for _ in bare.pipe(texts, batch_size=64):
            pass

    whole()
    plain()
    speeds, ratios = [], []
    for _ in range(options.rounds):
        seconds = []
        for run in (whole, plain):
            start = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - start)
        speeds.append(len(papers) / seconds[0])
        ratios.append(seconds[1] / seconds[0])
        print(
            f"whole {len(papers) / seconds[0]:.1f}/s, bare {len(papers) / seconds[1]:.1f}/s, ratio {ratios[-1]:.2f}"
        )
    speed, ratio = statistics.median(speeds), statistics.median(ratios)
    print(
        f"median: {speed:.1f} abstracts a second (limit {LIMIT:.0f}), {ratio:.2f} of the bare pipeline (limit {RATIO})"
    )
    return 0 if speed >= LIMIT and ratio >= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
