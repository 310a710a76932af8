import Testing

/// Whether what a cell ends on is shown for people, and not as a dump of its properties or as the
/// name of its type.
@Suite struct DescriptionTests {
  /// Public types of which no cell gets a value.
  private static let unseen: Set = ["TensorLiteral"]

  @Test func everyPublicTypeOfTensorsNetworksAndDataSaysWhatItIs() throws {
    let files = try ["Tensors", "NeuralNetworks", "DatasetCatalog", "Datasets", "NotebookPrelude"]
      .flatMap { try SourceTree.files(below: "Sources/\($0)") }
    let lines = files.flatMap { file in
      file.lines.enumerated().map { (place: "\(file.path):\($0 + 1)", text: $1) }
    }
    // A protocol that asks for a description has types with one.
    var describing: Set = ["CustomStringConvertible", "Displayable"]
    for (_, text) in lines {
      guard let found = text.firstMatch(of: /^public protocol (\w+): (.*) \{/),
        !describing.isDisjoint(with: Self.names(found.output.2))
      else { continue }
      describing.insert(String(found.output.1))
    }
    var described: Set<String> = []
    for (_, text) in lines {
      guard let found = text.firstMatch(of: /^extension ([\w.]+): (.*) \{/) else { continue }
      guard !describing.isDisjoint(with: Self.names(found.output.2)) else { continue }
      described.insert(String(found.output.1.split(separator: ".").last ?? ""))
    }
    var count = 0
    for (index, (place, text)) in lines.enumerated() {
      guard
        let found = text.firstMatch(of: /^ *public (?:final )?(?:struct|class) (\w+)(?:<.*>)?/)
      else { continue }
      count += 1
      // Conformances may go on in the next line.
      let head = lines[index...].prefix(3).map(\.text).joined(separator: " ")
      let conformances = head.prefix { $0 != "{" }
      let name = String(found.output.1)
      #expect(
        !describing.isDisjoint(with: Self.names(conformances)) || described.contains(name)
          || Self.unseen.contains(name),
        "\(place): \(name) has no description: a cell that ends on one shows its properties")
    }
    #expect(count > 90, "only \(count) types were found")
  }

  /// The words of a list of conformances.
  private static func names(_ list: Substring) -> Set<String> {
    Set(list.split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}
