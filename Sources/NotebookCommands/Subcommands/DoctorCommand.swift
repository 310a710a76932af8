internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what is installed, what is missing, and the command that mends it.")

  func run() async throws {
    let findings = await Doctor().examine()
    for finding in findings {
      let mark =
        finding.state == .fine ? "ok      " : finding.state == .optional ? "optional" : "MISSING "
      print("\(mark)  \(finding.name): \(finding.detail)")
      if let remedy = finding.remedy { print("          \(remedy)") }
    }
    if findings.contains(where: { $0.state == .missing }) { throw ExitCode(1) }
  }
}
