import Testing

@testable import JupyterDocuments

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
      "[[1, \n ],\t]", "[\"\\\\\",]", "01", "+1", "[1.]", "[.5]", "[1e]", "\"a\u{1}b\"", "\"\\q\"",
      "{a:1}", "{'a':1}", "[1 2]", "[1] x", "[1]]", "// c\n1", "[1]\u{0}",
      "[0x10]",
    ] {
      #expect(throws: JSONError.self, "\(text)") { try JSONValue(reading: text.utf8) }
    }
    #expect(throws: JSONError.self) { try JSONValue(reading: [0xFF]) }
  }

  @Test func whatPythonWritesBeyondTheStandardStaysAsItIs() throws {
    let text = #"[NaN,Infinity,-Infinity,12345678901234567890,-1e999,9223372036854775807]"#
    let value = try JSONValue(reading: text.utf8)
    #expect(value.text() == text)
    #expect(value.array?.last == .integer(.max))
    #expect(try JSONValue(reading: "\u{FEFF}[1]".utf8) == [1])
  }

  @Test func halfOfASurrogatePairIsReplaced() throws {
    let text = "[\n\"\\ud83d x\", \"\\ud83d\\ude00\", \"\\ude00\\ud83d\\ud83d\\ude00\"]"
    let read = try JSONValue.read(text.utf8)
    #expect(read.value == ["\u{FFFD} x", "😀", "\u{FFFD}\u{FFFD}😀"])
    #expect(read.lineOfHalfCharacter == 2)
    #expect(try JSONValue.read("[1]".utf8).lineOfHalfCharacter == nil)
  }

  @Test(arguments: [
    ("", "the file is empty"),
    (
      "[1,\n2",
      "line 2: the file ends here, and what line 1 opens with '[' is not closed; it was cut"
    ),
    (
      "{\"a\": \"b",
      "line 1, column 7: the text in quotes that begins here does not end; the file was cut"
    ),
    (
      "{\n<<<<<<< HEAD\n\"a\": 1}",
      "line 2: '<<<<<<<' marks a merge of two versions that Git could not make; choose one with "
        + "'git checkout --ours' or '--theirs', or use nbdime"
    ),
    ("{\"a\" 1}", "line 1, column 6: a colon must follow the name 'a', not '1'"),
    ("[1 2]", "line 1, column 4: a comma or ']' must stand here, not '2'"),
    ("[1,]", "line 1, column 4: nothing follows the comma before"),
    ("[nul]", "line 1, column 2: a value must stand here, not 'nul'"),
    ("{a: 1}", "line 1, column 2: the name of a member must stand here in quotes, not 'a'"),
    ("[01]", "line 1, column 2: a number must not begin with a zero"),
    ("[1.]", "line 1, column 4: a digit must stand here, not ']'"),
    ("1 x", "line 1, column 3: the value ends before; nothing can follow it, but 'x' does"),
    ("\"\\q\"", "line 1, column 3: '\\' must not stand before 'q'"),
    ("\"\\u12x4\"", "line 1, column 3: four hexadecimal digits must follow '\\u'"),
    (
      "\"a\nb\"",
      "line 1, column 3: the line ends within a text in quotes, where it must be written as \\n"
    ),
    (
      String(repeating: "[", count: 513),
      "line 1, column 513: lists and objects lie in each other more than 512 deep"
    ),
  ])
  func errorsNameTheirPlace(text: String, message: String) {
    #expect(throws: JSONError(description: message)) { try JSONValue(reading: text.utf8) }
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
