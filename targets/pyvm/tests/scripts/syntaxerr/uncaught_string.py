a = 1
b = "not closed
c = 3
