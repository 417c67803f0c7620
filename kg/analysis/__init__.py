"""Analysis of the entity graph with NetworkX, one question a module."""
