"""Honest evaluation: what changed, by how much, and how sure that is. Never by itself why."""
