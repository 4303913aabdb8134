"""What the Makefile calls. Only the standard library: these run before anything is installed."""
