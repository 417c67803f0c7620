"""``kg evaluate``: how good the extraction is, on annotated abstracts."""

import json
from pathlib import Path

import click

from kg.cli.output import messages, print_rows
from kg.errors import UserError


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--records",
    type=click.Path(path_type=Path),
    help="Extraction records to evaluate; without it the shipped pipeline reads the gold abstracts.",
)
@click.option(
    "--confusions", default=10, show_default=True, help="How many of the most frequent confusions to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(gold: Path, records: Path | None, confusions: int, as_json: bool) -> None:
    """Precision, recall and F1 of extraction on GOLD, annotated abstracts as JSON lines.

    The README of extract/training describes the format.

    Example: kg evaluate annotations.jsonl
    """
    from extract.annotations import read_annotations
    from extract.evaluation import evaluate
    from extract.paper import Paper
    from extract.pipeline import extract_records
    from extract.record import ExtractionRecord

    try:
        rows = read_annotations(gold)
        papers = [
            Paper(str(row["id"]), row["title"], row["abstract"])
            for row in rows
            if row["entities"] is not None
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{gold} is not a file of annotated abstracts (JSON lines): {error}") from error
    if not rows:
        raise UserError(f"{gold} has no annotated abstracts")
    if records is None:
        with messages.status(f"Extracting from {len(papers)} abstracts"):
            predicted = list(extract_records(papers))
    else:
        try:
            with records.open(encoding="utf-8") as lines:
                predicted = [ExtractionRecord.from_dict(json.loads(line)) for line in lines if line.strip()]
        except (OSError, ValueError) as error:
            raise UserError(f"{records} is not a file of extraction records: {error}") from error
    result = evaluate(rows, predicted)
    figures = [
        (name, round(f.precision, 4), round(f.recall, 4), round(f.f1, 4), f.right, f.predicted, f.gold)
        for name, f in result.figures.items()
    ]
    columns = ("figure", "precision", "recall", "f1", "right", "predicted", "gold")
    calibration = {name: round(value.error(), 4) for name, value in result.calibration.items()}
    confused = [
        (kind, wanted, found, count)
        for kind, counter in result.confusions.items()
        for (wanted, found), count in counter.most_common(confusions)
    ]
    if as_json:
        document = {
            "figures": [dict(zip(columns, row, strict=True)) for row in figures],
            "calibration_error": calibration,
            "confusions": [
                dict(zip(("kind", "gold", "predicted", "count"), row, strict=True)) for row in confused
            ],
            "missing_papers": len(result.missing),
        }
        click.echo(json.dumps(document, indent=1))
        return
    print_rows(columns, figures, title=f"{len(rows)} papers")
    print_rows(("confidence of", "expected calibration error"), list(calibration.items()))
    print_rows(("kind", "gold", "predicted", "count"), confused, title="Most frequent confusions")
    if result.missing:
        messages.print(f"{len(result.missing)} papers have no prediction, for example {result.missing[0]}")
