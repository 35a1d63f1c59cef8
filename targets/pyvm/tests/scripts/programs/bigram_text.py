"""Statistics of a text: words, letters, sentences, bigrams, a concordance, readability, a histogram."""

text = """It was a bright cold day in April, and the clocks were striking thirteen. The hallway smelt of
boiled cabbage and old rag mats. At one end of it a coloured poster, too large for indoor display, had been tacked
to the wall. It was no use trying the lift; even at the best of times it was seldom working!"""
sentences = [s.strip() for s in text.replace("\n", " ").replace("!", ".").split(".") if s.strip()]
words = "".join(c.lower() if c.isalpha() or c.isspace() else " " for c in text).split()
print(len(text), len(sentences), len(words), len(set(words)), sum(map(len, words)) / len(words), max(words, key=len), min(len(s.split()) for s in sentences))
freq = {}
for w in words:
    freq[w] = freq.get(w, 0) + 1
for w, n in sorted(freq.items(), key=lambda x: (-x[1], x[0]))[:6]:
    print(f"{w:<8}{n:>3} {'#' * n}")
letters = {}
for c in text.lower():
    if "a" <= c <= "z":
        letters[c] = letters.get(c, 0) + 1
print("".join(sorted(letters, key=lambda c: (-letters[c], c))), [c for c in "abcdefghijklmnopqrstuvwxyz" if c not in letters])
bigrams = {}
for a, b in zip(words, words[1:]):
    bigrams.setdefault(a, []).append(b)
print({k: v for k, v in sorted(bigrams.items()) if len(v) > 1})
width = max(map(len, (w for w in words if len(w) > 6)))
for i, w in enumerate(words):
    if w == "it":
        print(f"{' '.join(words[max(0, i - 3):i]):>{width + 15}} [{w}] {' '.join(words[i + 1:i + 4])}")
lengths = [0] * 12
for w in words:
    lengths[len(w)] += 1
top = max(lengths)
for level in range(top, 0, -4):
    print("".join("█" if n >= level else " " for n in lengths))
print("".join(str(n % 10) for n in range(12)))
vowels = lambda w: max(1, sum(a in "aeiouy" and b not in "aeiouy" for a, b in zip(w, w[1:] + " ")))
print(sum(map(vowels, words)), f"{206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(vowels, words)) / len(words):.3f}")
index = {}
for n, line in enumerate(text.splitlines(), 1):
    for w in set("".join(c if c.isalpha() else " " for c in line.lower()).split()):
        index.setdefault(w, []).append(n)
print({w: l for w, l in sorted(index.items()) if len(l) > 1})
lines, line = [], ""
for w in text.split():
    if len(line) + len(w) + 1 > 40:
        lines.append(line)
        line = w
    else:
        line = f"{line} {w}".strip()
print("\n".join(f"|{l:^40}|" for l in lines + [line]))
pig = lambda w: w + "way" if w[0] in "aeiou" else w[1:] + w[0] + "ay"
print(" ".join(map(pig, words[:8])), "".join(w[0] for w in words[:12]).upper(), words[::-9])
