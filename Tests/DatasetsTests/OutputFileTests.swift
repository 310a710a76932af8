import Dispatch
import Foundation
import Synchronization
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

  @Test func isWholeWhenThreadsWriteItAtOnce() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.csv"
    let texts = (1...8).map { String(repeating: "\($0)", count: 20_000 * $0) }
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 64) { number in
      do {
        try OutputFile.write(texts[number % texts.count], to: path)
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    let reasons = failures.withLock(\.self)
    #expect(reasons.isEmpty)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(texts.contains(text))
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
