"""A library: what C code may pass and get, and an exception that nobody takes."""

from rpython.lltype import Bool, Float, Signed
from rpython.rlib.entrypoint import entrypoint_highlevel, entrypoint_lowlevel
from rpython.rtyper.lltypesystem import rffi


class Account(object):
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0


class Bank(object):
    def __init__(self):
        self.accounts = {}


bank = Bank()


class Overdrawn(Exception):
    pass


@entrypoint_highlevel("main", [rffi.CCHARP, Signed], c_name="bank_deposit")
def deposit(name, amount):
    owner = rffi.charp2str(name)
    if owner not in bank.accounts:
        bank.accounts[owner] = Account(owner)
    account = bank.accounts[owner]
    account.balance += amount
    return account.balance


@entrypoint_highlevel("main", [rffi.CCHARP, Signed], c_name="bank_withdraw")
def withdraw(name, amount):
    account = bank.accounts[rffi.charp2str(name)]
    if account.balance < amount:
        raise Overdrawn
    account.balance -= amount
    return account.balance


@entrypoint_highlevel("main", [], c_name="bank_owners")
def owners():
    return rffi.str2charp(", ".join([name for name in bank.accounts]))


@entrypoint_lowlevel("main", [Float, Bool])
def interest(rate, compound):
    if compound:
        return rate * (1.0 + rate)
    return rate


@entrypoint_highlevel("main", [Signed])
def churn(n):
    """Makes garbage, so that the collector moves what is alive."""
    for i in range(n):
        deposit_of_one(str(i % 10))


def deposit_of_one(owner):
    if owner in bank.accounts:
        bank.accounts[owner].balance += 1


def entry_point(argv):
    return 0


def target(driver, args):
    driver.exe_name = "bank"
    return entry_point
