extension Trial {
  /// The names of its settings in the order they were searched.
  public var names: [String] { settings.map(\.name) }
}
