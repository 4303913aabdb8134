"""Listening without a browser."""
