"""The pages on which words are edited."""
