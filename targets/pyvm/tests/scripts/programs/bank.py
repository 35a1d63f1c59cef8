"""A bank with accounts, a journal, rules, reports and errors."""


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, needed):
        super().__init__(f"{account.owner} lacks {needed - account.balance:.2f}")
        self.account, self.needed = account, needed


class Account:
    interest = 0.0

    def __init__(self, owner, balance=0.0):
        self.owner, self._balance, self.history = owner, float(balance), []

    @property
    def balance(self):
        return round(self._balance, 2)

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amounts must be positive")
        self._balance += amount
        self.history.append(("+", amount))

    def withdraw(self, amount):
        if amount <= 0:
            raise ValueError("amounts must be positive")
        if amount > self.available():
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("-", amount))

    def available(self):
        return self._balance

    def month(self):
        if self.interest:
            self.deposit(self._balance * self.interest / 12)

    def __str__(self):
        return f"{type(self).__name__:<8} {self.owner:<6} {self.balance:>10,.2f}"

    def __lt__(self, o):
        return self.balance < o.balance


class Savings(Account):
    interest = 0.06

    def withdraw(self, amount):
        if sum(1 for k, _ in self.history if k == "-") >= 2:
            raise BankError(f"{self.owner} may withdraw only twice")
        super().withdraw(amount)


class Credit(Account):
    limit = 500

    def available(self):
        return super().available() + self.limit


class Bank:
    def __init__(self):
        self.accounts, self.journal = {}, []

    def open(self, kind, owner, amount=0):
        if owner in self.accounts:
            raise BankError(f"{owner} has an account")
        self.accounts[owner] = kind(owner, amount)
        return self.accounts[owner]

    def __getitem__(self, owner):
        try:
            return self.accounts[owner]
        except KeyError:
            raise BankError(f"no account of {owner}") from None

    def transfer(self, a, b, amount):
        source, target = self[a], self[b]
        source.withdraw(amount)
        try:
            target.deposit(amount)
        except Exception:
            source.deposit(amount)
            raise
        self.journal.append((a, b, amount))

    def report(self):
        for a in sorted(self.accounts.values(), reverse=True):
            print(a)
        print(f"{'total':<15} {sum(a.balance for a in self.accounts.values()):>10,.2f}")


bank = Bank()
bank.open(Savings, "ann", 1200)
bank.open(Credit, "bob", 50)
bank.open(Account, "cid")
bank.report()
for a, b, n in [("ann", "bob", 100), ("bob", "cid", 600), ("bob", "cid", 100), ("cid", "ann", 0.1), ("ann", "dee", 5), ("ann", "cid", -5), ("ann", "cid", 50.555), ("ann", "bob", 1), ("cid", "cid", 10), ("cid", "bob", 10 ** 6)]:
    try:
        bank.transfer(a, b, n)
        print("ok", a, b, n)
    except InsufficientFunds as e:
        print("funds:", e, e.needed)
    except (BankError, ValueError) as e:
        print(type(e).__name__ + ":", e)
try:
    bank.open(Account, "ann")
except BankError as e:
    print(e)
for m in range(3):
    for a in bank.accounts.values():
        a.month()
bank.report()
print(bank.journal, bank["ann"].history[:3], len(bank["ann"].history))
