print("first", __name__)
value = 10
