"""Workstreams, announcements, where we are, and opportunities to work together."""
