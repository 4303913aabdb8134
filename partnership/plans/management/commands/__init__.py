"""Commands; each only calls an action."""
