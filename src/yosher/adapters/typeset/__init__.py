"""The press: packets and letters typeset by Typst from JSON values, annexes merged by pikepdf; only shipped fonts."""
