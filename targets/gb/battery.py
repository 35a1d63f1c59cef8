"""What a cartridge's battery keeps, in a file beside the program's."""

import os

from cartridge import CartridgeError
from rpython.rlib import rposix


def load(cartridge, path):
    """Nothing if there is no file yet. CartridgeError if the file is not one of this cartridge's."""
    if not cartridge.has_battery or not os.path.exists(path):
        return
    try:
        data = rposix.read_file(path)
    except OSError:
        raise CartridgeError("cannot read it")
    cartridge.restore(data)


def save(cartridge, path):
    """Replaces the file at once: whenever the machine stops, one of both is there. OSError if that is not possible."""
    if cartridge.has_battery:
        write_file(path + ".new", cartridge.saved())
        rposix.rename(path + ".new", path)


def write_file(path, data):
    fd = rposix.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        rposix.write_all(fd, data)
        rposix.fsync(fd)
    finally:
        rposix.close(fd)
