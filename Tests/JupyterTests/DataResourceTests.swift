import NotebookDisplay
import Testing

@testable import JupyterDocuments

/// Tables as data: what their texts say.
@Suite struct DataResourceTests {
  private func resource(
    _ texts: [String], _ alignment: Table.Alignment = .trailing
  ) -> (type: String?, values: [JSONValue?]) {
    let table = Table(columns: [.init("a", alignment: alignment)], rows: texts.map { [$0] })
    let value = DataResource.value(of: table)
    return (
      value["schema"]?["fields"]?.array?.first?["type"]?.string,
      value["data"]?.array?.map { $0["a"] } ?? []
    )
  }

  @Test(
    arguments: [
      (["9", "10", "\u{2212}1,250"], "integer", [9, 10, -1250]),
      (["1.5", "100", ""], "number", [1.5, 100, .null]),
      (["1.2e-4", "NaN", "∞", "\u{2212}∞"], "number", [0.00012, .null, .null, .null]),
      (["12.5%", "100%"], "number", [0.125, 1.0]),
      (["nan", ""], "integer", [.null, .null]),
      (["1.5 ± 0.1", "2"], "string", ["1.5 ± 0.1", "2"]),
      (["1,2", "3"], "string", ["1,2", "3"]), (["", ""], "string", ["", ""]),
      (["0x10"], "string", ["0x10"]), (["infinity"], "string", ["infinity"]),
    ] as [([String], String, [JSONValue])])
  func numbersAreNumbers(texts: [String], type: String, values: [JSONValue]) {
    let found = resource(texts)
    #expect(found.type == type && found.values == values)
  }

  @Test func namesAreTexts() {
    let names = resource(["9", "10"], .leading)
    #expect(names.type == "string" && names.values == ["9", "10"])
  }

  @Test func timesAreTimes() {
    let days = resource(["2026-11-29", ""], .leading)
    #expect(days.type == "date" && days.values == ["2026-11-29", .null])
    let times = resource(["2026-11-29", "2026-11-29 12:30", "2026-11-29 12:30:05.25"], .leading)
    #expect(times.type == "datetime")
    #expect(
      times.values == [
        "2026-11-29T00:00:00Z", "2026-11-29T12:30:00Z", "2026-11-29T12:30:05.25Z",
      ])
  }

  @Test func rowsOfTheFooterAreDataToo() {
    let table = Table(
      columns: [
        .init("name"), .init("name", alignment: .trailing), .init("", alignment: .trailing),
      ],
      rows: [["a", "1", "2.5"]], footer: [["sum", "1", ""]])
    #expect(
      DataResource.value(of: table) == [
        "schema": [
          "fields": [
            ["name": "name", "type": "string"], ["name": "name#2", "type": "integer"],
            ["name": "#3", "type": "number"],
          ]
        ],
        "data": [
          ["name": "a", "name#2": 1, "#3": 2.5], ["name": "sum", "name#2": 1, "#3": .null],
        ],
      ])
  }
}
