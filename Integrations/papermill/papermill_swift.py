"""Swift for papermill: parameters as Swift constants.

papermill knows a fixed list of languages and learns others from a translator. `pip install` of this folder
registers Swift with every papermill of the environment; `import papermill_swift` does it for one program.
"""

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

CONSTANT = re.compile(r"^\s*(?:let|var)\s+(\w+)\s*(?::\s*([^=]+?))?\s*=\s*(.*?)\s*(?://\s*(.*))?$")


class SwiftTranslator(Translator):
    """Values as Swift writes them."""

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
        found = (CONSTANT.match(line) for line in parameters_cell["source"].split("\n"))
        return [
            Parameter(name=m[1], inferred_type_name=m[2] or "None", default=m[3], help=m[4] or "")
            for m in found
            if m
        ]

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val}"


papermill_translators.register("swift", SwiftTranslator)


class SwiftEngine(NBClientEngine):
    """papermill's own engine; its entry point is what loads this module."""
