value = 3
value + 1 = 4
