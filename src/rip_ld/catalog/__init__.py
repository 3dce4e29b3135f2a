"""The questions that the site asks of the store, answered in small dataclasses."""

from rip_ld.catalog.catalog import Catalog
from rip_ld.catalog.model import Branch, Group, Link, Property, Resource, Shelf, Text

__all__ = ["Branch", "Catalog", "Group", "Link", "Property", "Resource", "Shelf", "Text"]
