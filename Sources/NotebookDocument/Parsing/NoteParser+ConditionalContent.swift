extension NoteParser {
  /// Whether what has these attributes is shown: Quarto's `.content-visible` and `.content-hidden`.
  /// A report is HTML, `when-meta` names a key of the front matter that is true, and there are no
  /// profiles.
  func isShown(_ attributes: Attributes) -> Bool {
    let isHidden = attributes.has(class: "content-hidden")
    guard isHidden || attributes.has(class: "content-visible") else { return true }
    let applies = attributes.values.allSatisfy { condition in
      switch condition.key {
      case "when-format": condition.text.hasPrefix("html")
      case "unless-format": !condition.text.hasPrefix("html")
      case "when-meta": metadata[condition.text] == "true"
      case "unless-meta": metadata[condition.text] != "true"
      case "when-profile": false
      default: true
      }
    }
    return applies != isHidden
  }
}
