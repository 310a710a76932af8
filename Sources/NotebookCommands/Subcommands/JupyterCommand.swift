internal import ArgumentParser
internal import JupyterKernel
internal import JupyterMessaging
internal import NotebookSession
internal import NotebookWorkflow

/// `notebook jupyter install|uninstall|kernel`
struct JupyterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jupyter",
    abstract: "The kernel by which JupyterLab, VS Code, nbclient and papermill run Swift.",
    subcommands: [
      JupyterInstallCommand.self, JupyterUninstallCommand.self, JupyterKernelCommand.self,
    ])
}

/// `notebook jupyter kernel CONNECTION-FILE`
struct JupyterKernelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Runs the kernel; Jupyter starts it.")

  @Argument(help: "The connection file that Jupyter has written.", completion: .file())
  var connectionFile: String

  func run() async throws {
    let terminal = Terminal()
    let kernel: JupyterKernel
    do {
      kernel = try JupyterKernel(
        .forTool(log: { terminal.write("notebook: \($0)\n") }),
        connection: try ConnectionFile(path: connectionFile))
    } catch {
      throw ValidationError("\(error)")
    }
    let signals = SignalForwarding(
      interrupt: { kernel.interrupt() }, end: { kernel.stop() })
    await kernel.serve()
    signals.stop()
  }
}

extension JupyterKernel.Configuration {
  /// As this installation of the tool has it.
  fileprivate static func forTool(log: @escaping @Sendable (String) -> Void) -> Self {
    var session = SessionOptions.forTool
    session.snapshotLimit = 200
    session.drawsFigureFiles = true
    return Self(
      session: session, folder: WorkingFolder.path, version: NotebookVersion.current,
      describeProgress: { TrainingBar($0).text }, log: log)
  }
}
