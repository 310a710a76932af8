internal import Dispatch
internal import Foundation
internal import NotebookDocument

extension MathTypesetter {
  /// Fewer formulas than these are not worth a further engine, which takes as long to load as fifty
  /// of them to typeset.
  private static let formulasPerEngine = 75

  /// Typesets a note's formulas on all processors, into the cache from which the page then takes
  /// them. Each engine first reads the definitions before its own part.
  static func typesetAhead(
    _ formulas: [Formula], files: KatexFiles, numbers: [String: String], file: FormulaFile?
  ) {
    let count = min(
      ProcessInfo.processInfo.activeProcessorCount, formulas.count / formulasPerEngine)
    guard count > 1 else { return }
    DispatchQueue.concurrentPerform(iterations: count) { part in
      let own = formulas.count * part / count..<formulas.count * (part + 1) / count
      let typesetter = MathTypesetter(
        files: files, notePath: "", numbers: numbers, file: file)
      for formula in formulas[..<own.lowerBound] where formula.mayDefineMacros {
        _ = typesetter.node(for: formula)
      }
      for formula in formulas[own] { _ = typesetter.node(for: formula) }
    }
  }
}

extension Notebook {
  /// The formulas in the order of the page: those of the text, then those of the footnotes.
  var formulas: [Formula] {
    var formulas: [Formula] = []
    for blocks in [blocks] + footnotes.map(\.blocks) {
      ProseWalk.visit(
        blocks, inline: { if case .math(let formula) = $0 { formulas.append(formula) } })
    }
    return formulas
  }
}
