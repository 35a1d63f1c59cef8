"""Methods of bytes, like those of str."""

b = b"  Hello, World  "
print(b.strip(), b.lstrip(), b.rstrip(), b.lower(), b.upper(), b.swapcase(), b.title(), b.strip().capitalize())
print(b"a,b,,c".split(b","), b"a b  c".split(), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc".splitlines(), b",".join([b"x", b"y", b"z"]), b"k=v".partition(b"="), b"a=b=c".rpartition(b"="))
print(b"abcabc".replace(b"b", b"XX"), b"abcabc".replace(b"b", b"", 1), b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"bc")), b"abc".startswith(b"b", 1))
print(b"abc".center(7, b"*"), b"abc".ljust(5) + b"|", b"abc".rjust(5), b"-42".zfill(5), b"a\tb".expandtabs(4))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" \n".isspace(), b"ABC".isupper(), b"abc".islower(), b"".isalpha(), b"\xe9".isalpha())
print(b"hello".translate(bytes(range(256))), b"hello".translate(None, b"l"), bytes.maketrans(b"ab", b"xy")[97:99], b"banana".translate(bytes.maketrans(b"an", b"on")))
print(b"prefix_x".removeprefix(b"prefix_"), b"x.py".removesuffix(b".py"), b"aXbXc".find(b"X", 2), b"aXbXc".rfind(b"X", 0, 3), b"aaa".count(b"aa"))
text = "naïve café"
data = text.encode()
print(data, len(text), len(data), data.decode() == text, data[:3], data.decode("latin-1"), text.encode("latin-1"))
checksum = 0
for byte in data * 10:
    checksum = (checksum * 31 + byte) & 0xffff
print(checksum, sum(data) % 256, bytes(c ^ 0x20 for c in b"HeLLo"), bytes(sorted(b"banana")), bytes(c for c in data if c < 128))
print(int.from_bytes(b"\x01\x02\x03", "big"), (66051).to_bytes(3, "big"), bytes((1, 2)), bytes(bytes(2)))
