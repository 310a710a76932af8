internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// The figures of a run as files: SVG and PNG of charts, PNG of images.
struct FigureFiles {
  private let run: RunResult
  private let notebook: Notebook
  private let folder: String
  /// What their names begin with.
  private let name: String

  init(_ run: RunResult, of notebook: Notebook, folder: String, name: String) {
    self.run = run
    self.notebook = notebook
    self.folder = folder
    self.name = name
  }

  /// Whether every figure of the run has brought its drawing as a file.
  static func canBeWritten(for run: RunResult) -> Bool {
    run.cells.flatMap(\.items).allSatisfy { item in
      guard case .output(let output) = item, case .figure(let figure) = output.content else {
        return true
      }
      return figure.standaloneSVG != nil || figure.isForeign == true
    }
  }

  /// Writes the files.
  ///
  /// - Returns: What could not be written, as warnings.
  func write() async -> [Diagnostic] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      return [warning("the folder for figures cannot be made", folder)]
    }
    var diagnostics: [Diagnostic] = []
    var isConverterMissing = false
    for cell in run.cells {
      let outputs = cell.items.compactMap { item -> CellOutput.Content? in
        if case .output(let output) = item, output.content.isDrawing { output.content } else { nil }
      }
      for (index, content) in outputs.enumerated() {
        let label = cell.label(in: notebook)
        let path = "\(folder)/\(name)-\(label)" + (outputs.count > 1 ? "-\(index + 1)" : "")
        switch content {
        case .figure(let figure):
          guard let svg = figure.standaloneSVG else { continue }
          guard write(Array(svg.utf8), to: path + ".svg", &diagnostics), !isConverterMissing else {
            continue
          }
          do throws(HelperProgram.Failure) {
            try await HelperProgram.svgConverter.run([
              "--zoom", "2", "--output", path + ".png", path + ".svg",
            ])
          } catch {
            if case .missing = error { isConverterMissing = true }
            diagnostics.append(
              warning("the figure is written as SVG only: \(error)", path + ".png"))
          }
        case .image(let image): _ = write(image.png, to: path + ".png", &diagnostics)
        default: break
        }
      }
    }
    return diagnostics
  }

  private func write(_ bytes: [UInt8], to path: String, _ diagnostics: inout [Diagnostic]) -> Bool {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      return true
    } catch {
      diagnostics.append(warning("the figure cannot be written", path))
      return false
    }
  }

  private func warning(_ message: String, _ path: String) -> Diagnostic {
    Diagnostic(.warning, file: path, message)
  }
}

extension CellOutput.Content {
  fileprivate var isDrawing: Bool {
    switch self {
    case .figure, .image: true
    case .text, .html, .table: false
    }
  }
}

extension CellResult {
  /// The cell's label as a part of a file's name, or its number.
  fileprivate func label(in notebook: Notebook) -> String {
    let cells = notebook.cells
    guard cells.indices.contains(number - 1), let label = cells[number - 1].label else {
      return "cell-\(number)"
    }
    return String(label.map { $0 == "/" ? "-" : $0 })
  }
}
