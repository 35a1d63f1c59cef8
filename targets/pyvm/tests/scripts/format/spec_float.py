"""Format specifications of floats."""

values = (0.0, 1.0, -2.5, 3.14159265, 1e10, 1.5e-7, 123456789.123, 1e22, 0.5)
for spec in ("", "f", ".0f", ".1f", ".3f", "10.2f", "<10.2f", "^10.2f", "010.2f", "+.2f", " .2f", "*^12.1f", "e", ".0e", ".2e", "E", "g", ".3g", ".10g", "G", "%", ".0%", ".2%",
             ",", ",.2f", "_.2f", "15,.1f", "=+10.1f", "#.0f", "#.3g", ".3", ".1", "10", "<10", "n"):
    print(repr(spec), [format(x, spec) for x in values])
print("{:.2f} {:.2f} {:.2f} {:.2f}".format(2.675, 1.005, 0.125, 0.375), "{:.0f} {:.0f} {:.0f}".format(0.5, 1.5, 2.5))
print("{:.20f}".format(0.1), "{:.30f}".format(1 / 3), "{:.15g}".format(0.1), "{:.17g}".format(0.1), "{:.25g}".format(1e25))
print("{:.1f}".format(-0.04), "{:.1f}".format(-0.0), "{:+.1f}".format(0.0), "{:5.1f}|{:<7.1f}|".format(99.95, 99.94))
print("{:f}".format(1e15), "{:f}".format(1e20), "{:.3f}".format(1e300)[:30], "{:e}".format(5e-324), "{:g}".format(100000), "{:g}".format(1000000))
for spec in ("d", "x", "s", "c", "5.d"):
    try:
        print(format(1.5, spec))
    except ValueError as e:
        print("ValueError:", e)
