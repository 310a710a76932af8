/// The names of the properties that a key path goes through.
struct KeyPathName {
  /// The last of them, such as `loss` of `\.validation.loss`; `nil` for paths through subscripts.
  let last: String?

  init(_ path: AnyKeyPath) {
    // The description of a key path of properties is its source: `\History.validation.loss`.
    let text = String(describing: path)
    let name = text.split(separator: ".").last.map(String.init) ?? ""
    let isIdentifier = name.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*/) != nil
    last = text.hasPrefix("\\") && isIdentifier ? name : nil
  }
}
