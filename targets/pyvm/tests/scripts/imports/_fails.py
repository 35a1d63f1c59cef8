"""A module whose body raises."""

before = 1
raise ValueError("the module fails")
