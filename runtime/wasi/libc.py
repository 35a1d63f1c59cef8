"""The C functions that this platform has, by their names. What is not here stays an extern: a function of the host."""

from rpython_wasi import errors, files, memory, process

calloc = memory.calloc
free = memory.free
malloc = memory.malloc

__errno_location = errors.errno_location
strerror = errors.strerror

access = files.access
close = files.close
getcwd = files.getcwd
isatty = files.isatty
lseek = files.lseek
open = files.open
read = files.read
unlink = files.unlink
write = files.write

_exit = process.exit
clock_gettime = process.clock_gettime
exit = process.exit
getenv = process.getenv
getpid = process.getpid
getrlimit = process.getrlimit
nanosleep = process.nanosleep
