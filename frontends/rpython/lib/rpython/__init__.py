"""What RPython programs import. Works on plain Python 3 and on the translator's embedded Python."""
