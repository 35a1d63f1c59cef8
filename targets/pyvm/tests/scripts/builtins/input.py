"""input() and sys.stdin."""

import sys

name = input()
age = int(input("age? "))
print(f"{name} is {age}")
print(repr(input("> ")))
print(repr(sys.stdin.readline()))
numbers = [int(x) for x in input().split()]
print(sum(numbers), numbers)
for i, line in enumerate(sys.stdin):
    print(i, repr(line))
    if i == 1:
        break
print(sys.stdin.read().split("\n"))
try:
    input()
except EOFError as e:
    print("EOFError:", e)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
