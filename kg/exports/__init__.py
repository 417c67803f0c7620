"""Files that other tools open, one format a module."""
