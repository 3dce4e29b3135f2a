"""The store: the port that the program reads through, and its adapters."""

from rip_ld.store.port import Row, Store, StoreError, StoreTimeout, noted

__all__ = ["Row", "Store", "StoreError", "StoreTimeout", "noted"]
