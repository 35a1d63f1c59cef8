"""The module unittest."""

import io
import unittest

log = []


class Arithmetic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        log.append("class")

    @classmethod
    def tearDownClass(cls):
        log.append("end of class")

    def setUp(self):
        self.value = 3
        log.append("set up")
        self.addCleanup(log.append, "clean up")

    def tearDown(self):
        log.append("tear down")

    def test_equal(self):
        self.assertEqual(self.value, 3)
        self.assertNotEqual(self.value, 4)
        self.assertTrue(self.value)
        self.assertFalse(0)
        self.assertIs(None, None)
        self.assertIsNot(1, None)
        self.assertIsNone(None)
        self.assertIsNotNone(1)
        self.assertIn(1, [1])
        self.assertNotIn(2, [1])
        self.assertIsInstance(1, int)
        self.assertNotIsInstance(1, str)
        self.assertLess(1, 2)
        self.assertLessEqual(1, 1)
        self.assertGreater(2, 1)
        self.assertGreaterEqual(2, 2)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertNotAlmostEqual(0.1, 0.2)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertListEqual([1], [1])
        self.assertDictEqual({1: 2}, {1: 2})

    def test_raises(self):
        with self.assertRaises(ZeroDivisionError) as context:
            1 / 0
        self.assertEqual(str(context.exception), "division by zero")
        self.assertRaises(ValueError, int, "x")
        self.assertRaises((KeyError, IndexError), lambda: [][0])
        with self.assertRaisesRegex(TypeError, "not callable"):
            self.value()

    def test_fails(self):
        self.assertEqual(1, 2)

    def test_error(self):
        {}["missing"]

    def test_not_raised(self):
        with self.assertRaises(ValueError):
            pass

    @unittest.skip("not now")
    def test_skipped(self):
        1 / 0

    @unittest.skipIf(True, "if")
    def test_skipped_too(self):
        1 / 0

    @unittest.skipUnless(True, "unless")
    def test_not_skipped(self):
        pass

    def test_skips_itself(self):
        self.skipTest("reason")

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")

    def test_parts(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertNotEqual(i % 2, 1)


class Messages(unittest.TestCase):
    def failure(self, function, *args):
        with self.assertRaises(AssertionError) as context:
            function(*args)
        return str(context.exception)

    def runTest(self):
        for function, args in (
            (self.assertEqual, (1, 2)), (self.assertTrue, (0,)), (self.assertIn, (1, [2])), (self.assertIs, (1, 2)), (self.assertIsNone, (1,)),
            (self.assertLess, (2, 1)), (self.assertGreater, (1, 2)), (self.assertIsInstance, ("x", int)), (self.assertEqual, (1, 2, "message")),
            (self.fail, ("text",)), (self.assertFalse, (1, "why")), (self.assertNotIn, (1, [1])), (self.assertIsNotNone, (None,)),
        ):  # fmt: skip
            print(self.failure(function, *args))


stream = io.StringIO()
suite = unittest.TestLoader().loadTestsFromTestCase(Arithmetic)
print(suite.countTestCases())
result = unittest.TextTestRunner(stream=stream).run(suite)
print(stream.getvalue().split("\n")[0])
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
print(stream.getvalue().split("\n")[-2])
print(log[0], log[-1], log.count("set up"), log.count("tear down"), log.count("clean up"), log[1:4])
print(Messages().run().wasSuccessful())
