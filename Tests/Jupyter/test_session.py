"""What a session of cells does: errors at their lines, interrupts, crashes, input, several front ends."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import xml.dom.minidom

import zmq
from jupyter_client.session import Session

from kernel_client import Kernel, descendants, program

TRAINING = """
let inputs = Tensor.normal([512, 8])
let data = Examples(inputs: inputs, targets: inputs.sum(axes: 1, keepDimensions: true))
let model = Sequential {
  Dense(16, activation: .relu)
  Dense(1)
}
"""


class SessionTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.kernel = Kernel()
        cls.kernel.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.__exit__()
        cls.folder.cleanup()

    def run_cell(self, code, **options):
        return self.kernel.run(code, **options)

    def test_names_are_seen_by_later_cells_and_redefined_as_in_notes(self):
        self.run_cell("var x = 1\nfunc readX() -> Int { x }")
        self.run_cell("x += 1")
        self.assertEqual(self.run_cell("readX()").result, "2")
        self.run_cell("let x = x * 10")
        self.assertEqual(self.run_cell("[x, readX()]").result, "[20, 2]")

    def test_a_compile_error_has_the_line_of_its_cell(self):
        run = self.run_cell('let a = 1\nlet b: Int = "text"')
        self.assertEqual(run.reply["status"], "error")
        self.assertEqual(run.error["ename"], "CompileError")
        self.assertIn("cannot convert value of type 'String' to specified type 'Int'", run.error["evalue"])
        count = run.reply["execution_count"]
        self.assertIn(f"In [{count}]:2:14", run.traceback)
        self.assertIn('2 | let b: Int = "text"', run.traceback)
        self.assertIn("\x1b[31m", run.traceback)

    def test_a_trap_is_an_error_of_its_line_and_the_state_before_it_is_kept(self):
        self.run_cell("var kept = [1, 2]")
        run = self.run_cell("kept.append(3)\nlet i = 7\nkept[i]")
        self.assertEqual(run.error["ename"], "FatalError")
        self.assertIn("index out of range", run.error["evalue"])
        self.assertIn(f"In [{run.reply['execution_count']}]:3", run.traceback)
        self.assertEqual(self.run_cell("kept").result, "[1, 2]")

    def test_a_trap_in_an_earlier_cells_function_names_that_cell(self):
        define = self.run_cell("func first(_ list: [Int]) -> Int {\n  print(list.count)\n  return list[0]\n}")
        call = self.run_cell("print(1)\nprint(first([]))")
        self.assertIn(f"In [{define.reply['execution_count']}]:3", call.traceback)
        self.assertIn('3 |   return list[0]', call.traceback)

    def test_a_thrown_error_keeps_what_was_done(self):
        self.run_cell("struct Refused: Error { var reason: String }\nvar count = 0")
        run = self.run_cell('count += 1\nlet later = 5\nthrow Refused(reason: "no")')
        self.assertEqual(run.error["ename"], "Refused")
        self.assertIn("no", run.error["evalue"])
        self.assertEqual(self.run_cell("count").result, "1")
        self.assertIn("later", self.run_cell("later").error["evalue"])

    def test_a_killed_process_is_an_error_of_the_cell(self):
        self.run_cell("let precious = Array(0..<5)")
        run = self.run_cell("import Glibc\nkill(getpid(), SIGKILL)")
        self.assertEqual(run.error["ename"], "Signal")
        self.assertEqual(self.run_cell("precious").result, "[0, 1, 2, 3, 4]")
        run = self.run_cell("import Glibc\nexit(3)")
        self.assertIn("exit(3)", run.error["evalue"])
        self.assertEqual(self.run_cell("precious.count").result, "5")

    def test_the_same_failing_cell_fails_again(self):
        for _ in range(2):
            self.assertEqual(self.run_cell("let none: Int? = nil\nnone!").error["ename"], "FatalError")

    def test_streams_come_in_order_and_as_they_come(self):
        times = []

        def watch(message):
            if message["msg_type"] == "stream":
                times.append(time.monotonic())

        code = """
        import Glibc
        print("one"); usleep(400_000)
        fputs("two\\n", stderr); usleep(400_000)
        print("three")
        """
        run = self.run_cell(code, watch=watch)
        self.assertEqual([c["text"] for c in run.of("stream")], ["one\n", "two\n", "three\n"])
        self.assertEqual([c["name"] for c in run.of("stream")], ["stdout", "stderr", "stdout"])
        self.assertGreater(times[2] - times[0], 0.5)

    def test_streams_are_in_order_without_a_pause(self):
        run = self.run_cell(
            'import Glibc\nfor i in 0..<50 { fputs("e\\(i)\\n", stderr); print("o\\(i)"); fflush(stdout) }')
        expected = [part for i in range(50) for part in (("stderr", f"e{i}\n"), ("stdout", f"o{i}\n"))]
        self.assertEqual([(c["name"], c["text"]) for c in run.of("stream")], expected)

    def test_control_characters_pass_as_they_came(self):
        self.assertEqual(self.run_cell('print("a\\u{0}b\\u{1}c\\u{7F}")').stream(), "a\0b\x01c\x7f\n")

    def test_silent_cells_broadcast_nothing_and_are_not_counted(self):
        before = self.run_cell("1").reply["execution_count"]
        run = self.run_cell('print("x"); 2', silent=True)
        self.assertEqual([m["msg_type"] for m in run.messages], ["status", "status"])
        self.assertEqual(run.reply["execution_count"], before)
        run = self.run_cell("3", store_history=False)
        self.assertEqual((run.result, run.reply["execution_count"]), ("3", before))
        self.assertEqual(self.run_cell("4").reply["execution_count"], before + 1)

    def test_user_expressions_have_values_or_errors(self):
        run = self.run_cell("let price = 20", user_expressions={"double": "price * 2", "bad": "nothing"})
        values = run.reply["user_expressions"]
        self.assertEqual(values["double"]["data"]["text/plain"], "40")
        self.assertEqual(values["bad"]["status"], "error")

    def test_an_error_stops_the_cells_that_wait_unless_it_shall_not(self):
        # The first cell lasts until all have come.
        cells = ["import Glibc; _ = usleep(1_000_000)", "nothing", "3", "4"]
        identifiers = [self.kernel.start(cell) for cell in cells]
        states = [self.kernel.finish(i).reply["status"] for i in identifiers]
        self.assertEqual(states, ["ok", "error", "aborted", "aborted"])
        first = self.kernel.start("nothing", stop_on_error=False)
        second = self.kernel.start("5")
        self.assertEqual(self.kernel.finish(first).reply["status"], "error")
        self.assertEqual(self.kernel.finish(second).result, "5")

    def test_read_line_asks_the_front_end(self):
        run = self.run_cell(
            'print("name: ", terminator: "")\nlet name = readLine()\nprint("hello, \\(name ?? "nobody")")',
            answer="Ada", allow_stdin=True)
        self.assertEqual(run.stream(), "name: hello, Ada\n")
        run = self.run_cell("readLine() == nil", allow_stdin=False)
        self.assertEqual(run.result, "true")

    def test_nobody_is_asked_again_after_a_crash(self):
        run = self.run_cell("let answered = readLine()!", answer="Ann", allow_stdin=True)
        self.assertIsNone(run.error)
        for crash in ["import Glibc\nexit(4)", "_ = [Int]()[0]", 'print("B", readLine()!)\nfatalError()']:
            run = self.run_cell(crash, answer="Bob", allow_stdin=True)
            self.assertIsNotNone(run.error)
            self.assertEqual(self.run_cell("answered").result, "Ann")

    def test_an_interrupt_while_a_line_is_asked_for_ends_the_cell_there(self):
        self.run_cell('var typed: String? = "before"')
        identifier = self.kernel.start('typed = "changed"\ntyped = readLine()\nprint("after")', allow_stdin=True)
        self.kernel.client.get_stdin_msg(timeout=30)
        self.kernel.manager.interrupt_kernel()
        run = self.kernel.finish(identifier)
        self.assertEqual(run.error["ename"], "Interrupted")
        self.assertEqual(run.stream(), "")
        self.assertEqual(self.run_cell("typed!").result, "before")

    def test_the_state_before_a_cell_is_kept_after_tasks_and_actors(self):
        self.run_cell("import Foundation\nactor Counter { var count = 0; func next() { count += 1 } }\nlet counter = Counter()")
        for code in [
            "await counter.next(); await Task.detached {}.value",
            "await withTaskGroup(of: Void.self) { group in for _ in 0..<8 { group.addTask { await counter.next() } } }",
            "await Task { @MainActor in await counter.next() }.value",
        ]:
            self.assertIsNone(self.run_cell(code).error)
            drawn = self.run_cell("let drawn = UUID().uuidString; drawn").result
            crash = self.run_cell("await counter.next(); fatalError()")
            self.assertEqual(crash.error["ename"], "FatalError")
            self.assertEqual(crash.stream("stderr"), "")
            self.assertEqual(self.run_cell("drawn").result, drawn)
        self.assertEqual(self.run_cell("await counter.count").result, "10")

    def test_cells_that_threw_run_again_where_no_state_was_kept(self):
        with Kernel() as kernel:
            # The thread stays.
            kernel.run("import Foundation\nThread.detachNewThread { while true { sleep(1) } }\nvar seen: [Int] = []")
            kernel.run("for i in 0..<9 { seen.append(i); if i == 2 { throw CancellationError() } }")
            kernel.run("seen.append(7)")
            crash = kernel.run("fatalError()")
            self.assertIn("cells ran again (In [1], In [2] up to its error, In [3])", crash.stream("stderr"))
            self.assertEqual(kernel.run("seen").result, "[0, 1, 2, 7]")

    def test_only_the_front_end_that_was_asked_answers(self):
        other = self.kernel.manager.blocking_client()
        other.start_channels()
        try:
            other.wait_for_ready(timeout=30)
            identifier = self.kernel.start('print(readLine() ?? "nil", readLine() ?? "nil")', allow_stdin=True)
            for answer in ["right", "again"]:
                question = self.kernel.client.get_stdin_msg(timeout=30)
                # The kernel has read the wrong answer before it answers what comes after it.
                other.input("WRONG")
                other.stdin_channel.send(other.session.msg("kernel_info_request", {}))
                self.assertEqual(other.stdin_channel.get_msg(timeout=10)["msg_type"], "kernel_info_reply")
                # Of this front end, but to a question of before.
                late = self.kernel.client.session.msg("input_reply", {"value": "LATE"})
                late["parent_header"] = dict(question["header"], msg_id="other")
                self.kernel.client.stdin_channel.send(late)
                self.kernel.client.input(answer)
            self.assertEqual(self.kernel.finish(identifier).stream(), "right again\n")
        finally:
            other.stop_channels()

    def test_a_task_prints_after_its_cell_at_once_and_under_it(self):
        mark = os.path.join(self.folder.name, "mark")
        identifier = self.kernel.start(
            f'''
            import Glibc
            var late = pthread_t()
            pthread_create(&late, nil, {{ _ in
              while access("{mark}", F_OK) != 0 {{ usleep(1000) }}
              print("late")
              display("shown")
              return nil
            }}, nil)
            print("now")
            ''')
        self.assertEqual(self.kernel.finish(identifier).stream(), "now\n")
        open(mark, "w").close()
        found = []
        while len(found) < 2:
            message = self.kernel.client.get_iopub_msg(timeout=10)
            if message["msg_type"] in ["stream", "display_data"]:
                self.assertEqual(message["parent_header"]["msg_id"], identifier)
                found.append(message["content"])
        self.assertEqual(found[0]["text"], "late\n")
        self.assertEqual(found[1]["data"]["text/plain"], "shown")
        self.assertEqual(self.run_cell("pthread_join(late, nil)").stream(), "")

    def test_an_interrupt_ends_the_programs_of_the_cell(self):
        code = '''
        import Foundation
        let program = Process()
        program.executableURL = URL(filePath: "/bin/sleep")
        program.arguments = ["71"]
        try program.run()
        print(program.processIdentifier)
        program.waitUntilExit()
        '''
        numbers = []

        def watch(message):
            if message["msg_type"] == "stream":
                numbers.append(int(message["content"]["text"]))
                self.kernel.manager.interrupt_kernel()

        run = self.run_cell(code, watch=watch)
        self.assertEqual(run.error["ename"], "Interrupted")
        deadline = time.monotonic() + 10
        while program(numbers[0]) == "sleep" and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(program(numbers[0]), "")

    def test_values_show_their_control_characters(self):
        self.assertEqual(self.run_cell('"a\\u{0}b\\u{1b}[31mred\\u{7}"').result, "a\\0bred")
        self.assertEqual(self.run_cell('"a\\tb\\r\\nc"').result, "a\tb\nc")

    def test_what_was_printed_without_a_line_end_before_a_trap_is_kept(self):
        for code, name in [('fputs("e", stderr)', "stderr"), ('print("e", terminator: "")', "stdout")]:
            run = self.run_cell(f"import Foundation\n{code}; _ = [Int]()[0]")
            self.assertEqual([(c["name"], c["text"]) for c in run.of("stream")], [(name, "e")])
            self.assertEqual(run.error["evalue"], "index out of range")

    def test_training_shows_its_progress_in_place(self):
        self.assertIsNone(self.run_cell(TRAINING).error)
        run = self.run_cell("let history = try model.fit(data, epochs: 40, batchSize: 8, loss: .meanSquaredError)", timeout=120)
        self.assertIsNone(run.error)
        shown = [
            c for c in run.of("display_data")
            if "epoch" in c["data"]["text/plain"] and c["transient"].get("display_id")
        ]
        self.assertEqual(len(shown), 1)
        updates = run.of("update_display_data")
        self.assertTrue(updates)
        self.assertEqual(
            {c["transient"]["display_id"] for c in updates}, {shown[0]["transient"]["display_id"]})
        self.assertIn("epoch 40/40", updates[-1]["data"]["text/plain"])

    def test_an_interrupt_stops_training_at_a_step_and_keeps_the_history(self):
        self.assertIsNone(self.run_cell(TRAINING).error)
        identifier = self.kernel.start(
            "let long = try model.fit(data, epochs: 1_000_000, batchSize: 8, loss: .meanSquaredError)\nlet after = 1")
        time.sleep(2)
        self.kernel.manager.interrupt_kernel()
        run = self.kernel.finish(identifier, timeout=30)
        self.assertEqual(run.error["ename"], "Interrupted")
        self.assertIn("at epoch", run.error["evalue"])
        run = self.run_cell("[long.epochs > 0, long.epochs < 1_000_000, after == 1]")
        self.assertEqual(run.result, "[true, true, true]", run.error)

    def test_claims_are_shown_and_a_false_one_is_marked(self):
        run = self.run_cell('claim("two", 2, equals: 2)\nclaim("three", 2, equals: 3)')
        texts = [c["data"]["text/plain"] for c in run.of("display_data")]
        self.assertTrue(texts[0].startswith("✓ holds: two"), texts)
        self.assertTrue(texts[1].startswith("✗ false: three"), texts)
        self.assertIn("✗ false", run.of("display_data")[1]["data"]["text/html"])

    def test_a_chart_has_every_form(self):
        run = self.run_cell("Chart { LineMark(x: [1, 2, 3], y: [1, 4, 9]) }")
        data = run.of("execute_result")[0]["data"]
        self.assertIn("<svg", data["text/html"])
        self.assertNotIn("{{figure}}", data["text/html"])
        self.assertIn("text/plain", data)
        drawing = xml.dom.minidom.parseString(data["image/svg+xml"]).documentElement
        self.assertEqual(drawing.tagName, "svg")
        self.assertNotIn("var(", data["image/svg+xml"])
        fields = data["application/vnd.dataresource+json"]["schema"]["fields"]
        self.assertEqual(len(fields), 2)

    def test_an_interrupt_ends_an_endless_loop_and_keeps_the_state(self):
        self.run_cell("var before = 41")
        identifier = self.kernel.start("before += 1\nwhile true {}")
        time.sleep(1.5)
        self.kernel.manager.interrupt_kernel()
        run = self.kernel.finish(identifier, timeout=20)
        self.assertEqual(run.error["ename"], "Interrupted")
        self.assertEqual(self.run_cell("before").result, "41")

    def test_a_signal_interrupts_too(self):
        identifier = self.kernel.start("while true {}")
        time.sleep(1.5)
        os.kill(self.kernel.process, signal.SIGINT)
        self.assertEqual(self.kernel.finish(identifier, timeout=20).error["ename"], "Interrupted")

    def test_two_front_ends_hear_each_other(self):
        other = self.kernel.manager.blocking_client()
        other.start_channels()
        try:
            other.wait_for_ready(timeout=30)
            self.run_cell('print("for both")')
            texts = []
            while not texts:
                message = other.get_iopub_msg(timeout=10)
                if message["msg_type"] == "stream":
                    texts.append(message["content"]["text"])
            self.assertEqual(texts, ["for both\n"])
        finally:
            other.stop_channels()

    def test_the_kernel_answers_while_a_cell_runs(self):
        identifier = self.kernel.start("import Glibc\nsleep(3)")
        started = time.monotonic()
        self.kernel.client.kernel_info()
        reply = self.kernel.client.get_shell_msg(timeout=2)
        self.assertEqual(reply["msg_type"], "kernel_info_reply")
        self.assertLess(time.monotonic() - started, 2)
        self.assertEqual(self.kernel.finish(identifier).reply["status"], "ok")


class StrangerTests(unittest.TestCase):
    def test_messages_with_a_wrong_signature_or_without_parts_are_ignored_and_logged(self):
        with tempfile.TemporaryFile() as log:
            with Kernel(stderr=log) as kernel:
                self.send_what_is_no_message(kernel)
                self.assertIsNotNone(kernel.run("stolen").error)
                self.assertEqual(kernel.run("twice").result, "0")
            log.seek(0)
            lines = log.read().decode()
        for sentence, count in [
            ("the signature is not that of the connection's key", 3),
            ("the delimiter <IDS|MSG> is missing", 2),
            ("after the delimiter come 0 parts instead of 5 or more", 1),
            ("the message has come before, with the same signature", 2),
        ]:
            self.assertEqual(lines.count(sentence), count, lines)

    def send_what_is_no_message(self, kernel):
        info = kernel.client.get_connection_info()
        context = zmq.Context()
        try:
            socket = context.socket(zmq.DEALER)
            socket.connect(f"tcp://{info['ip']}:{info['shell_port']}")
            message = {"code": "var stolen = 1", "silent": False}
            Session(key=b"wrong").send(socket, "execute_request", message)
            Session(key=b"").send(socket, "execute_request", message)
            for parts in ([b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{", b"{}", b"{}", b"{}"], [b""] * 9):
                socket.send_multipart(parts)
            own = Session(key=kernel.client.session.key)
            message = own.msg("execute_request", {"code": "var twice = (0)", "silent": False})
            own.send(socket, message)
            frames = own.serialize(message)
            socket.send_multipart(frames)
            socket.send_multipart(frames)
            # What comes after them on the same socket is answered when they have been read.
            own.send(socket, "kernel_info_request", {})
            while socket.poll(10_000):
                if any(b"kernel_info_reply" in part for part in socket.recv_multipart()):
                    return
            self.fail("the kernel does not answer")
        finally:
            socket.close(linger=1000)
            context.term()


class LifetimeTests(unittest.TestCase):
    def test_shutdown_leaves_nothing_behind(self):
        with Kernel() as kernel:
            kernel.run("let x = 1")
            processes = [kernel.process] + descendants(kernel.process)
            self.assertGreater(len(processes), 1)
        # Processes of processes that have ended are collected by the system, a moment later.
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and any(os.path.exists(f"/proc/{p}") for p in processes):
            time.sleep(0.05)
        self.assertEqual([p for p in processes if os.path.exists(f"/proc/{p}")], [])

    def test_restart_forgets_everything(self):
        with Kernel() as kernel:
            kernel.run("let x = 1")
            kernel.manager.restart_kernel()
            kernel.client.wait_for_ready(timeout=60)
            run = kernel.run("x")
            self.assertEqual(run.error["ename"], "CompileError")
            self.assertEqual(run.reply["execution_count"], 1)

    def test_a_kernel_ends_with_the_process_that_started_it(self):
        code = (
            "import kernel_client, time\n"
            "kernel = kernel_client.Kernel()\n"
            "print(kernel.process, flush=True)\n"
            "time.sleep(600)\n"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        process = int(parent.stdout.readline())
        processes = [process] + descendants(process)
        parent.kill()
        parent.wait()
        parent.stdout.close()
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and any(os.path.exists(f"/proc/{p}") for p in processes):
            time.sleep(0.05)
        self.assertEqual([p for p in processes if os.path.exists(f"/proc/{p}")], [])

    def test_cells_do_not_outlive_a_killed_kernel(self):
        kernel = Kernel()
        kernel.run("1")
        processes = descendants(kernel.process)
        os.kill(kernel.process, signal.SIGKILL)
        kernel.client.stop_channels()
        kernel.manager.cleanup_resources()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and any(os.path.exists(f"/proc/{p}") for p in processes):
            time.sleep(0.05)
        self.assertEqual([p for p in processes if os.path.exists(f"/proc/{p}")], [])


if __name__ == "__main__":
    unittest.main()
