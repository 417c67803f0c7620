"""The query templates as saved scripts of Neo4j Browser."""

import zipfile
from pathlib import Path

import queries

_FIRST_DAY = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest date a zip file can hold: the same templates, the same bytes


def write_scripts(path: Path) -> None:
    """Write a zip file with one folder a topic; Neo4j Browser names each script by its first line.

    The folder ``kg - graphs`` holds those that draw a graph.
    """
    scripts = [("graphs", template) for template in queries.browser_templates().values()]
    scripts += [(template.topic, template) for template in queries.templates().values()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, template in scripts:
            entry = zipfile.ZipInfo(f"kg - {folder}/{template.name}.cypher", _FIRST_DAY)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, template.text)
