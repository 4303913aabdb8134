"""Trained readers: whatever is told in confidence is read here first."""
