"""The package of extraction: from text to extraction records. It knows nothing of graphs or stores."""
