"""Methods that ask about characters, and those that change their case."""

tests = ["", "a", "A", "1", " ", "abc", "ABC", "aBc", "Abc Def", "abc1", "123", "12.5", "a b", "_x", "1a", "\t\n", "if", "Hello World", "hELLO", "it's", "ab\n", "3rd", "x-y"]
for s in tests:
    print(repr(s), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isprintable(), s.isdecimal(), s.isnumeric(), s.isascii())
for s in tests:
    print(repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.capitalize()), repr(s.swapcase()), repr(s.casefold()))
print("they're bill's friends".title(), "x1y2z3".title(), "aBC dEF".capitalize(), "ÉCOLE".lower(), "ß".upper(), "ß".casefold(), "ǆ".title())
