"""Training of the shipped pipeline: ``python -m extract.training --help``. Needs the ``train`` extra."""
