internal import NotebookDisplay
internal import SystemBasics

/// What a page may load and run: nothing but what stands in it, as a Content-Security-Policy
/// (W3C, level 3). It starts from nothing.
package struct ContentPolicy {
  /// The value of the header, or of its `<meta>` element.
  package let text: String

  /// The policy of a page that is a file. It names the page's own style sheets and scripts by their
  /// checksums.
  ///
  /// - Parameters:
  ///   - styles: The texts of its `<style>` elements.
  ///   - scripts: The texts of its `<script>` elements.
  init(styles: [String], scripts: [String]) {
    text = Self.text(
      scripts: scripts.map(Self.source),
      further: [
        "style-src-elem \(Self.list(styles.map(Self.source)))", "style-src-attr 'unsafe-inline'",
      ])
  }

  /// The policy of a page that a server keeps up to date: its styles change, its script has a nonce
  /// and asks the server for what is new, and no other page shows it.
  package init(servedWithNonce nonce: String) {
    text = Self.text(
      scripts: ["nonce-\(nonce)"], further: ["connect-src 'self'", "frame-ancestors 'none'"])
  }

  /// Attributes `style` are allowed: formulas are set with them, and they can neither run nor,
  /// under this policy, load anything. `style-src` itself is for what no nearer directive names,
  /// and for browsers that do not tell elements from attributes.
  private static func text(scripts: [String], further: [String]) -> String {
    ([
      "default-src 'none'", "img-src data:", "font-src data:", "style-src 'unsafe-inline'",
      "script-src \(list(scripts))", "base-uri 'none'", "form-action 'none'",
    ] + further).joined(separator: "; ")
  }

  private static func list(_ sources: [String]) -> String {
    sources.isEmpty ? "'none'" : sources.map { "'\($0)'" }.joined(separator: " ")
  }

  /// `sha256-` and the checksum in base64.
  static func source(of text: String) -> String {
    "sha256-" + Base64.text(of: SHA256.digest(of: Array(text.utf8)))
  }
}
