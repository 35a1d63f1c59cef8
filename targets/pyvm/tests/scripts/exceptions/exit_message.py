"""raise SystemExit with a text: printed to stderr, status 1."""

print("before")
raise SystemExit("stopping: nothing to do")
