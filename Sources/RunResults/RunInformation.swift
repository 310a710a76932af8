/// The reproducibility stamp at the end of a report.
package struct RunInformation: Codable, Sendable, Equatable {
  /// ISO 8601, local time with offset.
  package var started: String
  package var seconds: Double
  package var command: String
  /// Name and value in the order they are shown: seed, versions, machine, backend, threads,
  /// parameters, …
  package var facts: [Fact]
  package var dataFiles: [DataFile]

  package struct Fact: Codable, Sendable, Equatable {
    /// The name of the seed of the random numbers.
    package static let seed = "Seed"

    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct DataFile: Codable, Sendable, Equatable {
    package var path: String
    package var bytes: Int
    package var sha256: String
    package init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package init(
    started: String, seconds: Double, command: String, facts: [Fact] = [],
    dataFiles: [DataFile] = []
  ) {
    self.started = started
    self.seconds = seconds
    self.command = command
    self.facts = facts
    self.dataFiles = dataFiles
  }
}
