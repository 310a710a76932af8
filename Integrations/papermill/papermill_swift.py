"""Swift for papermill: parameters as Swift constants.

papermill knows a fixed list of languages and learns others from a translator. `pip install` of this folder
registers Swift with every papermill of the environment; `import papermill_swift` does it for one program.
"""

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

CONSTANT = re.compile(
    r"""^\s*(?:let|var)\s+`?(?P<name>\w+)`?\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*"""
    r"""(?P<value>"(?:\\.|[^"\\])*"|.*?)\s*(?://\s*(?P<help>.*))?$""")
LITERALS = [
    (re.compile(r"-?[\d_]+"), "Int"),
    (re.compile(r"-?[\d_]+(?:\.[\d_]+)?(?:[eE][+-]?\d+)?"), "Double"),
    (re.compile(r"true|false"), "Bool"),
    (re.compile(r'"(?:\\.|[^"\\])*"'), "String"),
]
NUMBERS = {"Double", "Float", "Float32", "Float64", "Float16", "CGFloat"}


def type_of(literal):
    """The type that Swift infers of a literal; "None", as papermill has it, where it is something else."""
    found = (name for pattern, name in LITERALS if pattern.fullmatch(literal))
    elements = re.fullmatch(r"\[(.+)\]", literal)
    if elements and not re.search(r"[\[\]:\"]", elements[1]):
        kinds = {type_of(element.strip()) for element in elements[1].split(",") if element.strip()}
        if kinds == {"Int", "Double"}:
            return "[Double]"
        return f"[{kinds.pop()}]" if len(kinds) == 1 and "None" not in kinds else "None"
    if elements and re.fullmatch(r'\s*(?:"(?:\\.|[^"\\])*"\s*,?\s*)+', elements[1]):
        return "[String]"
    return next(found, "None")


class SwiftTranslator(Translator):
    """Values as Swift writes them."""

    # The types of the notebook's own parameters. papermill looks at their cell, with `inspect`, before it writes
    # the new values.
    declared = {}

    @classmethod
    def translate_escaped_str(cls, str_val):
        text = ""
        for character in str(str_val):
            if character in '"\\':
                text += "\\" + character
            elif character == "\n":
                text += "\\n"
            elif character == "\t":
                text += "\\t"
            elif ord(character) < 32 or ord(character) == 127:
                text += f"\\u{{{ord(character):x}}}"
            else:
                text += character
        return f'"{text}"'

    @classmethod
    def translate_none(cls, val):
        return "String?.none"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_float(cls, val):
        if val != val:
            return "Double.nan"
        if val in (float("inf"), float("-inf")):
            return "Double.infinity" if val > 0 else "-Double.infinity"
        return repr(float(val))

    @classmethod
    def translate_list(cls, val):
        if not val:
            return "[Double]()"
        values = list(val)
        if any(isinstance(v, float) for v in values) and all(
            isinstance(v, (int, float)) and not isinstance(v, bool) for v in values
        ):
            values = [float(v) for v in values]
        literal = "[" + ", ".join(cls.translate(v) for v in values) + "]"
        return literal if len({type(v) for v in values}) == 1 else f"{literal} as [Any]"

    @classmethod
    def translate_dict(cls, val):
        if not val:
            return "[String: Double]()"
        pairs = ", ".join(f"{cls.translate_str(k)}: {cls.translate(v)}" for k, v in val.items())
        return f"[{pairs}]" if len({type(v) for v in val.values()}) == 1 else f"[{pairs}] as [String: Any]"

    @classmethod
    def inspect(cls, parameters_cell):
        """The constants of a cell with the tag `parameters`."""
        found = [m for m in map(CONSTANT.match, parameters_cell["source"].split("\n")) if m]
        types = {m["name"]: (m["type"] or type_of(m["value"])).strip() for m in found}
        SwiftTranslator.declared = {name: type for name, type in types.items() if type != "None"}
        return [
            Parameter(m["name"], inferred_type_name=types[m["name"]], default=m["value"], help=m["help"] or "")
            for m in found
        ]

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            lines.append(cls.declaration(name, value))
        # They are this notebook's, and the next one may have none.
        SwiftTranslator.declared = {}
        return "\n".join(lines) + "\n"

    @classmethod
    def declaration(cls, name, value):
        """The constant of a parameter, of the type that the notebook gives it where the value can have it."""
        type = cls.declared.get(name)
        if type is None or not cls.fits(value, type):
            return cls.assign(name, cls.translate(value))
        if isinstance(value, (list, tuple)) and not value:
            return f"let {name}: {type} = []"
        if isinstance(value, dict) and not value:
            return f"let {name}: {type} = [:]"
        literal = "nil" if value is None else cls.translate(value)
        if isinstance(value, float):
            literal = literal.replace("Double.", ".")
        return f"let {name}: {type} = {literal}"

    @classmethod
    def fits(cls, value, type):
        """Whether a value may stand where Swift expects a type."""
        if type.endswith("?"):
            return value is None or cls.fits(value, type[:-1])
        if isinstance(value, bool):
            return type == "Bool"
        if isinstance(value, int):
            return type in NUMBERS or re.fullmatch(r"U?Int\d*", type) is not None
        if isinstance(value, float):
            return type in NUMBERS
        if isinstance(value, str):
            return type == "String"
        inner = re.fullmatch(r"\[(.+)\]", type)
        if isinstance(value, (list, tuple)) and inner and ":" not in type:
            return all(cls.fits(element, inner[1].strip()) for element in value)
        if isinstance(value, dict) and inner and inner[1].startswith("String:"):
            return all(cls.fits(element, inner[1][7:].strip()) for element in value.values())
        return False

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val}"


papermill_translators.register("swift", SwiftTranslator)


class SwiftEngine(NBClientEngine):
    """papermill's own engine; its entry point is what loads this module."""
