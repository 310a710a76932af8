import Foundation
import Testing

@testable import NotebookWorkflow

@Suite struct KernelSpecificationTests {
  /// A folder that is gone after the test.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "spec-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func jupyterFindsToolAndLanguage() throws {
    try withFolder { folder in
      let specification = KernelSpecification(name: "swift", prefix: folder)
      let file = try specification.install(displayName: "Swift")
      #expect(file == "\(folder)/share/jupyter/kernels/swift/kernel.json")
      let data = try #require(FileManager.default.contents(atPath: file))
      let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let arguments = try #require(json["argv"] as? [String])
      #expect(arguments[0].hasPrefix("/") && arguments[0].hasSuffix("/notebook"))
      #expect(arguments.dropFirst() == ["jupyter", "kernel", "{connection_file}"])
      #expect(json["language"] as? String == "swift")
      #expect(json["display_name"] as? String == "Swift")
      #expect(json["interrupt_mode"] as? String == "message")
      #expect(data.last == UInt8(ascii: "\n"))
      // A second installation takes the place of the first.
      #expect(try specification.install(displayName: "Swift 6") == file)
      #expect(try specification.uninstall() == "\(folder)/share/jupyter/kernels/swift")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/share/jupyter/kernels/swift"))
    }
  }

  @Test func anotherKernelIsLeftAlone() throws {
    try withFolder { folder in
      let other = "\(folder)/share/jupyter/kernels/python3"
      try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
      let text = Data(#"{"argv": ["python", "-m", "ipykernel_launcher"]}"#.utf8)
      try text.write(to: URL(filePath: "\(other)/kernel.json"))
      let specification = KernelSpecification(name: "python3", prefix: folder)
      #expect(throws: KernelSpecificationError.self) {
        try specification.install(displayName: "Swift")
      }
      #expect(throws: KernelSpecificationError.self) { try specification.uninstall() }
      #expect(FileManager.default.contents(atPath: "\(other)/kernel.json") == text)
    }
  }

  @Test func whatIsNotInstalledCannotBeRemoved() throws {
    try withFolder { folder in
      do {
        _ = try KernelSpecification(name: "swift", prefix: folder).uninstall()
        Issue.record("nothing was thrown")
      } catch {
        #expect(
          "\(error)" == "there is no kernel 'swift' in '\(folder)/share/jupyter/kernels/swift'")
      }
    }
  }
}
