"""People, and the few rows that stand for no single person."""
