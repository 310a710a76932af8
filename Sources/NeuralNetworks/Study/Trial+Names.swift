extension Trial {
  /// The names of its settings in the order they were searched.
  public var names: [String] { settings.map(\.name) }

  /// Whether a setting is one of several names, such as an optimizer, and no number.
  public func isName(_ setting: String) -> Bool {
    if case .name = settings.first(where: { $0.name == setting })?.value { true } else { false }
  }
}
