"""Resolution across papers: which mentions are one thing, and the graph that follows."""
