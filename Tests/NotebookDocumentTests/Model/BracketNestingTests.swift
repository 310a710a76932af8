import NotebookDocument
import Testing

@Suite struct BracketNestingTests {
  @Test func findsBracketsDirectlyInsideEachOther() {
    #expect(BracketNesting.isTooDeep("let x = " + String(repeating: "[ \n", count: 17)))
  }

  @Test func allowsWhatPeopleWrite() {
    let tensor = String(repeating: "[", count: 16) + "1" + String(repeating: "]", count: 16)
    #expect(!BracketNesting.isTooDeep("let t = Tensor(\(tensor))"))
    #expect(!BracketNesting.isTooDeep(String(repeating: "print(\"[\")\n", count: 100)))
  }
}
