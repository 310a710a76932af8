import JupyterDocuments
import Testing

@Suite struct JSONValueTests {
  @Test func whatIsReadIsWrittenAgain() throws {
    let text = #"{"a":[1,-2,0.5,1e+300,true,null,"\"\\\n\t\u0001ä😀"],"b":{},"c":[]}"#
    #expect(try JSONValue(reading: text.utf8).text() == text)
  }

  @Test func memberNamesAreInOrderAndLevelsSetIn() {
    let value: JSONValue = ["b": [1, ["x": false]], "a": [], "B": [:]]
    #expect(
      value.text(indentation: 1) == """
        {
         "B": {},
         "a": [],
         "b": [
          1,
          {
           "x": false
          }
         ]
        }
        """)
  }

  @Test func whatIsNoJSONIsRefused() {
    for text in [
      "", "{", "[1", "[1,]", "nul", "\u{FF}\u{FE}", "{\"a\":}", "{\"a\":1,}", "[1,,2]", "[,1]",
      "{,}",
      "[[1, \n ],\t]", "[\"\\\\\",]", "01", "+1", "[1.]", "[.5]", "[1e]", "NaN", "[Infinity]",
      "\"a\u{1}b\"",
      "\"\\ud800\"", "\"\\q\"", "{a:1}", "{'a':1}", "[1 2]", "[1] x", "[1]]", "// c\n1", "[1]\u{0}",
      "[0x10]",
    ] {
      #expect(throws: JSONError.self, "\(text)") { try JSONValue(reading: text.utf8) }
    }
    #expect(throws: JSONError.self) { try JSONValue(reading: [0xFF]) }
  }

  @Test func aCommaBeforeAnEndIsNamedWithItsLine() throws {
    let error = #expect(throws: JSONError.self) { try JSONValue(reading: "[1,\n2,\n]".utf8) }
    #expect(error?.description == "a ',' before the end of a list or an object, in line 2")
    #expect(try JSONValue(reading: #"[",]", "\",}", {",": ","}]"#.utf8).array?.count == 3)
  }

  @Test func numbersThatJSONLacksAreNull() {
    #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text() == "[null,null]")
  }

  @Test func valuesAreFoundByKind() {
    let value: JSONValue = ["text": "a", "flag": true, "number": 3, "list": [1], "object": [:]]
    #expect(value["text"]?.string == "a")
    #expect(value["flag"]?.boolean == true)
    #expect(value["number"]?.integer == 3)
    #expect(value["list"]?.array == [1])
    #expect(value["object"]?.object == [:])
    #expect(value["text"]?.integer == nil)
    #expect(value["nothing"] == nil)
    #expect(JSONValue.null["x"] == nil)
  }
}
