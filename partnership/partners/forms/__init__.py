"""The forms of organisations, their people and the charter."""
