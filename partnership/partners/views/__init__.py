"""The views of organisations, their people and the charter."""
