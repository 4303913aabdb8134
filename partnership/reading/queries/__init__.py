"""What is shown of reading."""

from partnership.reading.queries.needs import needs

__all__ = ["needs"]
