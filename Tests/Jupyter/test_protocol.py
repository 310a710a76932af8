"""The kernel as jupyter_kernel_test, the project's own list of what a kernel does, sees it."""

import os
import unittest

import jupyter_kernel_test


class SwiftKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ.get("NOTEBOOK_KERNEL", "swift")
    language_name = "swift"
    file_extension = ".swift"
    code_hello_world = 'print("hello, world")'
    code_stderr = "import Foundation\nFileHandle.standardError.write(Data(\"test\\n\".utf8))"
    code_generate_error = "let numbers = [1, 2]\nnumbers[numbers.count]"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2, 3].map { $0 * 2 }", "result": "[2, 4, 6]"},
        {"code": '"a" + "b"'},
    ]
    code_display_data = [
        {"code": "display([1, 2])", "mime": "text/plain"},
        {"code": "struct Row { var a: Int }\ndisplay([Row(a: 1), Row(a: 2)])", "mime": "text/html"},
    ]
    complete_code_samples = ["let x = 1", "print(1)\n", "func f() { }", "/// A comment\nlet y = 2"]
    incomplete_code_samples = ["func f() {", "let x =", "[1, 2,", 'let s = """\nabc', "if true {\n  f()"]
    invalid_code_samples = ["let = 3", 'let s = "abc', "func f() }", "1 +* )"]
    completion_samples = [
        {"text": "[1].appen", "matches": {"append"}},
        {"text": "Sequent"},
    ]
    code_inspect_sample = "Sequential"
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? 7"


if __name__ == "__main__":
    unittest.main()
