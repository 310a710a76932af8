import NotebookDocument
import Testing

@testable import Sweeps

@Suite struct RunTableTests {
  @Test func rowsAreRunsAndQuotedFieldsHoldAnything() throws {
    let table = try RunTable(
      csv: "\u{FEFF}rate,name\r\n0.1, \" a, \"\"b\"\"\" \r\n\r\n 0.2 , c\r\n", path: "runs.csv")
    #expect(table.names == ["rate", "name"])
    #expect(table.rows == [["0.1", " a, \"b\""], ["0.2", "c"]])
  }

  @Test(arguments: [
    ("rate\n", "runs.csv has no runs"),
    ("rate,name\n0.1\n", "runs.csv:2: 1 fields, expected 2"),
    ("rate\n\"0.1\n", "runs.csv:2: a quotation mark is not closed"),
  ]) func whatIsWrongNamesItsLine(text: String, message: String) {
    let error = #expect(throws: SweepError.self) { try RunTable(csv: text, path: "runs.csv") }
    #expect(error?.message == message)
  }

  @Test func aYAMLFileIsAListOfRuns() {
    let rows = ValueRows(
      yaml: "- rate: 0.1\n  name: a\n- {name: b, rate: 0.2}\n", path: "runs.yml")
    #expect(rows.diagnostics.isEmpty)
    #expect(rows.names == ["rate", "name"])
    #expect(rows.rows == [["0.1", "a"], ["0.2", "b"]])
    let marked = ValueRows(yaml: "\u{FEFF}- name: \"\"\n- name: \"~\"\n", path: "runs.yml")
    #expect(marked.diagnostics.isEmpty)
    #expect(marked.rows == [[""], ["~"]])
  }

  @Test(arguments: [
    ("rate: 0.1\n", 1, "the file must be a list of runs, not a mapping"),
    ("[]\n", 1, "the file has no runs"),
    ("- rate: 0.1\n- name: a\n", 2, "this run sets name"),
    ("- rate: [1, 2]\n", 1, "a value of a run is a number or a text, not a list"),
    ("- name: a\n- name: ~\n", 2, "'name' has no value in this run"),
    ("- name:\n", 1, "'name' has no value in this run"),
    ("- name: null\n", 1, "'name' has no value in this run"),
    ("- {}\n", 1, "this run has no values"),
    ("- n: 1\n- {}\n", 2, "this run has no values"),
    ("- 3\n", 1, "a run is a list of names and values, not '3'"),
  ]) func whatIsWrongWithYAMLNamesItsLine(text: String, line: Int, message: String) {
    let found = ValueRows(yaml: text, path: "runs.yml").diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.line) == [line])
  }
}
