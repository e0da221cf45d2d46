"""The version of the code; the data has its own (``data/VERSION``)."""

__version__ = "0.1.0"
