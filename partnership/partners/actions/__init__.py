"""The actions of organisations, their people and the charter."""
