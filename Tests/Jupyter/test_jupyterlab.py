"""JupyterLab in a real Chromium: run, complete, interrupt, restart, a chart in light and dark."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

import nbformat

KERNEL = os.environ.get("NOTEBOOK_KERNEL", "swift")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PICTURES = os.environ.get("NOTEBOOK_PICTURES")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@unittest.skipUnless(CHROMIUM, "there is no Chromium on this machine (apt-get install chromium)")
class JupyterLabTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from playwright.sync_api import sync_playwright

        cls.folder = tempfile.TemporaryDirectory()
        made = nbformat.v4.new_notebook()
        made.metadata["kernelspec"] = {"name": KERNEL, "language": "swift", "display_name": "Swift (notebook)"}
        for source in ["let x = 20", "print(\"printed\")\nx + 22", "Chart { LineMark(x: [1, 2, 3], y: [1, 4, 9]) }",
                       "let bad: Int = \"no\"", "while true {}"]:
            made.cells.append(nbformat.v4.new_code_cell(source))
        nbformat.write(made, Path(cls.folder.name) / "n.ipynb")
        port = free_port()
        cls.address = f"http://127.0.0.1:{port}"
        cls.server = subprocess.Popen(
            [str(Path(os.sys.executable).parent / "jupyter-lab"), "--no-browser", "--allow-root", f"--port={port}",
             "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={cls.folder.name}",
             "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cls.folder.name)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{cls.address}/api/status", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.page = cls.browser.new_page(viewport={"width": 1200, "height": 1400})
        cls.page.goto(f"{cls.address}/lab/tree/n.ipynb?reset")
        cls.page.wait_for_selector(".jp-NotebookPanel-notebook .jp-CodeCell", timeout=60_000)
        cls.page.wait_for_selector('.jp-Toolbar-kernelStatus[title*="Idle"], [data-status="idle"]', timeout=60_000)
        cls.wait_until_idle()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.server.terminate()
        cls.server.wait(timeout=30)
        cls.folder.cleanup()

    @classmethod
    def wait_until_idle(cls):
        cls.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000)

    def cell(self, number):
        return self.page.locator(".jp-NotebookPanel-notebook .jp-CodeCell").nth(number)

    def answer_dialog(self):
        """Takes what JupyterLab proposes when it asks something, as for a kernel on a slow machine; says what it was."""
        dialog = self.page.locator(".jp-Dialog")
        if dialog.count() == 0:
            return
        words = dialog.first.inner_text()
        self.assertNotIn("died", words)
        print(f"JupyterLab asks: {' / '.join(words.split(chr(10)))}", file=sys.stderr)
        dialog.first.locator("button.jp-mod-accept").click()
        dialog.first.wait_for(state="detached")

    def run_cell(self, number, ends=True):
        """Runs a cell; before the kernel has connected, JupyterLab takes no notice, so the key is pressed again."""
        cell = self.cell(number)
        before = cell.locator(".jp-InputPrompt").inner_text()
        for _ in range(10):
            self.answer_dialog()
            cell.locator(".cm-content").click(timeout=60_000)
            self.page.keyboard.press("Control+Enter")
            try:
                self.page.wait_for_function(
                    "([cell, before, ends]) => cell.innerText !== before && (!ends || /[0-9]/.test(cell.innerText))",
                    arg=[cell.locator(".jp-InputPrompt").element_handle(), before, ends], timeout=8000)
                return
            except Exception:
                continue
        self.fail(f"cell {number} does not run")

    def output(self, number, text, timeout=20_000):
        found = self.cell(number).locator(".jp-OutputArea-output", has_text=text)
        found.first.wait_for(timeout=timeout)
        return found.first

    def picture(self, name):
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{name}.png")

    def color(self, selector, property):
        return self.page.locator(selector).first.evaluate(
            f"e => getComputedStyle(e).getPropertyValue('{property}')")

    def test_1_cells_run(self):
        self.run_cell(0)
        self.run_cell(1)
        self.output(1, "printed")
        self.output(1, "42")

    def test_2_a_chart_follows_the_theme(self):
        self.run_cell(2)
        self.cell(2).locator("svg.plot").first.wait_for(timeout=20_000)
        light = self.color(".notebook-output .plot .lb, .notebook-output .plot text", "fill")
        self.picture("lab-light")
        self.page.evaluate("document.body.setAttribute('data-jp-theme-light', 'false')")
        dark = self.color(".notebook-output .plot .lb, .notebook-output .plot text", "fill")
        self.picture("lab-dark")
        self.page.evaluate("document.body.setAttribute('data-jp-theme-light', 'true')")
        self.assertNotEqual(light, dark)
        box = self.cell(2).locator("svg.plot").first.bounding_box()
        self.assertGreater(box["width"], 300)
        self.assertGreater(box["height"], 100)

    def test_3_an_error_has_its_line_in_colour(self):
        self.run_cell(3)
        shown = self.output(3, "cannot convert value of type 'String'")
        self.assertIn("]:1:16", shown.inner_text())
        self.assertTrue(shown.locator(".ansi-red-fg").count() > 0)
        self.picture("lab-error")

    def test_4_names_complete(self):
        editor = self.cell(0).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type("\nlet list = [1, 2]\nlist.appe")
        self.page.keyboard.press("Tab")
        self.cell(0).page.locator(".jp-Completer, .cm-content").first.wait_for()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if "append" in editor.inner_text() or self.page.locator(".jp-Completer-item", has_text="append").count():
                break
            time.sleep(0.1)
        else:
            self.fail(editor.inner_text())
        self.page.keyboard.press("Escape")

    def test_5_an_endless_loop_is_interrupted(self):
        self.run_cell(4, ends=False)
        self.page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="busy"]', timeout=20_000)
        time.sleep(1)
        self.page.keyboard.press("Escape")
        self.page.keyboard.type("ii", delay=50)
        self.output(4, "interrupted", timeout=30_000)
        self.wait_until_idle()
        self.run_cell(1)
        self.output(1, "42")

    def test_6_restart_forgets(self):
        self.page.keyboard.press("Escape")
        self.page.keyboard.type("00", delay=50)
        self.page.locator(".jp-Dialog button", has_text="Restart").click()
        time.sleep(1)
        self.wait_until_idle()
        self.run_cell(1)
        self.output(1, "cannot find 'x' in scope")


if __name__ == "__main__":
    unittest.main()
