"""What calendars and programs take from the academy."""
