"""What a log of the JIT says of a run, as tests check it: which operations its loops and bridges have, how many there are.

It reads the text that a program writes (`PYPYLOG`); how programs are made and run is not known here.
"""

# Of the last run under test.
_last = None
# Whether functions under test are translated at all: without a JIT there is nothing to check.
translated = False
# The names of operations; empty if they are not known.
operations = []

# Not counted where all operations are given.
_NOTES = ("debug_merge_point", "enter_portal_frame", "leave_portal_frame", "label")


class Unit(object):
    """A loop, a bridge, or a trace as it was recorded."""

    def __init__(self, lines):
        self.text = "\n".join(lines)
        # Name, and the number of the label that is jumped to or is here.
        self.ops = [op for op in map(_operation, lines[1:]) if op is not None]

    def ends_with(self, name):
        return bool(self.ops) and self.ops[-1][0] == name


def _operation(line):
    """`+12: i3 = int_add(i1, i2)` and the like; None for a line that is no operation."""
    if line.startswith("+") and ": " in line:
        line = line[line.index(": ") + 2 :]
    if "(" not in line or line.startswith(("#", "[")):
        return None
    name = line[: line.index("(")]
    name = name[name.index("=") + 2 :] if " = " in name else name
    at = line.rfind("TargetToken(")
    target = line[at:].rstrip(")") if at >= 0 else None
    return (name, target)


class Stats(object):
    """A log's contents."""

    def __init__(self, text):
        self.units = []
        self.loops = 0
        self.recorded = []
        self.aborts = []
        self.numbers = {}
        for name, lines in _sections(text):
            if name.startswith("jit-log-opt-"):
                self.units.append(Unit(lines))
                self.loops += name == "jit-log-opt-loop"
            elif name == "jit-log-noopt":
                self.recorded.append(Unit(lines))
            elif name == "jit-abort":
                self.aborts.append(" ".join(lines))
            elif name == "jit-summary":
                for line in lines:
                    words = line.split("\t")
                    self.numbers[words[0].strip().rstrip(":")] = words[1]

    def number(self, name):
        return int(self.numbers.get(name, "0"))

    def shown(self):
        parts = [unit.text for unit in self.units] or ["nothing was compiled"]
        return "\n\n".join(parts + ["given up: " + why for why in self.aborts])


def _sections(text):
    """Each with its name and lines; there are none within others that are read here."""
    name, lines, found = None, [], []
    for line in text.split("\n"):
        if line.startswith("[") and "] {" in line:
            name, lines = line[line.index("{") + 1 :], []
        elif name is not None and line.startswith("[") and line.endswith("] %s}" % (name,)):
            found.append((name, lines))
            name = None
        elif name is not None:
            lines.append(line)
    return found


def ran(text):
    """A function has run; this is its log."""
    global _last
    _last = Stats(text)
    return _last


def _stats():
    if not translated:
        return None
    if _last is None:
        raise AssertionError("no function has run: meta_interp or interp_operations comes before a check")
    return _last


def _fail(stats, message, shown=None):
    raise AssertionError("%s\n\n%s" % (message, stats.shown() if shown is None else shown))


def _count(units):
    counts = {}
    for name, target in [op for ops in units for op in ops]:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _check_counts(stats, counts, expected, check, notes, shown=None):
    if expected is not None:
        counted = {name: n for name, n in counts.items() if name not in notes}
        if counted != expected:
            wrong = [name for name in sorted(set(counted) | set(expected)) if counted.get(name) != expected.get(name)]
            each = ["%s: %d, expected %d" % (n, counted.get(n, 0), expected.get(n, 0)) for n in wrong]
            _fail(stats, "\n".join(each), shown)
    for name, wanted in check.items():
        # Without its suffix a name stands for the operation with any kind of result.
        names = [name] if name in operations else [n for n in operations if n[:-2] == name and n[-2:-1] == "_"]
        if not names:
            raise AssertionError("there is no operation %s in traces" % (name,))
        found = sum([counts.get(n, 0) for n in names])
        if found != wanted:
            _fail(stats, "%s: %d, expected %d" % (name, found, wanted), shown)


def check_resops(expected=None, **check):
    """The operations of all loops and bridges, without those that end with `finish`: a dict of all but notes, or some by name."""
    stats = _stats()
    if stats is not None:
        counts = _count([unit.ops for unit in stats.units if not unit.ends_with("finish")])
        _check_counts(stats, counts, expected, check, _NOTES)


def check_loops(expected=None, **check):
    """As check_resops, of everything that was compiled."""
    stats = _stats()
    if stats is not None:
        _check_counts(stats, _count([unit.ops for unit in stats.units]), expected, check, _NOTES)


def check_simple_loop(expected=None, **check):
    """The operations of the only loop, from the label that its last jump goes to."""
    stats = _stats()
    if stats is None:
        return
    loops = [unit for unit in stats.units if unit.text.startswith("# Loop")]
    if len(loops) != 1:
        _fail(stats, "there are %d loops, not one" % (len(loops),))
    [loop] = loops
    target = loop.ops[-1][1]
    starts = [i for i, op in enumerate(loop.ops) if op == ("label", target)]
    if not loop.ends_with("jump") or len(starts) != 1:
        _fail(stats, "the loop does not end with a jump to a label of its own")
    _check_counts(stats, _count([loop.ops[starts[0] :]]), expected, check, _NOTES)


def check_history(expected=None, **check):
    """The operations of the last trace as it was recorded."""
    stats = _stats()
    if stats is None:
        return
    if not stats.recorded:
        _fail(stats, "nothing was recorded")
    unit = stats.recorded[-1]
    _check_counts(stats, _count([unit.ops]), expected, check, _NOTES[:3], unit.text)


def check_operations_history(expected=None, **check):
    """As check_history, after interp_operations: `finish` need not be named."""
    if expected is not None:
        expected = dict(expected, finish=1)
    check_history(expected, **check)


def _check_number(what, found, wanted, holds):
    stats = _stats()
    if stats is not None:
        n = found(stats)
        if not holds(n):
            _fail(stats, "%s: %d, expected %s" % (what, n, wanted))


def _check_exactly(what, found, count):
    _check_number(what, found, count, lambda n: n == count)


def _check_at_most(what, found, count):
    _check_number(what, found, "at most %d" % (count,), lambda n: n <= count)


def _compiled(stats):
    return stats.number("Total # of loops") + stats.number("Total # of bridges")


def _labels(stats):
    return len({op for unit in stats.units for op in unit.ops if op[0] == "label"})


def _entered(stats):
    return stats.number("Tracing")


def _aborted(stats):
    return len(stats.aborts)


def check_trace_count(count):
    """How many loops and bridges were compiled."""
    _check_exactly("loops and bridges", _compiled, count)


def check_trace_count_at_most(count):
    _check_at_most("loops and bridges", _compiled, count)


def check_jitcell_token_count(count):
    """How many loops were compiled, each with the bridges that hang on it."""
    _check_exactly("loops", lambda stats: stats.number("Total # of loops"), count)


check_loop_count = check_jitcell_token_count


def check_target_token_count(count):
    """How many labels there are to jump to."""
    _check_exactly("labels", _labels, count)


def check_enter_count(count):
    """How often something was traced."""
    _check_exactly("traces", _entered, count)


def check_enter_count_at_most(count):
    _check_at_most("traces", _entered, count)


def check_aborted_count(count):
    """How many traces were given up."""
    _check_exactly("traces that were given up", _aborted, count)


def check_aborted_count_at_least(count):
    _check_number("traces that were given up", _aborted, "at least %d" % (count,), lambda n: n >= count)
