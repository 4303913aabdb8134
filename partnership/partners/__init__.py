"""Organisations, the people who belong to them, who may do what, and the charter that they sign."""
