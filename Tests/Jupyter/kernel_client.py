"""A kernel of a test's own, and what a cell gave."""

import os
import time
from dataclasses import dataclass, field
from queue import Empty

from jupyter_client.manager import KernelManager

KERNEL = os.environ.get("NOTEBOOK_KERNEL", "swift")
TIMEOUT = 60


@dataclass
class Run:
    """The reply to an execute request, and everything that was broadcast for it, in order."""

    reply: dict
    messages: list = field(default_factory=list)

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def stream(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def result(self):
        found = self.of("execute_result")
        return found[-1]["data"]["text/plain"] if found else None

    @property
    def error(self):
        found = self.of("error")
        return found[-1] if found else None

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"])


class Kernel:
    def __init__(self, folder=None, **options):
        """`options` are those of the process, such as `env` and `stderr`."""
        self.manager = KernelManager(kernel_name=KERNEL)
        self.manager.start_kernel(cwd=folder, **options)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)

    @property
    def process(self):
        return self.manager.provisioner.process.pid

    def start(self, code, **options):
        return self.client.execute(code, **options)

    def finish(self, identifier, timeout=TIMEOUT, answer=None, watch=None):
        """Collects until the kernel is idle again; `answer` is what is typed when a line is asked for."""
        messages = []
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if answer is not None:
                try:
                    self.client.get_stdin_msg(timeout=0.02)
                    self.client.input(answer)
                except Empty:
                    pass
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except Empty:
                continue
            if message["parent_header"].get("msg_id") != identifier:
                continue
            messages.append(message)
            if watch:
                watch(message)
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
        else:
            raise TimeoutError(f"no end within {timeout} s; so far {messages}")
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"]["msg_id"] == identifier:
                return Run(reply["content"], messages)

    def run(self, code, timeout=TIMEOUT, answer=None, watch=None, **options):
        return self.finish(self.start(code, **options), timeout, answer, watch)


def descendants(process):
    """The processes below one, read from /proc."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(name)] = int(fields[1])
    found, layer = [], [process]
    while layer:
        layer = [p for p, parent in parents.items() if parent in layer]
        found += layer
    return found


def program(process):
    """The name of the program that a process runs; empty where it has ended."""
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return os.path.basename(file.read().split(b"\0")[0].decode())
    except OSError:
        return ""
