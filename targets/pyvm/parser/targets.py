"""What may stand on the left of `=`, after `for`, `as` and `del`, and how messages call what may not."""

from parser import ast
from parser.errors import SourceError


def expression_name(node):
    """What messages call this kind of expression."""
    if isinstance(node, ast.Attribute):
        return "attribute"
    if isinstance(node, ast.Subscript):
        return "subscript"
    if isinstance(node, ast.Starred):
        return "starred"
    if isinstance(node, ast.Name):
        return "name"
    if isinstance(node, ast.List):
        return "list"
    if isinstance(node, ast.Tuple):
        return "tuple"
    if isinstance(node, ast.Lambda):
        return "lambda"
    if isinstance(node, ast.Call):
        return "function call"
    if isinstance(node, ast.BoolOp) or isinstance(node, ast.BinOp) or isinstance(node, ast.UnaryOp):
        return "expression"
    if isinstance(node, ast.GeneratorExp):
        return "generator expression"
    if isinstance(node, ast.Yield) or isinstance(node, ast.YieldFrom):
        return "yield expression"
    if isinstance(node, ast.Await):
        return "await expression"
    if isinstance(node, ast.ListComp):
        return "list comprehension"
    if isinstance(node, ast.SetComp):
        return "set comprehension"
    if isinstance(node, ast.DictComp):
        return "dict comprehension"
    if isinstance(node, ast.Dict):
        return "dict literal"
    if isinstance(node, ast.Set):
        return "set display"
    if isinstance(node, ast.JoinedStr) or isinstance(node, ast.FormattedValue):
        return "f-string expression"
    if isinstance(node, ast.Constant):
        text = node.value.show()
        if text == "None" or text == "True" or text == "False":
            return text
        if text == "Ellipsis":
            return "ellipsis"
        return "literal"
    if isinstance(node, ast.Compare):
        return "comparison"
    if isinstance(node, ast.IfExp):
        return "conditional expression"
    if isinstance(node, ast.NamedExpr):
        return "named expression"
    return "expression"


ASSIGN = 0
DELETE = 1
FOR_TARGET = 2


def invalid_target(node, use):
    """The part of the target that cannot be one, or None."""
    if isinstance(node, ast.List):
        return _invalid_item(node.elts, use)
    if isinstance(node, ast.Tuple):
        return _invalid_item(node.elts, use)
    if isinstance(node, ast.Starred):
        if use == DELETE:
            return node
        return invalid_target(node.value, use)
    if isinstance(node, ast.Compare) and use == FOR_TARGET:
        if len(node.ops) > 0 and node.ops[0] == ast.IN:
            return invalid_target(node.left, use)
        return None
    if isinstance(node, ast.Name) or isinstance(node, ast.Attribute) or isinstance(node, ast.Subscript):
        return None
    return node


def _invalid_item(elts, use):
    for elt in elts:
        wrong = invalid_target(elt, use)
        if wrong is not None:
            return wrong
    return None


def target_error(message, node):
    return SourceError(message, node.span.line, node.span.column, node.span.end_line, node.span.end_column)


def check_target(node, use):
    """SourceError if it cannot be assigned to or deleted."""
    wrong = invalid_target(node, use)
    if wrong is not None:
        verb = "delete " if use == DELETE else "assign to "
        raise target_error("cannot " + verb + expression_name(wrong), wrong)
