import NotebookDisplay
import SystemBasics
import Tensors
import Testing

@testable import Datasets

@Suite struct CSVTableTests {
  @Test func readsQuotedFieldsWithSeparatorsAndLineEnds() throws {
    let table = try CSVTable(text: "name,note\r\n\"a, b\",\"say \"\"yes\"\"\nor no\"\r\n")
    #expect(table.columns == ["name", "note"])
    #expect(table.rows == [["a, b", "say \"yes\"\nor no"]])
  }

  @Test func skipsAByteOrderMarkAndEmptyLines() throws {
    let table = try CSVTable(text: "\u{feff}x,y\n\n1,2\n\n")
    #expect(table.columns == ["x", "y"])
    #expect(try table.numbers("x") == [1])
  }

  @Test func keepsRowsOfOneEmptyField() throws {
    let rows = [["a"], [""], ["b"]]
    let text = CSVText.of(heads: ["x"], rows: rows)
    #expect(text == "x\na\n\"\"\nb\n")
    #expect(try CSVTable(text: text).rows == rows)
  }

  @Test func namesColumnsItself() throws {
    let table = try CSVTable(text: "1;2", separator: ";", hasHeader: false)
    #expect(table.columns == ["column 1", "column 2"])
    #expect(try table.tensor(table.columns).scalars == [1, 2])
  }

  @Test func numbersClassesInAlphabeticalOrder() throws {
    let table = try CSVTable(text: "size,kind\n1,pear\n2,apple\n3,pear\n")
    let examples = try table.examples(inputs: ["size"], labels: "kind")
    #expect(examples.classNames == ["apple", "pear"])
    #expect(examples.targets.integers == [1, 0, 1])
    #expect(examples.inputs.shape == [3, 1])
  }

  @Test func numbersASecondTableLikeTheFirst() throws {
    let train = try CSVTable(text: "size,kind\n1,pear\n2,apple\n3,quince\n")
      .examples(inputs: ["size"], labels: "kind")
    let table = try CSVTable(text: "size,kind\n4,quince\n5,pear\n", path: "test.csv")
    let test = try table.examples(
      inputs: ["size"], labels: "kind", classNames: train.classNames)
    #expect(test.targets.integers == [2, 1])
    #expect(test.classNames == train.classNames)
    let error = #expect(throws: DatasetError.self) {
      try table.examples(inputs: ["size"], labels: "kind", classNames: ["apple", "pear"])
    }
    #expect(
      error?.description
        == "test.csv:2: expected one of the classes apple, pear in column \"kind\", got \"quince\"")
  }

  @Test func ordersClassesThatAreNumbersAsNumbers() throws {
    let table = try CSVTable(text: "x,digit\n1,10\n2,9\n3,-1\n4,9\n")
    let examples = try table.examples(inputs: ["x"], labels: "digit")
    #expect(examples.classNames == ["-1", "9", "10"])
    #expect(examples.targets.integers == [2, 1, 0, 1])
  }

  @Test func namesTheLineOfARowOfAnotherLength() {
    let error = #expect(throws: DatasetError.self) {
      try CSVTable(text: "a,b\n1,2\n3\n", path: "t.csv")
    }
    #expect(error?.description == "t.csv:3: expected 2 fields, got 1")
  }

  @Test func namesTheLineOfWhatIsNoNumber() throws {
    let table = try CSVTable(text: "a\n1\nx\n", path: "t.csv")
    let error = #expect(throws: DatasetError.self) { try table.numbers("a") }
    #expect(error?.description == "t.csv:3: expected a number in column \"a\", got \"x\"")
  }

  @Test func listsTheColumnsThereAre() throws {
    let table = try CSVTable(text: "a,b\n1,2", path: "t.csv")
    let error = #expect(throws: DatasetError.self) { try table.column("c") }
    #expect(error?.description == "t.csv: there is no column \"c\"; there are a, b")
  }

  @Test func refusesAnOpenQuotationMark() {
    let error = #expect(throws: DatasetError.self) {
      try CSVTable(text: "a\n\"b\n", path: "t.csv")
    }
    #expect(error?.description == "t.csv:2: a quotation mark is not closed")
  }

  @Test func saysThatAFileIsMissing() {
    let error = #expect(throws: DatasetError.self) { try CSVTable(contentsOf: "/no/such.csv") }
    #expect(error?.description == "/no/such.csv is missing; check the path")
  }

  @Test func refusesAFolder() {
    let error = #expect(throws: DatasetError.self) { try CSVTable(contentsOf: "/") }
    #expect(error?.description == "/ cannot be read: it is not a file")
  }

  @Test func refusesTwoColumnsOfOneName() {
    let error = #expect(throws: DatasetError.self) {
      try CSVTable(text: "\nh,w,h\n1,2,3\n", path: "t.csv")
    }
    #expect(
      error?.description == "t.csv:2: two columns are called \"h\": give each a name of its own")
  }

  @Test(arguments: ["0x10", "1e400", "-1e400", "1_000", ""])
  func refusesWhatIsNoDecimalNumber(_ field: String) throws {
    let table = try CSVTable(text: "h,w\n\(field),1\n", path: "t.csv")
    let error = #expect(throws: DatasetError.self) { try table.numbers("h") }
    #expect(
      error?.description == "t.csv:2: expected a number in column \"h\", got \"\(field)\"")
  }

  @Test func readsNumbersThatAreNotFinite() throws {
    let numbers = try CSVTable(text: "h\nnan\n-inf\n1e-3\n").numbers("h")
    #expect(numbers[0].isNaN && numbers[1] == -.infinity && numbers[2] == 1e-3)
  }

  @Test func aTableShowsItsFirstRows() throws {
    let rows = (1...23).map { "\($0),x" }.joined(separator: "\n")
    let table = try CSVTable(text: "n,letter\n\(rows)\n", path: "letters.csv")
    #expect("\(table)" == "letters.csv: 23 rows of n, letter")
    #expect(table.table.rows.count == 20)
    #expect(table.table.rows[19] == ["20", "x"])
    #expect(table.table.omittedRows == 3)
  }
}
