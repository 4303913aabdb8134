"""The Action that every part can raise: who does what by when, and what it serves."""
