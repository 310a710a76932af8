extension MarkupNode {
  /// An element with its attributes in the order given.
  ///
  /// ```swift
  /// MarkupNode.element("a", ["href": "#top"], [.text("up")])
  /// ```
  public static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ children: [MarkupNode] = []
  ) -> MarkupNode {
    .element(
      name: name, attributes: attributes.map { MarkupAttribute($0.key, $0.value) },
      children: children)
  }

  /// The same element with one more attribute at the end; text and raw markup stay as they are.
  public func attribute(_ name: String, _ value: String? = nil) -> MarkupNode {
    guard case .element(let element, let attributes, let children) = self else { return self }
    return .element(
      name: element, attributes: attributes + [MarkupAttribute(name, value)], children: children)
  }
}
