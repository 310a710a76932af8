"""Random kills, a burst of messages, and completion that does not keep anybody waiting."""

import os
import statistics
import time
import unittest

import random_kills
from kernel_client import Kernel

KILLS = int(os.environ.get("NOTEBOOK_KILLS", "20"))
BURST = int(os.environ.get("NOTEBOOK_BURST", "1000"))


class EnduranceTests(unittest.TestCase):
    def test_random_kills_lose_nothing(self):
        self.assertEqual(random_kills.problems(KILLS, seed=7), [])

    def test_a_burst_of_messages_is_answered_in_order(self):
        with Kernel() as kernel:
            kernel.run("var total = 0")
            requests = []
            for index in range(BURST):
                kind = index % 5
                if kind == 0 and index < 100:
                    requests.append(("execute", kernel.client.execute("total += 1")))
                elif kind == 1:
                    requests.append(("kernel_info", kernel.client.kernel_info()))
                elif kind == 2:
                    requests.append(("is_complete", kernel.client.is_complete("func f() {")))
                elif kind == 3:
                    requests.append(("history", kernel.client.history(hist_access_type="tail", n=1)))
                else:
                    requests.append(("comm_info", kernel.client.comm_info()))
            waiting = {identifier: kind for kind, identifier in requests}
            executed = []
            deadline = time.monotonic() + 120
            while waiting and time.monotonic() < deadline:
                reply = kernel.client.get_shell_msg(timeout=30)
                kind = waiting.pop(reply["parent_header"]["msg_id"])
                self.assertEqual(reply["msg_type"], f"{kind}_reply")
                self.assertEqual(reply["content"]["status"], "incomplete" if kind == "is_complete" else "ok")
                if kind == "execute":
                    executed.append(reply["parent_header"]["msg_id"])
            self.assertEqual(waiting, {})
            self.assertEqual(executed, [i for kind, i in requests if kind == "execute"])
            self.assertEqual(kernel.run("total").result, str(len(executed)))

    def test_completion_takes_less_than_three_tenths_of_a_second(self):
        with Kernel() as kernel:
            kernel.run("/// Steps so far.\nlet stepCount = 3\nlet model = Sequential { Dense(4) }")
            times = []
            for code, match in [("step", "stepCount"), ("model.", "fit"), ("Den", "Dense"), ("[1].fir", "first")] * 3:
                started = time.monotonic()
                kernel.client.complete(code)
                reply = kernel.client.get_shell_msg(timeout=30)
                times.append(time.monotonic() - started)
                self.assertIn(match, reply["content"]["matches"], code)
            warm = times[4:]
            self.assertLess(statistics.median(warm), 0.3, warm)
            kernel.client.inspect("stepCount", 4)
            content = kernel.client.get_shell_msg(timeout=30)["content"]
            self.assertEqual(content["data"]["text/plain"], "let stepCount: Int\n\nSteps so far.")
            kernel.run("/// One more.\nfunc addOne(_ x: Int) -> Int { x + 1 }\nlet list = [1, 2]")
            for code, place, expected in [("addOne(1)", 7, "One more."), ("addOne(1)", 8, "One more."),
                                          ("addOne(1)", 9, "One more."), ("list.map", 6, "func map"),
                                          ("list.map", 8, "func map"), ("list.filter", 8, "func filter")]:
                kernel.client.inspect(code, place)
                content = kernel.client.get_shell_msg(timeout=30)["content"]
                self.assertTrue(content["found"], (code, place))
                self.assertIn(expected, content["data"]["text/plain"])
            kernel.client.inspect("nothingOfTheKind")
            self.assertFalse(kernel.client.get_shell_msg(timeout=30)["content"]["found"])


if __name__ == "__main__":
    unittest.main()
