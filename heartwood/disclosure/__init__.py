"""Disclosure control: what may be shown of answers given without a name, and the attacker who tries it."""
