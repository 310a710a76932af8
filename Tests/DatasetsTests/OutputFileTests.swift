import Foundation
import Testing

@testable import Datasets

@Suite struct OutputFileTests {
  @Test func replacesAFileWholeAndLeavesNothingBeside() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.csv"
    try OutputFile.write("first, longer\n", to: path)
    try OutputFile.write("second\n", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
  }

  @Test func saysWhyItCannotWrite() {
    let error = #expect(throws: DatasetError.self) {
      try OutputFile.write("x", to: "/no/such/folder/a.csv")
    }
    #expect(
      error?.description
        == "/no/such/folder/a.csv cannot be written: No such file or directory")
  }
}
