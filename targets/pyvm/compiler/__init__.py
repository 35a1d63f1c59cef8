"""Syntax trees to code objects. It knows no objects of the interpreter."""
