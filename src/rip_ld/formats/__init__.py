"""The formats table: one row gives a format its name, address, media type, and writer, everywhere at once."""

from rip_ld.formats.table import DATA, DOCUMENTS, DUMPS, FORMATS, HTML, Format
from rip_ld.formats.writers import Serialisation, Unwritable

__all__ = ["DATA", "DOCUMENTS", "DUMPS", "FORMATS", "HTML", "Format", "Serialisation", "Unwritable"]
