"""Words on the command line -> one journey -> streams and exit code."""
