"""``python -m extract.training``: every stage of training, each resumable; ``all`` runs them in their order."""

import hashlib
import json
import lzma
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
import numpy as np
import srsly
import torch
from rich.console import Console
from spacy.language import Language
from spacy.vectors import Vectors

from extract.annotations import Record, read_annotations, text_of
from extract.components.structure import paper_mentions
from extract.components.tokenizer import token_offsets
from extract.lexicon import SurfaceLexicon
from extract.network import Weights, places
from extract.pipeline import load_pipeline
from extract.training import assemble, reading
from extract.training.abbreviations import write_known_abbreviations
from extract.training.corpus import tag_document
from extract.training.encoder import export_weights
from extract.training.fitting import fit_mentions, fit_structure
from extract.training.relabel import relabel
from extract.training.structure import (
    StructureExample,
    StructureModule,
    make_tokenizer,
    predicted_example,
    structure_example,
    with_states,
)
from extract.training.structure import train as train_structure
from extract.training.surfaces import count_annotated, count_tagged
from extract.training.tagger import Lexicon, TaggerModule, make_example
from extract.training.tagger import train as train_tagger
from extract.training.vectors import train_vectors, write_words
from extract.weights import load_weights, save_weights

T = TypeVar("T")

console = Console(stderr=True, highlight=False)
READ = "read.msgpack"
PATTERNS = Path(__file__).parent.parent / "patterns"


@dataclass(frozen=True)
class Setting:
    """Where things are.

    Attributes:
        corpus: folder with ``train*.jsonl.xz`` (annotated) and ``arxiv-abstracts.jsonl.xz`` (not annotated).
        work: folder for checkpoints and intermediate files.
        held_out: number of the last papers of ``train.jsonl.xz`` that no network sees: surfaces, confidences and
            thresholds are fitted on them.
        base: a trained pipeline that lends what the work folder lacks: word vectors, tagger, gazetteer.
    """

    corpus: Path
    work: Path
    held_out: int
    base: Path | None = None

    def whole(self) -> list[Record]:
        """Papers annotated whole, for training."""
        return read_annotations(self.corpus / "train.jsonl.xz")[: -self.held_out]

    def kept(self) -> list[Record]:
        """Papers that are held out."""
        return read_annotations(self.corpus / "train.jsonl.xz")[-self.held_out :]

    def entities(self) -> list[Record]:
        """All papers with annotated entities, for training."""
        return self.whole() + read_annotations(self.corpus / "train-entities.jsonl.xz")

    def vectors(self) -> Vectors:
        """The floret vectors."""
        path = self.work / "words.floret"
        return (
            assemble.read_floret(path) if self.base is None or path.exists() else self._lender().vocab.vectors
        )

    def tagger(self) -> Weights:
        """The trained tagger."""
        path = self.work / "tagger.npz"
        if self.base is None or path.exists():
            return load_weights(path)
        return assemble.component(self._lender(), "mention_tagger").weights

    def gazetteer(self) -> SurfaceLexicon:
        """How the teacher tagged surfaces; counted once."""
        path = self.work / "gazetteer.npz"
        if self.base is not None and not (self.work / "labelled.npy").exists():
            return assemble.component(self._lender(), "mentions").gazetteer
        if not path.exists():
            count_tagged(_labelled(self)).save(path)
        return SurfaceLexicon.load(path)

    def _lender(self) -> Language:
        assert self.base is not None
        return load_pipeline(self.base)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("../shared/corpus"),
    show_default=True,
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("training-work"),
    show_default=True,
    help="Checkpoints and intermediate files.",
)
@click.option(
    "--held-out",
    default=600,
    show_default=True,
    help="Papers kept from training for confidences and thresholds.",
)
@click.option("--threads", default=2, show_default=True)
@click.option(
    "--base",
    type=click.Path(path_type=Path, exists=True),
    help="A trained pipeline that lends the word vectors, the tagger and the gazetteer that --work lacks.",
)
@click.pass_context
def main(
    context: click.Context, corpus: Path, work: Path, held_out: int, threads: int, base: Path | None
) -> None:
    """Train the pipeline of the project; every stage goes on where it was stopped."""
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    context.obj = Setting(corpus, work, held_out, base)


@main.command()
@click.pass_obj
def abbreviations(setting: Setting) -> None:
    """Count known abbreviations over the annotated alias pairs."""
    write_known_abbreviations(setting.entities() + setting.kept(), PATTERNS / "abbreviations.json")


@main.command()
@click.option("--width", default=96, show_default=True)
@click.option("--rows", default=30_000, show_default=True)
@click.option("--epochs", default=8, show_default=True)
@click.pass_obj
def vectors(setting: Setting, width: int, rows: int, epochs: int) -> None:
    """Floret vectors of all abstracts."""
    words = setting.work / "words.txt"
    names = ("arxiv-abstracts.jsonl.xz", "train.jsonl.xz", "train-entities.jsonl.xz")
    write_words([setting.corpus / name for name in names], words)
    train_vectors(
        words,
        setting.work / "words.floret",
        width=width,
        rows=rows,
        epochs=epochs,
        threads=torch.get_num_threads(),
    )


@main.command()
@click.option("--epochs", default=2.0, show_default=True)
@click.option("--learning-rate", default=2.5e-4, show_default=True)
@click.pass_obj
def teacher(setting: Setting, epochs: float, learning_rate: float) -> None:
    """Fine-tune the teacher."""
    from extract.training.teacher import train_teacher

    trained = train_teacher(
        [tag_document(record) for record in setting.entities()],
        epochs=epochs,
        pieces=5400,
        learning_rate=learning_rate,
        checkpoint=setting.work / "teacher.ckpt",
        log=console.print,
    )
    torch.save(trained.state_dict(), setting.work / "teacher.pt")


def _unlabelled(setting: Setting, first: int, count: int) -> list[str]:
    """Abstracts that nobody annotated, from an order that does not depend on the file's."""
    known = {record["id"] for record in setting.entities() + setting.kept()}
    dev = setting.corpus / "dev.jsonl"
    known |= {record["id"] for record in read_annotations(dev)} if dev.exists() else set()
    with lzma.open(setting.corpus / "arxiv-abstracts.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: text_of(row) for row in map(json.loads, lines) if row["id"] not in known}
    names = sorted(texts, key=lambda name: hashlib.md5(name.encode()).hexdigest())
    return [texts[name] for name in names[first : first + count]]


@main.command()
@click.option("--papers", default=20_000, show_default=True)
@click.option("--first", default=0, show_default=True, help="Number of the first abstract.")
@click.option(
    "--pipeline",
    type=click.Path(path_type=Path, exists=True),
    help="A finished pipeline that labels instead of the teacher.",
)
@click.pass_obj
def label(setting: Setting, papers: int, first: int, pipeline: Path | None) -> None:
    """Let the teacher, or a finished pipeline, label abstracts that nobody annotated."""
    texts = _unlabelled(setting, first, papers)
    if pipeline is not None:
        read = zip(*_counted(relabel(load_pipeline(pipeline), texts), len(texts)), strict=True)
        words, made = (list(column) for column in read)
    else:
        from extract.training.teacher import Teacher, label

        trained = Teacher()
        trained.load_state_dict(torch.load(setting.work / "teacher.pt"))
        words = [[text[start:end] for start, end in token_offsets(text)] for text in texts]
        made = [np.zeros(0)] * len(words)
        for index, logs in _counted(label(trained, words), len(words)):
            made[index] = logs
    np.save(setting.work / "labelled.npy", np.concatenate(made))
    srsly.write_jsonl(setting.work / "labelled.jsonl", words)


def _counted(rows: Iterable[T], total: int) -> Iterator[T]:
    """The rows, with a line of progress now and then."""
    for done, row in enumerate(rows):
        if done % 2000 == 0:
            console.print(f"labelled {done}/{total}")
        yield row


def _labelled(setting: Setting) -> Iterator[tuple[list[str], np.ndarray]]:
    """Words and the teacher's log probabilities of the abstracts that it labelled, if there are any."""
    path = setting.work / "labelled.npy"
    if path.exists():
        logs, at = np.load(path, mmap_mode="r"), 0
        for words in srsly.read_jsonl(setting.work / "labelled.jsonl"):
            yield words, logs[at : at + len(words)]
            at += len(words)


@main.command()
@click.option("--steps", default=4000, show_default=True)
@click.option("--tokens", default=8000, show_default=True, help="Tokens in a step.")
@click.option("--learning-rate", default=4e-3, show_default=True)
@click.option(
    "--gold-weight", default=1, show_default=True, help="How often an annotated abstract counts in a pass."
)
@click.option("--go-on", is_flag=True, help="Go on with the tagger of --work, else of --base.")
@click.pass_obj
def tagger(
    setting: Setting, steps: int, tokens: int, learning_rate: float, gold_weight: int, go_on: bool
) -> None:
    """Train the tagger, on the annotated abstracts and on those that were labelled."""
    vectors = setting.vectors()
    sizes = assemble.component(assemble.blank_pipeline(vectors), "mention_tagger").sizes
    lexicon = Lexicon(sizes, vectors)
    gold = [
        make_example(lexicon, document.words, tags=document.tags)
        for document in map(tag_document, setting.entities())
    ]
    labelled = [make_example(lexicon, words, soft=logs) for words, logs in _labelled(setting)]
    examples = gold * gold_weight + labelled
    lexicon.finish()
    console.print(
        f"{len(gold)} annotated abstracts, {len(examples)} examples, {len(lexicon.known)} distinct words"
    )
    torch.manual_seed(1)
    module = TaggerModule(sizes, vectors.shape[1])
    if go_on:
        module.load_state_dict({key: torch.from_numpy(value) for key, value in setting.tagger().items()})
    module = train_tagger(
        module,
        lexicon,
        examples,
        steps=steps,
        tokens=tokens,
        learning_rate=learning_rate,
        checkpoint=setting.work / ("tagger-on.ckpt" if go_on else "tagger.ckpt"),
        log=console.print,
    )
    save_weights(setting.work / "tagger.npz", export_weights(module))


@main.command()
@click.option("--epochs", default=8, show_default=True)
@click.option("--papers", default=24, show_default=True, help="Papers in a step.")
@click.option("--learning-rate", default=3e-3, show_default=True)
@click.option(
    "--pipeline",
    type=click.Path(path_type=Path, exists=True),
    help="Add the annotated papers with the mentions that this pipeline finds in them.",
)
@click.option("--go-on", is_flag=True, help="Go on with the trained reader.")
@click.option("--seed", default=1, show_default=True)
@click.pass_obj
def structure(
    setting: Setting,
    epochs: int,
    papers: int,
    learning_rate: float,
    pipeline: Path | None,
    go_on: bool,
    seed: int,
) -> None:
    """Train the reader of structure: roles, relations, results; also on what the stage "read" has left."""
    vectors = setting.vectors()
    nlp = assemble.blank_pipeline(vectors)
    assemble.set_tagger(nlp, setting.tagger())
    sizes = assemble.component(nlp, "structure").sizes
    lexicon = Lexicon(sizes.encoder, vectors)
    tokenizer = make_tokenizer()
    records = setting.whole()
    examples = [example for record in records if (example := structure_example(record, tokenizer))]
    if (setting.work / READ).exists():
        examples += reading.load(setting.work / READ)
        console.print(f"{len(examples)} examples with those that others have read")
    examples = with_states(examples, assemble.component(nlp, "mention_tagger"))
    if pipeline is not None:
        examples += _predicted(pipeline, records)
        console.print(f"{len(examples)} examples with the pipeline's mentions")
    words = [lexicon.numbers(example.paper.words) for example in examples]
    place = [places(example.paper.words) for example in examples]
    lexicon.finish()
    torch.manual_seed(seed)
    module = StructureModule(sizes, vectors.shape[1])
    if go_on:
        trained = load_weights(setting.work / "structure.npz")
        module.load_state_dict({key: torch.from_numpy(value) for key, value in trained.items()})
    module = train_structure(
        module,
        lexicon,
        examples,
        words,
        place,
        epochs=epochs,
        papers=papers,
        learning_rate=learning_rate,
        checkpoint=setting.work / ("structure-on.ckpt" if go_on else f"structure-{seed}.ckpt"),
        log=console.print,
        seed=seed,
    )
    save_weights(setting.work / "structure.npz", export_weights(module))


@main.command()
@click.argument("pipelines", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--papers", default=20_000, show_default=True)
@click.option("--first", default=0, show_default=True, help="Number of the first abstract.")
@click.pass_obj
def read(setting: Setting, pipelines: tuple[Path, ...], papers: int, first: int) -> None:
    """Let finished pipelines together read abstracts that nobody annotated; mentions are those of the first."""
    texts = _unlabelled(setting, first, papers)
    examples = reading.read_structure([load_pipeline(pipeline) for pipeline in pipelines], texts)
    reading.save(_counted(examples, len(texts)), setting.work / READ)


def _predicted(pipeline: Path, records: list[Record]) -> list[StructureExample]:
    """Annotated papers with the mentions that a pipeline finds in them."""
    nlp = load_pipeline(pipeline)
    tokenizer = make_tokenizer()
    examples = []
    with nlp.select_pipes(disable=["structure"]):
        docs = nlp.pipe([text_of(record) for record in records])
        for number, (record, doc) in enumerate(zip(records, docs, strict=True)):
            example = predicted_example(record, paper_mentions(doc)[0], tokenizer)
            if example is not None:
                examples.append(example)
            if number % 1000 == 0:
                console.print(f"read {number}/{len(records)}")
    return examples


@main.command("fit")
@click.option("--output", type=click.Path(path_type=Path), default=Path("extract/model"), show_default=True)
@click.pass_obj
def fit(setting: Setting, output: Path) -> None:
    """Train the judge of surfaces, fit confidences and thresholds on the held-out papers, and write the pipeline."""
    kept = setting.kept()
    random.Random(1).shuffle(kept)
    vectors, tags = setting.vectors(), setting.tagger()
    nlp = assemble.blank_pipeline(vectors)
    assemble.set_tagger(nlp, tags)
    lexicon, gazetteer = count_annotated(setting.entities()), setting.gazetteer()
    judge = fit_mentions(nlp, lexicon, gazetteer, kept, console.print)
    assemble.set_mentions(nlp, judge, lexicon, gazetteer)
    reader = load_weights(setting.work / "structure.npz") | assemble.uncalibrated()
    reader |= fit_structure(nlp, reader, kept, console.print)
    # a fresh pipeline, so that no word of the corpus is left in its string store
    shipped = assemble.blank_pipeline(vectors)
    assemble.set_tagger(shipped, tags)
    assemble.set_mentions(shipped, judge, lexicon, gazetteer)
    assemble.set_structure(shipped, reader)
    assemble.write(shipped, output)


@main.command("all")
@click.option("--output", type=click.Path(path_type=Path), default=Path("extract/model"), show_default=True)
@click.pass_context
def everything(context: click.Context, output: Path) -> None:
    """All stages in their order, with their default settings; most of a day on a laptop."""
    work = context.obj.work
    for stage in (abbreviations, vectors, teacher, label, tagger):
        console.print(f"Stage {stage.name}")
        context.invoke(stage)
    readers = (work / "reader-1", work / "reader-2")
    for seed, reader in enumerate(readers, 1):
        console.print(f"Stage structure, reader {seed}")
        context.invoke(structure, seed=seed)
        context.invoke(fit, output=reader)
    console.print("The second round: what the first has made labels and reads more abstracts")
    second = work / "second"
    context.invoke(label, pipeline=readers[0], first=20_000, papers=40_000)
    context.invoke(tagger, go_on=True, steps=1600, learning_rate=1.5e-3, gold_weight=2)
    context.invoke(fit, output=second)
    context.invoke(read, pipelines=readers, papers=24_000)
    context.invoke(structure, seed=3, epochs=2, pipeline=second)
    context.invoke(fit, output=second)
    console.print(
        "The third round: all readers together read still more abstracts for the one that users get"
    )
    context.invoke(read, pipelines=(second, *readers), papers=38_000)
    context.invoke(structure, seed=4, epochs=2, pipeline=second)
    context.invoke(fit, output=output)


if __name__ == "__main__":
    main()
