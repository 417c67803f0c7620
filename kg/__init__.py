"""Resolves extraction records into a graph, stores it, analyses and shows it."""
