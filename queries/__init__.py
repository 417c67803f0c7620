"""The library of Cypher templates, one ``.cypher`` file each."""
