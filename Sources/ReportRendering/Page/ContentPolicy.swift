internal import NotebookDisplay
internal import SystemBasics

/// What a page may load and run: nothing but what stands in it, as a Content-Security-Policy
/// (W3C, level 3). It starts from nothing and names the page's own style sheets and scripts by
/// their checksums.
struct ContentPolicy {
  /// The texts of the page's `<style>` and `<script>` elements.
  var styles: [String]
  var scripts: [String]

  /// The policy as the value of the header, or of its `<meta>` element.
  ///
  /// Attributes `style` are allowed: formulas are set with them, and they can neither run nor,
  /// under this policy, load anything. `style-src` itself is for browsers that do not tell elements
  /// from attributes.
  var text: String {
    [
      "default-src 'none'", "img-src data:", "font-src data:", "style-src 'unsafe-inline'",
      "style-src-elem \(sources(styles))", "style-src-attr 'unsafe-inline'",
      "script-src \(sources(scripts))", "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  private func sources(_ texts: [String]) -> String {
    texts.isEmpty ? "'none'" : texts.map { "'\(Self.source(of: $0))'" }.joined(separator: " ")
  }

  /// `sha256-` and the checksum in base64.
  static func source(of text: String) -> String {
    "sha256-" + Base64.text(of: SHA256.digest(of: Array(text.utf8)))
  }
}
