"""Pancake flipping: over all permutations of n numbers, how often must the first k be reversed (k the first number) until 1 is in
front? The checksum is an alternating sum of these counts, and the largest."""

import sys


def fannkuch(n):
    permutation = list(range(n))
    counts = [0] * n
    remaining = n
    sign = 1
    checksum = 0
    largest = 0
    while True:
        while remaining > 1:
            counts[remaining - 1] = remaining
            remaining -= 1
        first = permutation[0]
        if first:
            flips = 0
            pancakes = permutation[:]
            while first:
                low, high = 1, first - 1
                while low < high:
                    pancakes[low], pancakes[high] = pancakes[high], pancakes[low]
                    low += 1
                    high -= 1
                flips += 1
                pancakes[first], first = first, pancakes[first]
            if flips > largest:
                largest = flips
            checksum += sign * flips
        sign = -sign
        while True:
            remaining += 1
            if remaining > n:
                return checksum, largest
            moved = permutation[0]
            for i in range(remaining - 1):
                permutation[i] = permutation[i + 1]
            permutation[remaining - 1] = moved
            counts[remaining - 1] -= 1
            if counts[remaining - 1] > 0:
                remaining -= 1
                break


def main(n):
    checksum, largest = fannkuch(n)
    print("fannkuch %d %d" % (checksum, largest))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
