"""Matrices: product, transpose, determinant, inverse, powers, Gauss, spiral, rotation."""


def mul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]


def identity(n):
    return [[int(i == j) for j in range(n)] for i in range(n)]


def power(m, n):
    result = identity(len(m))
    while n:
        if n & 1:
            result = mul(result, m)
        m = mul(m, m)
        n >>= 1
    return result


def det(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * det([row[:j] + row[j + 1:] for row in m[1:]]) for j in range(len(m)))


def solve(a, b):
    n = len(a)
    m = [[float(x) for x in row] + [float(y)] for row, y in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def inverse(a):
    columns = [solve(a, [float(i == j) for i in range(len(a))]) for j in range(len(a))]
    return [list(r) for r in zip(*columns)]


def spiral(m):
    out = []
    while m:
        out += m[0]
        m = [list(r) for r in zip(*m[1:])][::-1]
    return out


a = [[1, 2], [3, 4]]
b = [[0, 1], [1, 0]]
print(mul(a, b), mul(b, a), power([[1, 1], [1, 0]], 90), power(a, 0), det(a), det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), det([[6, 1, 1, 3], [4, -2, 5, 1], [2, 8, 7, 6], [3, 1, 9, 7]]))
print(["%.4f" % x for x in solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])], [["%.3f" % (x + 0.0) for x in r] for r in inverse([[4, 7], [2, 6]])])
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), spiral([[1, 2, 3, 4], [5, 6, 7, 8]]), [list(r) for r in zip(*a)], [list(r) for r in zip(*a[::-1])])
n = 12
m = [[(i * j + i + j) % 11 for j in range(n)] for i in range(n)]
p = mul(m, m)
print(sum(map(sum, p)), p[3][4], sum(p[i][i] for i in range(n)), max(max(r) for r in p))
t = [[1]]
for i in range(1, 10):
    t.append([1] + [t[-1][j] + t[-1][j + 1] for j in range(i - 1)] + [1])
print(t[-1], [sum(r) for r in t])


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __matmul__(self, o):
        return Matrix(mul(self.rows, o.rows))

    def __add__(self, o):
        return Matrix([[x + y for x, y in zip(a, b)] for a, b in zip(self.rows, o.rows)])

    def __mul__(self, k):
        return Matrix([[x * k for x in r] for r in self.rows])

    __rmul__ = __mul__

    def __pow__(self, n):
        return Matrix(power(self.rows, n))

    def __eq__(self, o):
        return self.rows == o.rows

    def __getitem__(self, ij):
        return self.rows[ij[0]][ij[1]]

    def __str__(self):
        w = max(len(str(x)) for r in self.rows for x in r)
        return "\n".join(" ".join(str(x).rjust(w) for x in r) for r in self.rows)


A = Matrix(a)
print(A @ A + 2 * A)
print(A ** 5, A[1, 0], A ** 2 == A @ A, sep="\n")
