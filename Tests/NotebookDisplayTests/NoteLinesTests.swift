import NotebookDisplay
import Testing

@Suite struct NoteLinesTests {
  @Test func leadsFromThePiecesOfCodeToTheirLinesInTheNote() {
    var lines = NoteLines()
    let first = lines.add(1, firstLine: 12)
    let second = lines.add(7, firstLine: 40)
    #expect(lines.line(first) == 12)
    #expect(lines.line(first + 5) == 17)
    #expect(lines.line(second + 1) == 41)
  }

  @Test func leavesLinesOfTheNoteAndOfOtherCodeAsTheyAre() {
    var lines = NoteLines()
    _ = lines.add(2, firstLine: 12)
    #expect(lines.line(13) == 13)
    #expect(lines.line(0) == 0)
    #expect(lines.line(5 * NoteLines.stride + 3) == 5 * NoteLines.stride + 3)
  }

  @Test func givesAPieceTheSameNumbersWhereverItStands() {
    var lines = NoteLines()
    var others = NoteLines()
    #expect(lines.add(3, firstLine: 5) == others.add(3, firstLine: 50))
  }
}
