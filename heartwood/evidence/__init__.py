"""Evidence: from a publisher's file to an estimate."""
