"""Extraction records, as ``kg extract`` writes them: papers that were read and extracted before."""

from collections.abc import Mapping
from typing import Any

from extract.record import ExtractionRecord
from extract.sources.base import RecordError


class ExtractionRecords:
    """Objects in the format of :mod:`extract.record`."""

    name = "extraction records"

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """By the version and the mentions."""
        return "version" in record and "mentions" in record

    def read(self, record: Mapping[str, Any]) -> ExtractionRecord:
        """The record of one object."""
        try:
            return ExtractionRecord.from_dict(dict(record))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RecordError(f"not a usable extraction record: {error}") from error
