"""Being heard: stories without a name, answers to them, and what changed."""
