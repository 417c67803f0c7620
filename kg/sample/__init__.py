"""The sample that the package ships."""
