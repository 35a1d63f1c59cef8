"""exit and quit"""

import os
import os.path

try:
    exit()
except SystemExit as e:
    print(repr(e.code))
try:
    quit(3)
except SystemExit as e:
    print(e.code)
print(os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.relpath("x/y", "x"), os.path.commonprefix(["/usr/lib", "/usr/local"]),
      os.path.commonprefix([]), os.path.splitdrive("/a/b"), os.devnull, os.pathsep, os.extsep, os.altsep)  # fmt: skip
print(os.path.expanduser("x/~"), os.path.expanduser("~") != "~", os.path.realpath("/a/../b"), os.error is OSError, os.isatty(0))
folder = "/tmp/pyvm_test_%d" % os.getpid()
os.makedirs(folder + "/one/two")
os.makedirs(folder + "/one/two", exist_ok=True)
try:
    os.makedirs(folder + "/one")
except FileExistsError as e:
    print(type(e).__name__, e.errno)
print(os.path.isdir(folder + "/one/two"))
os.rmdir(folder + "/one/two")
os.rmdir(folder + "/one")
os.rmdir(folder)
print(os.path.exists(folder))
exit(4)
