"""The graph in formats that other tools open; one module a format, found by its name.

A module has ``SUFFIX`` (the ending of its file; empty when it writes a folder) and
``write(graph: Graph, path: Path) -> None``; its docstring is what ``kg export`` says about it. With
``WITH_RECORDS = True`` its ``write`` takes the extraction records as a third argument.
"""
