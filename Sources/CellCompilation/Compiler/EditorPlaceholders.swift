/// The values that a replacement leaves to the author, each `<#Type#>` for an editor to fill in.
struct EditorPlaceholders {
  /// What is asked for, in words.
  let request: String

  /// - Parameter text: Code such as `, x: <#Int#>, y: <#[Double]#>`; `nil` for more than arguments.
  init?(_ text: some StringProtocol) {
    var values: [String] = []
    var rest = String(text)[...]
    while let start = rest.firstRange(of: "<#") {
      guard let end = rest[start.upperBound...].firstRange(of: "#>") else { return nil }
      let label = rest[..<start.lowerBound].filter { !$0.isWhitespace && $0 != "," && $0 != "(" }
      let isName = label.dropLast().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard label.isEmpty || label.last == ":" && isName else { return nil }
      // An editor shows what stands before '##' in place of the type.
      let type = rest[start.upperBound..<end.lowerBound].split(separator: "##").last ?? ""
      values.append(
        label.isEmpty ? "a value of type '\(type)'" : "'\(label)' with a value of type '\(type)'")
      rest = rest[end.upperBound...]
    }
    guard !values.isEmpty, rest.allSatisfy({ $0.isWhitespace || $0 == ")" || $0 == "," }) else {
      return nil
    }
    request = "add " + values.joined(separator: " and ")
  }
}
