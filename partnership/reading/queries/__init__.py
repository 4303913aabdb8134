"""What is shown of reading: what waits for somebody, and whether its pages are for them. The rest stands by its part."""

from partnership.reading.queries.needs import has_a_part, needs, plans

__all__ = ["has_a_part", "needs", "plans"]
