internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook manual`: the manual page, for `make install`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page in the format of man.",
    shouldDisplay: false)

  func run() { print(ManualPage(commands: NotebookCommand.configuration.subcommands).text) }
}

/// The manual page, made of what the commands say of themselves.
struct ManualPage {
  let commands: [any ParsableCommand.Type]

  /// In the macros of man(7).
  var text: String {
    var lines = [
      ".TH NOTEBOOK 1 \"\" \"notebook \(NotebookVersion.current)\"", ".SH NAME",
      "notebook \\- \(Self.escaped(NotebookCommand.configuration.abstract))", ".SH SYNOPSIS",
      ".B notebook", ".I command", "[options] [notes]", ".SH COMMANDS",
    ]
    for command in commands where command.configuration.shouldDisplay {
      lines += [".SS \(command.configuration.commandName ?? "")", ".nf"]
      lines += command.helpMessage(columns: 78).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { Self.escaped(String($0)) }
      lines.append(".fi")
    }
    lines += [".SH EXIT STATUS", Self.escaped(NotebookCommand.configuration.discussion)]
    return lines.joined(separator: "\n")
  }

  /// Text that man takes as it is: a line that begins with a dot would be a macro.
  static func escaped(_ text: String) -> String {
    let plain = text.split(separator: "\\", omittingEmptySubsequences: false).joined(
      separator: "\\e"
    ).split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
