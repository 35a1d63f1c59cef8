"""product, permutations, combinations, groupby."""

from itertools import product, permutations, combinations, combinations_with_replacement, groupby

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=3)), list(product()), list(product("ab", [])), len(list(product(range(3), repeat=4))), list(product("ab", "c", repeat=2)))
print(list(permutations([1, 2, 3])), list(permutations("abc", 2)), list(permutations([], 0)), list(permutations("ab", 3)), len(list(permutations(range(6)))), list(permutations("ab", 0)))
print(list(combinations("abcd", 2)), list(combinations(range(4), 3)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("ab", 3)))
for key, group in groupby("aaabbcaa"):
    print(key, list(group), end=" ")
print()
words = ["apple", "avocado", "bean", "beet", "cherry", "corn", "almond"]
print([(k, list(g)) for k, g in groupby(words, key=lambda w: w[0])], {k: len(list(g)) for k, g in groupby(sorted(words, key=len), len)})
groups = groupby([1, 1, 2, 2, 3])
k1, g1 = next(groups)
k2, g2 = next(groups)
print(k1, list(g1), k2, list(g2), [k for k, _ in groups])
print([k for k, g in groupby([])], [(k, len(list(g))) for k, g in groupby([1, 1.0, True, 2])])
print(["".join(p) for p in permutations("abc")], sum(1 for a, b, c in combinations(range(1, 30), 3) if a * a + b * b == c * c), [sum(c) for c in combinations([1, 2, 3], 2)])
dice = {}
for a, b in product(range(1, 7), repeat=2):
    dice[a + b] = dice.get(a + b, 0) + 1
print(dice)
print(max(permutations([3, 1, 2])), sorted(set(permutations("aab"))), len(list(combinations(range(20), 4))))
try:
    list(permutations("ab", -1))
except ValueError as e:
    print("ValueError:", e)
