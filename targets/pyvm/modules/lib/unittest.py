"""Test cases: methods that fail by an exception. What is here is what most tests use of it, with CPython's output."""

import sys
import time
import traceback

__all__ = ["TestCase", "TestSuite", "TestLoader", "TestResult", "TextTestRunner", "SkipTest", "defaultTestLoader", "expectedFailure", "main",
           "skip", "skipIf", "skipUnless"]


class SkipTest(Exception):
    pass


def skip(reason):
    def decorator(test):
        test.__unittest_skip__ = True
        test.__unittest_skip_why__ = reason
        return test

    if callable(reason):
        test, reason = reason, ""
        return decorator(test)
    return decorator


def _unchanged(test):
    return test


def skipIf(condition, reason):
    return skip(reason) if condition else _unchanged


def skipUnless(condition, reason):
    return _unchanged if condition else skip(reason)


def expectedFailure(test):
    test.__unittest_expecting_failure__ = True
    return test


class _Raises:
    """The context of assertRaises. `exception` is what came."""

    def __init__(self, case, expected, pattern=None):
        self.case, self.expected, self.pattern = case, expected, pattern

    def __enter__(self):
        return self

    def __exit__(self, cls, value, tb):
        if cls is None:
            names = self.expected if isinstance(self.expected, tuple) else (self.expected,)
            raise self.case.failureException("%s not raised" % " or ".join([e.__name__ for e in names]))
        if not issubclass(cls, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.pattern is not None and self.pattern not in str(value):
            raise self.case.failureException("%r does not match %r" % (self.pattern, str(value)))
        return True


class _SubTest:
    def __init__(self, case, message, parameters):
        self.case = case
        parts = ["[%s]" % message] if message is not None else []
        if parameters:
            parts.append("(%s)" % ", ".join(["%s=%r" % p for p in parameters.items()]))
        self.title = " ".join(parts) or "(<subtest>)"

    def __enter__(self):
        return self

    def __exit__(self, cls, value, tb):
        if cls is None or not issubclass(cls, Exception):
            return False
        self.case._result._add(self.case, value, " " + self.title)
        self.case._failed_part = True
        return True


class TestCase:
    failureException = AssertionError
    maxDiff = 640
    longMessage = True

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def id(self):
        return "%s.%s.%s" % (type(self).__module__, type(self).__qualname__, self._testMethodName)

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, self.id())

    def shortDescription(self):
        doc = getattr(self, self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def subTest(self, msg=None, **params):
        return _SubTest(self, msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def countTestCases(self):
        return 1

    def run(self, result=None):
        if result is None:
            result = TestResult()
        method = getattr(self, self._testMethodName)
        result.testsRun += 1
        for marked in (method, type(self)):
            if getattr(marked, "__unittest_skip__", False):
                result._skip(self, marked.__unittest_skip_why__)
                return result
        self._result = result
        self._failed_part = False
        expecting = getattr(method, "__unittest_expecting_failure__", False)
        problem = None
        try:
            try:
                self.setUp()
                try:
                    method()
                finally:
                    self.tearDown()
            finally:
                self.doCleanups()
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            result._skip(self, str(e))
            return result
        except Exception as e:
            problem = e
        if expecting:
            result._expected(self, problem is not None)
        elif problem is not None:
            result._add(self, problem)
        elif not self._failed_part:
            result._mark(".")
        return result

    __call__ = run

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    # ---- assertions

    def _fail(self, msg, standard):
        if msg is not None:
            standard = "%s : %s" % (standard, msg) if self.longMessage else msg
        raise self.failureException(standard)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, "%r is not true" % (expr,))

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, "%r is not false" % (expr,))

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, "%r != %r" % (first, second))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, "%r == %r" % (first, second))

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertMultiLineEqual = assertSequenceEqual = assertEqual

    def assertIs(self, first, second, msg=None):
        if first is not second:
            self._fail(msg, "%r is not %r" % (first, second))

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            self._fail(msg, "unexpectedly identical: %r" % (first,))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, "%r is not None" % (obj,))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, "%r not found in %r" % (member, container))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, "%r unexpectedly found in %r" % (member, container))

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, "%r is not an instance of %r" % (obj, cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, "%r is an instance of %r" % (obj, cls))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, "%r not less than %r" % (a, b))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, "%r not less than or equal to %r" % (a, b))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, "%r not greater than %r" % (a, b))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, "%r not greater than or equal to %r" % (a, b))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        diff = abs(first - second)
        if delta is not None:
            if diff > delta:
                self._fail(msg, "%r != %r within %r delta (%r difference)" % (first, second, delta, diff))
        elif round(diff, 7 if places is None else places) != 0:
            self._fail(msg, "%r != %r within %r places (%r difference)" % (first, second, 7 if places is None else places, diff))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff = abs(first - second)
        if first == second or (diff <= delta if delta is not None else round(diff, 7 if places is None else places) == 0):
            self._fail(msg, "%r == %r within %r %s" % (first, second, 7 if places is None else places, "places"))

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            if item not in rest:
                self._fail(msg, "Element counts were not equal: %r, %r" % (first, second))
            rest.remove(item)
        if rest:
            self._fail(msg, "Element counts were not equal: %r, %r" % (first, second))

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _Raises(self, expected_exception)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """The text must be part of the message: there are no regular expressions."""
        context = _Raises(self, expected_exception, expected_regex)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)


class TestResult:
    def __init__(self, stream=None, verbosity=1):
        self.stream, self.verbosity = stream, verbosity
        self.testsRun = 0
        self.failures, self.errors, self.skipped, self.expectedFailures, self.unexpectedSuccesses = [], [], [], [], []

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def _mark(self, letter, word="ok"):
        if self.stream is not None:
            self.stream.write(word + "\n" if self.verbosity > 1 else letter)

    def _add(self, test, problem, part=""):
        failed = isinstance(problem, AssertionError)
        (self.failures if failed else self.errors).append((str(test) + part, "".join(traceback.format_exception(problem))))
        self._mark("F" if failed else "E", "FAIL" if failed else "ERROR")

    def _skip(self, test, reason):
        self.skipped.append((test, reason))
        self._mark("s", "skipped %r" % reason)

    def _expected(self, test, failed):
        (self.expectedFailures if failed else self.unexpectedSuccesses).append(test)
        self._mark("x" if failed else "u", "expected failure" if failed else "unexpected success")


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self.addTest(test)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum([test.countTestCases() for test in self._tests])

    def run(self, result):
        previous = None
        for test in self._tests:
            cls = type(test)
            if isinstance(test, TestCase) and cls is not previous:
                if previous is not None:
                    previous.tearDownClass()
                cls.setUpClass()
                previous = cls
            if result.stream is not None and result.verbosity > 1 and isinstance(test, TestCase):
                result.stream.write("%s ... " % test)
            test.run(result)
        if previous is not None:
            previous.tearDownClass()
        return result

    __call__ = run


class TestLoader:
    def getTestCaseNames(self, testCaseClass):
        return sorted([name for name in dir(testCaseClass) if name.startswith("test") and callable(getattr(testCaseClass, name))])

    def loadTestsFromTestCase(self, testCaseClass):
        return TestSuite([testCaseClass(name) for name in self.getTestCaseNames(testCaseClass)])

    def loadTestsFromModule(self, module):
        found = [thing for name, thing in sorted(vars(module).items()) if isinstance(thing, type) and issubclass(thing, TestCase)]
        return TestSuite([test for cls in found for test in self.loadTestsFromTestCase(cls)])


defaultTestLoader = TestLoader()


class TextTestRunner:
    def __init__(self, stream=None, verbosity=1):
        self.stream, self.verbosity = stream or sys.stderr, verbosity

    def run(self, test):
        result = TestResult(self.stream, self.verbosity)
        start = time.perf_counter()
        test.run(result)
        taken = time.perf_counter() - start
        write = self.stream.write
        write("\n")
        for word, problems in (("ERROR", result.errors), ("FAIL", result.failures)):
            for title, text in problems:
                write("=" * 70 + "\n%s: %s\n" % (word, title) + "-" * 70 + "\n" + text + "\n")
        write("-" * 70 + "\nRan %d test%s in %.3fs\n\n" % (result.testsRun, "" if result.testsRun == 1 else "s", taken))
        counts = (("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped),
                  ("expected failures", result.expectedFailures), ("unexpected successes", result.unexpectedSuccesses))  # fmt: skip
        shown = ", ".join(["%s=%d" % (word, len(tests)) for word, tests in counts if tests])
        write(("OK" if result.wasSuccessful() else "FAILED") + (" (%s)" % shown if shown else "") + "\n")
        return result


def main(module="__main__", defaultTest=None, argv=None, testRunner=None, exit=True, verbosity=1):
    if isinstance(module, str):
        __import__(module)
        module = sys.modules[module]
    if "-v" in (sys.argv if argv is None else argv):
        verbosity = 2
    result = (testRunner or TextTestRunner(verbosity=verbosity)).run(defaultTestLoader.loadTestsFromModule(module))
    if exit:
        sys.exit(not result.wasSuccessful())
    return result
