import Foundation
import NotebookDisplay
import NotebookDocument
import Testing

@testable import ReportRendering

@Suite struct ContentPolicyTests {
  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
  ])
  func namesATextByItsChecksum(text: String, checksum: String) {
    #expect(ContentPolicy.source(of: text) == "sha256-" + checksum)
  }

  @Test func startsFromNothingAndNamesStyleAndScript() throws {
    let html = render("---\ncode-copy: true\n---\n# T\n\n$x$").html
    let policy = try #require(
      html.firstMatch(of: #/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/#))
    let text = policy.1.replacing("&#39;", with: "'")
    #expect(text.hasPrefix("default-src 'none'; "))
    for (element, directive) in [("style", "style-src-elem"), ("script", "script-src")] {
      let start = try #require(html.firstMatch(of: try Regex("<\(element)[^>]*>")))
      let rest = html[start.range.upperBound...]
      let content = rest[..<(try #require(rest.firstRange(of: "</\(element)>"))).lowerBound]
      #expect(text.contains("\(directive) '\(ContentPolicy.source(of: String(content)))'"))
    }
    #expect(!text.contains("script-src 'unsafe") && !text.contains("http"))
    let place = try #require(html.firstRange(of: "<style>")).lowerBound
    #expect(policy.range.upperBound < place, "what stands before a policy is not bound by it")
  }

  @Test func putsRulesOfTheUsersOwnLastWithinTheElement() {
    var renderer = ReportRenderer()
    renderer.styleSheet = "body{color:red}\r\n/* </style><script> */"
    let html = renderer.render(notebook: Notebook.parse(source: "a", path: "a.md"), run: .sample)
      .html
    #expect(html.contains("body{color:red}\n/* <\\/style><script> */</style>"))
  }

  @Test func aPageFromAServerHasNeitherPolicyNorScript() {
    var renderer = ReportRenderer()
    renderer.isServed = true
    let html = renderer.render(notebook: Notebook.parse(source: "a", path: "a.md"), run: .sample)
      .html
    #expect(!html.contains("Content-Security-Policy") && !html.contains("<script"))
  }

  @Test func aServedPageMayBesidesAskItsServer() {
    let file = ContentPolicy(styles: [], scripts: []).text.split(separator: "; ")
    let served = ContentPolicy(servedWithNonce: "n1").text.split(separator: "; ")
    #expect(
      served.filter { !file.contains($0) } == [
        "script-src 'nonce-n1'", "connect-src 'self'", "frame-ancestors 'none'",
      ])
    #expect(
      file.filter { !served.contains($0) } == [
        "script-src 'none'", "style-src-elem 'none'", "style-src-attr 'unsafe-inline'",
      ])
  }
}
