import Testing

@testable import KernelSupervision

@Suite struct FoundationErrorTextTests {
  @Test(arguments: [
    (
      "CocoaError(code: FoundationEssentials.CocoaError.Code(rawValue: 260), userInfo: "
        + "[\"NSFilePath\": \"no-such.txt\", \"NSURL\": no-such.txt -- file:///a/])",
      "there is no file 'no-such.txt'"
    ),
    (
      "CocoaError(code: FoundationEssentials.CocoaError.Code(rawValue: 4), userInfo: [\"NSUnderlyingError\": "
        + "FoundationEssentials.POSIXError(code: Glibc.POSIXErrorCode.ENOENT), \"NSFilePath\": \"/usr/\\\"a\\\".txt\"])",
      "there is no file '/usr/\"a\".txt'"
    ),
    (
      "Error Domain=NSCocoaErrorDomain Code=260 \"The file doesn’t exist.\"UserInfo={NSUserStringVariant="
        + "[\"Folder\"], NSFilePath=nix, NSURL=nix -- file:///tmp/}",
      "there is no file 'nix'"
    ),
    (
      "Error Domain=NSCocoaErrorDomain Code=256 \"(null)\"UserInfo={NSFilePath=/root, NSURL=file:///root, "
        + "NSUnderlyingError=Error Domain=NSPOSIXErrorDomain Code=21 \"Is a directory\"}",
      "the file '/root' is a folder"
    ),
    (
      "Error Domain=NSCocoaErrorDomain Code=259 \"The file isn’t in the correct format.\"",
      "the file is not text in the encoding that was asked for"
    ),
    (
      "Error Domain=NSCocoaErrorDomain Code=3840 \"The data is not in the correct format.\"UserInfo="
        + "{NSDebugDescription=Unexpected end of file during JSON parse.}",
      "the data are no JSON or property list: Unexpected end of file during JSON parse."
    ),
  ])
  func fileErrorsAreSentences(description: String, sentence: String) {
    #expect(FoundationErrorText(description)?.sentence == sentence)
  }

  @Test func aMissingFileSaysWhereItIsLookedFor() {
    let text = FoundationErrorText("Error Domain=NSCocoaErrorDomain Code=4 \"x\"")
    #expect(text?.sentence == "there is no such file")
    #expect(
      text?.explanation
        == "relative paths start at the note's folder; the cell threw Foundation's 'CocoaError' 4")
  }

  @Test func aMissingFolderIsNamedWhereAFileIsWritten() throws {
    func text(_ path: String) throws -> FoundationErrorText {
      try #require(
        FoundationErrorText(
          "CocoaError(code: CocoaError.Code(rawValue: 4), userInfo: [\"NSFilePath\": \"\(path)\"])",
          folder: "/usr"))
    }
    let missing = try text("/no-such-folder/x.txt")
    #expect(
      missing.sentence
        == "there is no folder '/no-such-folder' for the file '/no-such-folder/x.txt'")
    #expect(
      missing.explanation.hasPrefix(
        "'try FileManager.default.createDirectory(atPath: \"/no-such-folder\", "
          + "withIntermediateDirectories: true)' makes it; "))
    #expect(try text("nix/x").sentence == "there is no folder 'nix' for the file 'nix/x'")
    // The folder is there, and the file that should be moved or removed is not.
    #expect(try text("bin/nix").sentence == "there is no file 'bin/nix'")
    #expect(try text("nix").sentence == "there is no file 'nix'")
  }

  @Test(arguments: ["MyError()", "Error Domain=NSURLErrorDomain Code=4 \"x\"", "CocoaError", ""])
  func otherErrorsAreLeftAlone(description: String) {
    #expect(FoundationErrorText(description) == nil)
  }
}
