import Foundation
import KernelMessages
import NeuralNetworks
import Testing

@testable import KernelRuntime

/// What is kept comes back whole or not at all.
@Suite final class TrainingCacheTests {
  private let folder = NSTemporaryDirectory() + "trainings-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func cache(
    _ use: TrainingMemoryUse = .use, limit: Int = TrainingCache.usualLimit
  ) -> TrainingCache {
    let cache = TrainingCache(folder: "\(folder)/made/when/needed", limit: limit)
    cache.begin(use)
    return cache
  }

  private func path(_ key: String) -> String { "\(folder)/made/when/needed/\(key)" }

  private func bytes(_ count: Int, _ first: UInt8 = 1) -> [UInt8] {
    (0..<count).map { first &+ UInt8(truncatingIfNeeded: $0) }
  }

  @Test func givesBackWhatItWasGiven() {
    #expect(cache().content(of: "a") == nil)
    cache().keep(bytes(1000), as: "a")
    #expect(cache().content(of: "a") == bytes(1000))
    #expect(cache().content(of: "b") == nil)
  }

  @Test func looksAndKeepsOnlyAsItIsTold() {
    cache(.off).keep(bytes(9), as: "a")
    #expect(cache().content(of: "a") == nil)
    cache(.renew).keep(bytes(9), as: "a")
    #expect(cache(.renew).content(of: "a") == nil)
    #expect(cache(.off).content(of: "a") == nil)
    cache(.renew).keep(bytes(7), as: "a")
    #expect(cache().content(of: "a") == bytes(7))
  }

  @Test func aDamagedFileIsIgnoredAndGoes() throws {
    let whole = bytes(500)
    for damage: (inout Data) -> Void in [
      { $0[250] ^= 1 }, { $0.removeLast() }, { $0 = Data() }, { $0.append(0) },
      { $0.removeFirst() },
    ] {
      cache().keep(whole, as: "a")
      var data = try Data(contentsOf: URL(filePath: path("a")))
      damage(&data)
      try data.write(to: URL(filePath: path("a")))
      #expect(cache().content(of: "a") == nil)
      #expect(!FileManager.default.fileExists(atPath: path("a")))
    }
    // One of another name is not what was asked for.
    cache().keep(whole, as: "a")
    try FileManager.default.moveItem(atPath: path("a"), toPath: path("b"))
    #expect(cache().content(of: "b") == nil)
  }

  @Test func whatWasUsedLeastRecentlyGoesFirst() throws {
    let cache = cache(limit: 4_000)
    for (age, key) in ["old", "older", "oldest"].enumerated() {
      cache.keep(bytes(900), as: key)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -Double(1 + age) * 3600)],
        ofItemAtPath: path(key))
    }
    #expect(cache.content(of: "oldest") != nil, "it is used now")
    cache.keep(bytes(900), as: "new")
    cache.keep(bytes(900), as: "newer")
    #expect(cache.content(of: "older") == nil)
    for key in ["oldest", "old", "new", "newer"] {
      #expect(cache.content(of: key) != nil, "\(key)")
    }
    cache.keep(bytes(1_001), as: "large")
    #expect(cache.content(of: "large") == nil, "a fourth of the limit is too much for one")
  }

  @Test func aFolderThatCannotBeMadeKeepsNothing() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: "\(folder)/made"))
    cache().keep(bytes(9), as: "a")
    #expect(cache().content(of: "a") == nil)
    let none = TrainingCache(folder: nil)
    none.begin(.use)
    none.keep(bytes(9), as: "a")
    #expect(none.content(of: "a") == nil)
  }

  @Test func theMomentIsISO8601() throws {
    let moment = try Date(cache().now, strategy: .iso8601)
    #expect(abs(moment.timeIntervalSinceNow) < 60)
  }

  @Test func theProgramAndItsLibrariesCount() {
    let files = EngineEnvironment.mappedFiles
    #expect(files.contains { $0.hasSuffix("notebookPackageTests.xctest") }, "\(files)")
    #expect(files.contains { $0.contains("libdnnl") }, "\(files)")
    #expect(files.contains { $0.contains("libswiftCore") }, "\(files)")
  }

  @Test func theEnvironmentIsTheSameInOneProcess() {
    #expect(EngineEnvironment().digest == EngineEnvironment().digest)
    setenv("ONEDNN_TEST_VARIABLE", "1", 1)
    let other = EngineEnvironment().digest
    unsetenv("ONEDNN_TEST_VARIABLE")
    #expect(other != EngineEnvironment().digest)
  }
}
