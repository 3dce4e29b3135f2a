"""Publish a folder of Turtle files as linked data: pages, formats, dumps and a SPARQL endpoint."""

__version__ = "0.1.0"
