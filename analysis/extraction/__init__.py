"""One Article → rows. Pure functions, one article at a time, no I/O."""
