"""What devices have in common that the CPU sees as registers in memory, from 0xFF00."""


class Peripheral(object):
    """Answers at some addresses."""

    def read_register(self, address):
        return 0xFF

    def write_register(self, address, value):
        pass


class Ports(object):
    """Who answers at which address from 0xFF00 to 0xFF7F. Where nobody does, all bits are one."""

    def __init__(self):
        nobody = Peripheral()
        self.peripherals = [nobody] * 0x80

    def connect(self, peripheral, first, last):
        for address in range(first, last + 1):
            self.peripherals[address - 0xFF00] = peripheral

    def read(self, address):
        return self.peripherals[address - 0xFF00].read_register(address)

    def write(self, address, value):
        self.peripherals[address - 0xFF00].write_register(address, value)
