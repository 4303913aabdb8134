"""The rules of organisations, their people and the charter."""
