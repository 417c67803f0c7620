"""The report: a graph, or what it holds about one topic, as one offline HTML page and as Markdown."""
