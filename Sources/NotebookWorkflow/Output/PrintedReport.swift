internal import FoundationEssentials
internal import NotebookDocument

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A report as PDF, printed by a browser of the machine.
struct PrintedReport {
  /// The path of the page.
  let report: String

  /// Where the PDF goes: beside the page.
  var path: String { (report.hasSuffix(".html") ? String(report.dropLast(5)) : report) + ".pdf" }

  /// Prints the page.
  ///
  /// - Returns: Why it could not be printed; `nil` where the PDF is there.
  func print() async -> Diagnostic? {
    let profile = FileManager.default.temporaryDirectory.path + "/notebook-print-\(getpid())"
    let unfinished = path + ".unfinished"
    defer {
      try? FileManager.default.removeItem(atPath: profile)
      try? FileManager.default.removeItem(atPath: unfinished)
    }
    var arguments = [
      "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--user-data-dir=\(profile)", "--no-pdf-header-footer", "--print-to-pdf=\(unfinished)",
      URL(filePath: report).absoluteURL.absoluteString,
    ]
    // A browser that root starts has no sandbox; the page is our own and loads nothing.
    if geteuid() == 0 { arguments.insert("--no-sandbox", at: 0) }
    do throws(HelperProgram.Failure) {
      try await HelperProgram.browser.run(arguments)
    } catch {
      return failure("\(error)")
    }
    guard rename(unfinished, path) == 0 else {
      return failure(String(cString: strerror(errno)).lowercased())
    }
    return nil
  }

  private func failure(_ reason: String) -> Diagnostic {
    Diagnostic(.error, file: path, "the report cannot be printed: \(reason)")
  }
}
