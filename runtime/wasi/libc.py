"""The C functions that this platform has, by their names. What is not here stays an extern: a function of the host."""

from rpython_wasi import errors, exponential, files, memory, process, terminal, trigonometry

calloc = memory.calloc
free = memory.free
malloc = memory.malloc

__errno_location = errors.errno_location
strerror = errors.strerror

access = files.access
close = files.close
getcwd = files.getcwd
fsync = files.fsync
isatty = files.isatty
lseek = files.lseek
mkdir = files.mkdir
open = files.open
read = files.read
rename = files.rename
rmdir = files.rmdir
unlink = files.unlink
write = files.write

_exit = process.exit
clock_gettime = process.clock_gettime
exit = process.exit
getenv = process.getenv
getpid = process.getpid
getrlimit = process.getrlimit
nanosleep = process.nanosleep
sysconf = process.sysconf

ioctl = terminal.ioctl
poll = terminal.poll
tcgetattr = terminal.tcgetattr
tcsetattr = terminal.tcsetattr

cosh = exponential.cosh
exp = exponential.exp
expm1 = exponential.expm1
log = exponential.log
log10 = exponential.log10
log1p = exponential.log1p
log2 = exponential.log2
pow = exponential.pow
sinh = exponential.sinh
tanh = exponential.tanh

acos = trigonometry.acos
asin = trigonometry.asin
atan = trigonometry.atan
atan2 = trigonometry.atan2
cos = trigonometry.cos
fmod = trigonometry.fmod
hypot = trigonometry.hypot
sin = trigonometry.sin
tan = trigonometry.tan
