import Foundation
import Testing

@testable import SystemBasics

@Suite struct UserFoldersTests {
  @Test func onlyAbsolutePathsHoldCaches() {
    #expect(
      UserFolders.caches(in: ["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == [
        "/x/notebook", "/h/.cache/notebook",
      ])
    #expect(UserFolders.caches(in: ["XDG_CACHE_HOME": "x", "HOME": ""]) == [])
  }

  @Test func aFolderThatCannotBeMadeIsNoneThatCanBeWritten() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "u-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("x".utf8).write(to: folder.appending(path: "file"))
    #expect(UserFolders.canBeWritten(folder.path))
    #expect(UserFolders.canBeWritten("\(folder.path)/a/b"))
    #expect(!UserFolders.canBeWritten("\(folder.path)/file/notebook"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/a"), "looking makes nothing")
  }
}
