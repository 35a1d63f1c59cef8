"""Tables laid out with every kind of formatting."""

rows = [("apple", 3, 0.5, True), ("banana", 12, 0.25, False), ("cherry", 150, 12.125, True), ("date", 0, 1000.0, False)]
print("%-10s|%5s|%10s|%s" % ("name", "count", "price", "fresh"))
print("-" * 10 + "+" + "-" * 5 + "+" + "-" * 10 + "+" + "-" * 5)
for name, count, price, fresh in rows:
    print("%-10s|%5d|%10.2f|%s" % (name, count, price, fresh))
for name, count, price, fresh in rows:
    print("{:<10}|{:>5}|{:>10.3f}|{!s:^7}|".format(name, count, price, fresh))
for name, count, price, fresh in rows:
    print(f"{name:.^12}|{count:05d}|{price:+10.1e}|{'yes' if fresh else 'no':>4}|{count * price:,.2f}")
widths = [max(len(str(row[i])) for row in rows) for i in range(4)]
for row in rows:
    print(" ".join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w) for i, (cell, w) in enumerate(zip(row, widths))))
for i in range(1, 13):
    print("".join(f"{i * j:4}" for j in range(1, 13)))
total = sum(c * p for _, c, p, _ in rows)
print(f"total: {total:>12,.2f}", f"{total!r:>12}", f"{'average':>8}: {total / len(rows):.4f}")
