"""The library of RPython programs, with the names and meaning that it has in PyPy."""
