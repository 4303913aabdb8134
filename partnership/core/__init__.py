"""What every room stands on: the log, refusals, letters, the pack, layouts and components."""
