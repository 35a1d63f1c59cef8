"""An exception that nobody catches: a traceback with frames, and status 1."""


class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, n):
        if n > self.balance:
            raise ValueError("only %d left" % self.balance)
        self.balance -= n


def transfer(a, b, n):
    a.withdraw(n)
    b.balance += n


a, b = Account(10), Account(0)
transfer(a, b, 5)
print(a.balance, b.balance)
transfer(a, b, 7)
print("not reached")
