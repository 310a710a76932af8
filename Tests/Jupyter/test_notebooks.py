"""Notebooks run by nbclient and papermill, converted, and written by a run: Jupyter's own tools must like them."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter, MarkdownExporter

KERNEL = os.environ.get("NOTEBOOK_KERNEL", "swift")
TOOL = os.environ.get("NOTEBOOK_TOOL", "notebook")
ROOT = Path(__file__).resolve().parents[2]

NOTE = """---
title: A note
params:
  epochs: 3
---

# A note

Before it runs, `{swift} 1 + 1` is a sum.

```swift
//| label: data
let inputs = Tensor.normal([64, 4])
let data = Examples(inputs: inputs, targets: inputs.sum(axes: 1, keepDimensions: true))
let model = Sequential { Dense(1) }
```

```swift
let history = try model.fit(
  data, epochs: epochs, batchSize: 16, loss: .meanSquaredError, optimizer: Adam(learningRate: 0.05))
claim("it learns", history.training.loss.last! < history.training.loss.first!)
history.chart("loss")
```

```swift
history.epochs
```
"""


def notebook(*sources, metadata=None):
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"name": KERNEL, "language": "swift", "display_name": "Swift"}
    for source in sources:
        made.cells.append(nbformat.v4.new_code_cell(source))
    return made


def texts(cell):
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        found.append(output.get("text") or data.get("text/plain") or "")
    return found


class FolderTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def tool(self, *arguments, status=0):
        done = subprocess.run(
            [TOOL, *arguments], cwd=self.path, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr


class ExecutionTests(FolderTests):
    def test_nbclient_runs_a_converted_note_with_its_training(self):
        (self.path / "n.md").write_text(NOTE)
        self.tool("convert", "n.md")
        made = nbformat.read(self.path / "n.ipynb", 4)
        nbformat.validate(made)
        made.metadata["kernelspec"]["name"] = KERNEL
        NotebookClient(made, timeout=120, kernel_name=KERNEL, resources={"metadata": {"path": self.path}}).execute()
        nbformat.validate(made)
        self.assertEqual(texts(made.cells[-1]), ["3"])
        shown = made.cells[-2].outputs
        self.assertTrue(any("✓ holds: it learns" in o.get("data", {}).get("text/plain", "") for o in shown))
        self.assertTrue(any("<svg" in o.get("data", {}).get("text/html", "") for o in shown))
        HTMLExporter().from_notebook_node(made)

    def test_nbclient_stops_at_an_error_unless_a_tag_expects_it(self):
        made = notebook("let a = [1]\na[3]", "2")
        with self.assertRaisesRegex(CellExecutionError, "index out of range"):
            NotebookClient(made, timeout=60, kernel_name=KERNEL).execute()
        made = notebook("let a = [1]\na[3]", "2")
        made.cells[0].metadata["tags"] = ["raises-exception"]
        NotebookClient(made, timeout=60, kernel_name=KERNEL).execute()
        self.assertEqual(texts(made.cells[1]), ["2"])

    def test_papermill_sets_parameters(self):
        sys.path.insert(0, str(ROOT / "Integrations" / "papermill"))
        import papermill
        import papermill_swift  # noqa: F401 registers the language

        (self.path / "n.md").write_text(NOTE)
        self.tool("convert", "n.md")
        made = papermill.execute_notebook(
            str(self.path / "n.ipynb"), str(self.path / "out.ipynb"),
            parameters={"epochs": 5, "name": 'a "b"\n', "rates": [0.1, 1], "deep": {"a": True}, "none": None},
            kernel_name=KERNEL, language="swift", progress_bar=False)
        self.assertEqual(texts(made.cells[-1]), ["5"])

    def test_papermill_keeps_the_types_of_parameters(self):
        sys.path.insert(0, str(ROOT / "Integrations" / "papermill"))
        import papermill
        import papermill_swift  # noqa: F401 registers the language

        made = notebook(
            'let rate: Double = 0.1 // per step\nlet list = [1, 2]\nlet small: Float = 1\nlet name = "a // b"',
            "print(rate * 2.5, list + [1], small.isNaN, name)")
        made.cells[0].metadata["tags"] = ["parameters"]
        nbformat.write(made, self.path / "n.ipynb")
        found = papermill.inspect_notebook(str(self.path / "n.ipynb"))
        self.assertEqual(
            {name: (one["inferred_type_name"], one["default"], one["help"]) for name, one in found.items()},
            {"rate": ("Double", "0.1", "per step"), "list": ("[Int]", "[1, 2]", ""), "small": ("Float", "1", ""),
             "name": ("String", '"a // b"', "")})
        made = papermill.execute_notebook(
            str(self.path / "n.ipynb"), str(self.path / "out.ipynb"),
            parameters={"rate": 1, "list": [], "small": float("nan")},
            kernel_name=KERNEL, language="swift", progress_bar=False)
        self.assertEqual(texts(made.cells[-1]), ["2.5 [1] true a // b\n"])
        self.assertIn("let rate: Double = 1\n", made.cells[1].source)

    def test_a_number_that_does_not_fit_keeps_its_own_type(self):
        sys.path.insert(0, str(ROOT / "Integrations" / "papermill"))
        from papermill_swift import SwiftTranslator

        SwiftTranslator.inspect({"source": "let n = 3\nlet on = true\nlet text: String? = nil"})
        made = SwiftTranslator.codify({"n": 2.5, "on": 1, "text": None})
        self.assertEqual(made, "// Parameters\nlet n = 2.5\nlet on = 1\nlet text: String? = nil\n")
        # The next notebook does not get this one's types.
        self.assertEqual(SwiftTranslator.codify({"n": 1}), "// Parameters\nlet n = 1\n")


class ConversionTests(FolderTests):
    def test_a_note_comes_back_from_a_notebook_byte_for_byte(self):
        for source in sorted((ROOT / "notebooks").rglob("*.md")):
            note = source.read_text()
            (self.path / "a.md").write_text(note)
            self.tool("convert", "a.md", "--force")
            made = nbformat.read(self.path / "a.ipynb", 4)
            nbformat.validate(made)
            self.tool("convert", "a.ipynb", "-o", "b.md", "--force")
            self.assertEqual((self.path / "b.md").read_text(), note, source)

    def test_a_notebook_comes_back_from_a_note_with_its_outputs(self):
        made = notebook("print(1)", "2")
        NotebookClient(made, timeout=60, kernel_name=KERNEL).execute()
        made.cells.insert(0, nbformat.v4.new_markdown_cell("# Title\n\n\ntext"))
        nbformat.write(made, self.path / "a.ipynb")
        self.tool("convert", "a.ipynb")
        self.tool("convert", "a.md", "-o", "b.ipynb")
        again = nbformat.read(self.path / "b.ipynb", 4)
        nbformat.validate(again)
        for one, other in zip(made.cells, again.cells, strict=True):
            for key in ["cell_type", "source", "metadata", "outputs", "execution_count"]:
                self.assertEqual(one.get(key), other.get(key))
        self.assertEqual(made.metadata, again.metadata)

    def test_python_notebooks_are_shown(self):
        made = nbformat.v4.new_notebook()
        made.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
        made.cells = [nbformat.v4.new_markdown_cell("Text"), nbformat.v4.new_code_cell("print('hello')")]
        made.cells[1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="hello\n")]
        nbformat.write(made, self.path / "p.ipynb")
        self.tool("convert", "p.ipynb")
        self.tool("run", "p.md")
        page = (self.path / "output" / "p.html").read_text()
        self.assertIn("hello", page)
        # jupytext sees the same cells.
        cells = jupytext.read(self.path / "p.md").cells
        self.assertIn("print('hello')", [c.source for c in cells if c.cell_type == "code"])

    def test_every_format_of_version_4_is_read_and_older_ones_are_refused(self):
        for minor in range(6):
            cell = {"cell_type": "code", "source": ["1 + 1"], "metadata": {}, "outputs": [], "execution_count": None}
            if minor == 5:
                cell["id"] = "a"
            kernel = {"name": "swift", "display_name": "Swift (notebook)"}
            file = {
                "nbformat": 4, "nbformat_minor": minor, "metadata": {"kernelspec": kernel}, "cells": [cell]}
            (self.path / f"v{minor}.ipynb").write_text(json.dumps(file))
            self.tool("convert", f"v{minor}.ipynb")
            self.assertEqual(
                (self.path / f"v{minor}.md").read_text(),
                '---\njupyter: {"kernelspec":{"display_name":"Swift (notebook)","name":"swift"}}\n---\n\n'
                "```swift\n1 + 1\n```\n")
        (self.path / "v3.ipynb").write_text('{"nbformat": 3, "worksheets": []}')
        self.assertIn("in format 3", self.tool("convert", "v3.ipynb", status=64))
        self.assertIn("is there already", self.tool("convert", "v1.ipynb", status=64))

    def test_text_out_of_jupyter_becomes_a_note(self):
        (self.path / "t.txt").write_text("In [1]:\nlet x = 2\nx * 3\nOut[1]:\n6\n")
        self.tool("convert", "t.txt")
        self.assertIn("```swift\nlet x = 2\nx * 3\n```", (self.path / "t.md").read_text())


class ExecutedNotebookTests(FolderTests):
    def test_a_run_writes_the_executed_notebook(self):
        (self.path / "n.md").write_text(NOTE)
        self.tool("run", "n.md", "--to", "ipynb")
        made = nbformat.read(self.path / "output" / "n.ipynb", 4)
        nbformat.validate(made)
        self.assertEqual(texts(made.cells[-1]), ["3"])
        self.assertIn("Before it runs, 2 is a sum.", "\n".join(c.source for c in made.cells))
        page, _ = HTMLExporter().from_notebook_node(made)
        self.assertIn("it learns", page)
        MarkdownExporter().from_notebook_node(made)
        # An up-to-date note writes it as well.
        (self.path / "output" / "n.ipynb").unlink()
        self.tool("run", "n.md", "--to", "ipynb")
        self.assertTrue((self.path / "output" / "n.ipynb").exists())

    def test_a_failing_run_writes_its_error(self):
        (self.path / "n.md").write_text("```swift\nprint(1)\n```\n\n```swift\nlet a: [Int] = []\na[0]\n```\n")
        self.tool("run", "n.md", "--to", "ipynb", status=1)
        made = nbformat.read(self.path / "output" / "n.ipynb", 4)
        nbformat.validate(made)
        self.assertEqual(made.cells[0].outputs[0]["text"], "1\n")
        self.assertEqual(made.cells[1].outputs[0]["output_type"], "error")
        self.assertIn("index out of range", made.cells[1].outputs[0]["evalue"])

    def test_errors_have_the_names_that_the_kernel_gives(self):
        for code, name, status in [
            ("throw CancellationError()", "CancellationError", 1),
            ("struct Odd: Error {}\nthrow Odd()", "Odd", 1),
            ("_ = [Int]()[0]", "FatalError", 1),
            ("let x: Int = \"a\"", "CompileError", 2),
        ]:
            (self.path / "n.md").write_text(f"```swift\n{code}\n```\n")
            self.tool("run", "n.md", "--to", "ipynb", status=status)
            outputs = nbformat.read(self.path / "output" / "n.ipynb", 4).cells[0].outputs
            self.assertEqual(outputs[-1]["ename"], name)

    def test_the_data_of_a_chart_are_numbers(self):
        (self.path / "n.md").write_text("```swift\nChart { LineMark(x: [9, 10], y: [1.5, 100]) }\n```\n")
        self.tool("run", "n.md", "--to", "ipynb")
        made = nbformat.read(self.path / "output" / "n.ipynb", 4)
        data = made.cells[0].outputs[0]["data"]["application/vnd.dataresource+json"]
        self.assertEqual([row["x"] for row in data["data"]], [9, 10])
        self.assertEqual([field["type"] for field in data["schema"]["fields"]], ["integer", "number"])

    def test_what_was_printed_before_a_trap_is_written(self):
        (self.path / "n.md").write_text('```swift\nimport Glibc\nfputs("e", stderr); _ = [Int]()[0]\n```\n')
        self.tool("run", "n.md", "--to", "ipynb", status=1)
        outputs = nbformat.read(self.path / "output" / "n.ipynb", 4).cells[0].outputs
        self.assertEqual([o["output_type"] for o in outputs], ["stream", "error"])
        self.assertEqual((outputs[0]["name"], outputs[0]["text"]), ("stderr", "e"))


if __name__ == "__main__":
    unittest.main()
