extension Trial {
  /// The names of its settings in the order they were searched.
  public var names: [String] { settings.map(\.name) }

  /// Whether a setting is one of several names rather than a number.
  package func isName(_ name: String) -> Bool {
    settings.contains { setting in
      guard setting.name == name, case .choice = setting.value else { return false }
      return true
    }
  }

  /// A setting as tables show it.
  package func text(of name: String) -> String {
    settings.first { $0.name == name }.map { "\($0.value)" } ?? ""
  }
}
