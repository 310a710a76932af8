import Foundation
import Subprocess
import SystemPackage
import Testing

/// The script that `make install` puts into the path.
@Suite struct LauncherTests {
  private let folder: NoteFolder

  /// An installation of the script with a program that prints its arguments.
  init() throws {
    folder = try NoteFolder()
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    try folder.write(
      try String(contentsOf: sources.appending(path: "notebook/launcher"), encoding: .utf8),
      to: "bin/notebook")
    try folder.write("#!/bin/sh\necho \"program: $*\"\nexit 7\n", to: "lib/notebook/notebook")
  }

  private func run(_ arguments: String..., ldd: String) async throws -> ToolResult {
    try folder.write("#!/bin/sh\ncat <<'END'\n\(ldd)\nEND\n", to: "tools/ldd")
    for name in ["bin/notebook", "lib/notebook/notebook", "tools/ldd"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.path(name))
    }
    let result = try await Subprocess.run(
      .path(.init(folder.path("bin/notebook"))), arguments: .init(arguments),
      environment: .inherit.updating(["PATH": "\(folder.path("tools")):/usr/bin:/bin"]),
      output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): -signal
      }
    return ToolResult(
      status: status, standardOutput: result.standardOutput, standardError: result.standardError)
  }

  private static let missing = """
    \tlinux-vdso.so.1 (0x00007fa36a99f000)
    \tlibduktape.so.207 => not found
    \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007fa367245000)
    \tlibswiftCore.so => not found
    \tlibduktape.so.207 => not found
    """

  @Test func doctorNamesLibrariesThatAreMissing() async throws {
    let result = try await run("doctor", ldd: Self.missing)
    #expect(result.status == 1)
    #expect(
      result.standardOutput == """
        MISSING   libduktape.so.207: a library that notebook needs is not there
                  apt-get install duktape-dev
        MISSING   libswiftCore.so: a library that notebook needs is not there
                  install Swift 6.3 where it was when notebook was built, or run 'make install' again

        """)
  }

  @Test func theProgramGetsItsArgumentsAndGivesTheStatus() async throws {
    let doctor = try await run("doctor", ldd: "libc.so.6 => /lib/libc.so.6")
    #expect(doctor.standardOutput == "program: doctor\n" && doctor.status == 7)
    let other = try await run("run", "my note.md", ldd: Self.missing)
    #expect(other.standardOutput == "program: run my note.md\n" && other.status == 7)
  }
}
