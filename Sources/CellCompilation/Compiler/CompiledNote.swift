internal import SystemBasics

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where the libraries of a note's cells come from.
package protocol CellLibraries: Sendable {
  /// A cell's library.
  func compiled(_ number: Int) async throws -> CompiledCell

  /// The library of the inline expressions that follow a cell, 0 for those before the first.
  func compiledInlineExpressions(after number: Int) async throws -> CompiledCell
}

extension NotebookCompiler: CellLibraries {}

/// A note whose cells have been checked and compiled, in a form that can be written to a file: it
/// runs wherever its libraries are, without a compiler, and with any values of its parameters.
package struct CompiledNote: Codable, Sendable {
  /// What the compiler says of itself.
  package var compilerVersion: String
  /// What type-checking found.
  package var check: CheckResult
  /// The libraries of the cells by their numbers.
  package var cells: [Int: CompiledCell]
  /// The libraries of inline expressions by the number of the cell they follow.
  package var inlineExpressions: [Int: CompiledCell]

  /// A note of prose alone.
  package static let withoutCode = CompiledNote(
    compilerVersion: "none needed", check: CheckResult(cells: [], inlineExpressions: []),
    cells: [:], inlineExpressions: [:])
}

extension CompiledNote: CellLibraries {
  package func compiled(_ number: Int) throws -> CompiledCell {
    try library(cells[number], of: "cell \(number)")
  }

  package func compiledInlineExpressions(after number: Int) throws -> CompiledCell {
    try library(inlineExpressions[number], of: "the inline values after cell \(number)")
  }

  private func library(_ cell: CompiledCell?, of unit: String) throws -> CompiledCell {
    guard let cell else {
      throw CompilerFailure("\(unit) was not compiled, since it is not sound")
    }
    return cell
  }
}

extension NotebookCompiler {
  /// Waits until all cells of a sound note are compiled, and copies their libraries into a folder,
  /// where they stay: files are named by their content, and those that are there are left alone.
  ///
  /// - Parameters:
  ///   - check: What the last `check` of this compiler found.
  ///   - compilerVersion: What the compiler says of itself.
  ///   - folder: An absolute path; the folder is there.
  package func compiledNote(
    _ check: CheckResult, compilerVersion: String, in folder: String
  ) async throws -> CompiledNote {
    var note = CompiledNote(
      compilerVersion: compilerVersion, check: check, cells: [:], inlineExpressions: [:])
    for cell in check.cells where !cell.failsAsExpected {
      note.cells[cell.number] = try LibraryCopy(try await compiled(cell.number), in: folder).cell
    }
    for group in check.inlineExpressions {
      note.inlineExpressions[group.number] = try LibraryCopy(
        try await compiledInlineExpressions(after: group.number), in: folder
      ).cell
    }
    return note
  }
}

/// A library that has been copied for later use.
private struct LibraryCopy {
  /// The cell with the path of its copy.
  private(set) var cell: CompiledCell

  init(_ cell: CompiledCell, in folder: String) throws {
    guard let bytes = readFile(cell.library) else {
      throw CompilerFailure("the library of cell \(cell.number) is gone: \(cell.library)")
    }
    let checksum = SHA256.hexadecimal(of: bytes).prefix(16)
    let path = "\(folder)/\(cell.moduleName)-\(checksum).so"
    if !fileExists(path) {
      // Beside its place first: another command may copy the same.
      let beside = "\(path).\(UInt32.random(in: 0 ... .max)).part"
      try FileManager.default.copyItem(atPath: cell.library, toPath: beside)
      guard rename(beside, path) == 0 else {
        throw CompilerFailure("cannot write \(path): \(String(cString: strerror(errno)))")
      }
    }
    self.cell = cell
    self.cell.library = path
  }
}
