import Testing

@testable import NotebookDisplay

@Suite struct ValueTextTests {
  struct Point { var x = 1.5, y = -2.0 }
  struct Empty {}
  struct Named: CustomStringConvertible { let description = "a name" }
  enum Choice { case plain, one(Int), named(left: Int, right: String), tree([Choice]) }
  class Base { var a = 1 }
  final class Derived: Base { var b: [Point] = [] }

  private func text(_ value: some Any) -> String { ValueText().text(for: value) }

  @Test func writesValuesAsInSource() {
    #expect(text(3) == "3")
    #expect(text("plain \"text\"\nand more") == "plain \"text\"\nand more")
    #expect(text(["a", "b\n"]) == #"["a", "b\n"]"#)
    #expect(text(Point()) == "Point(x: 1.5, y: -2.0)")
    #expect(text(Empty()) == "Empty()")
    #expect(text([Named(), Named()]) == "[a name, a name]")
    #expect(text((1, name: "b")) == #"(1, name: "b")"#)
    #expect(text(Derived()) == "Derived(a: 1, b: [])")
    #expect(text(Double.self) == "Double")
  }

  @Test func writesEnumerations() {
    #expect(text(Choice.plain) == "plain")
    #expect(text(Choice.one(3)) == "one(3)")
    #expect(text(Choice.named(left: 1, right: "r")) == #"named(left: 1, right: "r")"#)
    #expect(text(Choice.tree([.plain, .one(2)])) == "tree([plain, one(2)])")
  }

  @Test func opensOptionals() {
    #expect(text(Int?.none as Any) == "nil")
    #expect(text(Int??.some(.some(3)) as Any) == "3")
    #expect(text([1, nil, 3] as [Int?]) == "[1, nil, 3]")
  }

  @Test func ordersDictionaries() {
    let counts = Dictionary(uniqueKeysWithValues: (0..<5).map { ("k\($0)", $0) })
    #expect(text(counts) == #"["k0": 0, "k1": 1, "k2": 2, "k3": 3, "k4": 4]"#)
    #expect(text([String: Int]()) == "[:]")
    #expect(text([Int]()) == "[]")
  }

  @Test func breaksLongValuesIntoLines() {
    let value = ["first": Array(0..<12), "second": Array(100..<118)]
    #expect(
      text(value) == """
        [
          "first": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
          "second": [100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117]
        ]
        """ || text(value).split(separator: "\n").count > 4)
    #expect(text(value).hasPrefix("[\n  \"first\": [0, 1, 2"))
  }

  @Test func boundsEverything() {
    #expect(text(Array(0..<1_000_000)).hasSuffix("… 999980 more\n]"))
    #expect(text(String(repeating: "x", count: 20_000)).hasSuffix("… (10000 more characters)"))
    var nested: Any = 1
    for _ in 0..<1000 { nested = [nested] }
    #expect(text(nested).contains("[…]"))
    final class Node { var next: Node? }
    let node = Node()
    node.next = node
    #expect(text(node).contains("Node(…)"))
    node.next = nil
  }
}
