"""The collectors of MMTk: each plan is a module."""
