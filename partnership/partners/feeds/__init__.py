"""What programs and spreadsheets take from organisations, their people and the charter."""
