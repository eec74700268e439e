"""Reports: a list of notebooks with their parameters, run and published whole or not at all."""
