"""How languages print an object, and bytes: what stands in a log, or in a body that somebody turned into text."""

import json
from urllib.parse import unquote_plus


def python(value):
    return str(value)


def java(value, equals="=", open_mark="{", close="}"):
    """`Map.toString()`."""
    if isinstance(value, dict):
        return open_mark + ", ".join(f"{n}{equals}{java(v)}" for n, v in value.items()) + close
    return value if isinstance(value, str) else json.dumps(value)


def camel(name):
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def lombok(value, name="Notice"):
    """`toString()` of a class of fields, as Lombok, records and data classes have it."""
    if isinstance(value, dict):
        return name + "(" + ", ".join(f"{camel(n)}={lombok(v, n.capitalize())}" for n, v in value.items()) + ")"
    return value if isinstance(value, str) else json.dumps(value)


def node(value, depth=1):
    """`util.inspect`."""
    if isinstance(value, dict):
        blank = "  " * depth
        members = ",\n".join(f"{blank}{n}: {node(v, depth + 1)}" for n, v in value.items())
        return "{\n" + members + "\n" + "  " * (depth - 1) + "}"
    return f"'{value}'" if isinstance(value, str) else json.dumps(value)


def php(value, blank=""):
    """`print_r`."""
    if isinstance(value, dict):
        inner = blank + "        "
        members = "".join(f"{blank}    [{n}] => {php(v, inner)}\n" for n, v in value.items())
        return f"Array\n{blank}(\n{members}{blank})\n"
    return str(value)


def go(value):
    """`%v` of a map: sorted, without quotes."""
    if isinstance(value, dict):
        return "map[" + " ".join(f"{n}:{go(value[n])}" for n in sorted(value)) + "]"
    return str(value)


def ruby(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{n}"=>{ruby(v)}' for n, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def camel_json(value):
    """A class of fields, written again by their names in Java."""
    if isinstance(value, dict):
        return {camel(n): camel_json(v) for n, v in value.items()}
    return value


def pascal_json(value):
    """A struct of Go without tags."""
    if isinstance(value, dict):
        return {camel(n)[0].upper() + camel(n)[1:]: pascal_json(v) for n, v in value.items()}
    return value


def buffer_json(data):
    return json.dumps({"type": "Buffer", "data": list(data)}, separators=(",", ":"))


def buffer_inspected(data):
    return "<Buffer " + " ".join(f"{byte:02x}" for byte in data) + ">"


def numbers(data, between=", "):
    """`Arrays.toString` (signed), or Go's `%v` with a blank between (unsigned)."""
    signed = between == ", "
    return "[" + between.join(str(byte - 256 if signed and byte > 127 else byte) for byte in data) + "]"


def form(message):
    """What a parser of forms takes for its one field."""
    name, _, value = message.partition("=")
    return unquote_plus(name), unquote_plus(value)


def post_of_php(message):
    """`json_encode($_POST)`: dots and blanks of a name become underscores."""
    name, value = form(message)
    return json.dumps({name.translate(str.maketrans(". ", "__")): value}, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")


def form_of_node(message):
    """`JSON.stringify(request.body)` behind `express.urlencoded`."""
    name, value = form(message)
    return json.dumps({name: value}, ensure_ascii=False, separators=(",", ":"))
