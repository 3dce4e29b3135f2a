"""The web: Flask behind a thin asynchronous front."""
