"""What listening does from a command line."""
