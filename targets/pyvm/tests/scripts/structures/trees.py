"""Binary search trees, traversals, balanced trees, tries."""


class BST:
    class Node:
        def __init__(self, key, value):
            self.key, self.value, self.left, self.right = key, value, None, None

    def __init__(self):
        self.root = None
        self.n = 0

    def __setitem__(self, key, value):
        def put(node):
            if node is None:
                self.n += 1
                return self.Node(key, value)
            if key < node.key:
                node.left = put(node.left)
            elif key > node.key:
                node.right = put(node.right)
            else:
                node.value = value
            return node
        self.root = put(self.root)

    def __getitem__(self, key):
        node = self.root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)

    def __delitem__(self, key):
        def remove(node, key):
            if node is None:
                raise KeyError(key)
            if key < node.key:
                node.left = remove(node.left, key)
            elif key > node.key:
                node.right = remove(node.right, key)
            else:
                if node.left is None:
                    return node.right
                if node.right is None:
                    return node.left
                m = node.right
                while m.left:
                    m = m.left
                node.key, node.value = m.key, m.value
                node.right = remove(node.right, m.key)
            return node
        self.root = remove(self.root, key)
        self.n -= 1

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self.root)

    def __len__(self):
        return self.n

    def __contains__(self, key):
        try:
            self[key]
            return True
        except KeyError:
            return False

    def height(self):
        def h(node):
            return 1 + max(h(node.left), h(node.right)) if node else 0
        return h(self.root)

    def shape(self):
        def s(node):
            return f"({s(node.left)}{node.key}{s(node.right)})" if node else ""
        return s(self.root)


t = BST()
for k in [50, 30, 70, 20, 40, 60, 80, 35, 45]:
    t[k] = k * 10
print(list(t), len(t), t[45], 35 in t, 36 in t, t.height(), t.shape())
for k in (20, 30, 50):
    del t[k]
    print(k, t.shape(), len(t))
t[60] = "new"
print(t[60])
for f in (lambda: t[1], lambda: t.__delitem__(1)):
    try:
        f()
    except KeyError as e:
        print("KeyError:", e)


class AVL:
    def __init__(self):
        self.root = None

    @staticmethod
    def height(n):
        return n[3] if n else 0

    def make(self, key, left, right):
        return key, left, right, max(self.height(left), self.height(right)) + 1

    def balance(self, key, l, r):
        if self.height(l) > self.height(r) + 1:
            if self.height(l[1]) >= self.height(l[2]):
                return self.make(l[0], l[1], self.make(key, l[2], r))
            return self.make(l[2][0], self.make(l[0], l[1], l[2][1]), self.make(key, l[2][2], r))
        if self.height(r) > self.height(l) + 1:
            if self.height(r[2]) >= self.height(r[1]):
                return self.make(r[0], self.make(key, l, r[1]), r[2])
            return self.make(r[1][0], self.make(key, l, r[1][1]), self.make(r[0], r[1][2], r[2]))
        return self.make(key, l, r)

    def add(self, key):
        def put(n):
            if n is None:
                return key, None, None, 1
            k, l, r, _ = n
            return self.balance(k, put(l), r) if key < k else self.balance(k, l, put(r))
        self.root = put(self.root)

    def keys(self):
        def walk(n):
            return walk(n[1]) + [n[0]] + walk(n[2]) if n else []
        return walk(self.root)


a = AVL()
for i in range(100):
    a.add(i * 37 % 101)
print(a.keys() == sorted(a.keys()), a.height(a.root), a.root[0], len(a.keys()))


class Trie:
    def __init__(self):
        self.children, self.end = {}, False

    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True

    def words(self, prefix=""):
        if self.end:
            yield prefix
        for c in sorted(self.children):
            yield from self.children[c].words(prefix + c)

    def starting(self, prefix):
        node = self
        for c in prefix:
            if c not in node.children:
                return []
            node = node.children[c]
        return list(node.words(prefix))


trie = Trie()
for w in "car card care cat dog do done".split():
    trie.add(w)
print(list(trie.words()), trie.starting("car"), trie.starting("do"), trie.starting("x"), trie.starting(""))


class Expr:
    def __init__(self, op, *args):
        self.op, self.args = op, args

    def preorder(self):
        yield self.op
        for a in self.args:
            if isinstance(a, Expr):
                yield from a.preorder()
            else:
                yield a

    def depth(self):
        return 1 + max(a.depth() if isinstance(a, Expr) else 0 for a in self.args)


e = Expr("+", Expr("*", 2, Expr("-", 5, 1)), Expr("/", 8, 4))
print(list(e.preorder()), e.depth())
