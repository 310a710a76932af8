internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// The facts of the reproducibility stamp.
struct RunFacts {
  var seed: UInt64
  var version: String
  var parameters: [Parameter]
  var compiler: String?
  var notices: [Notice]
  var figures: [RecordedFigure]
  var cellsFromCache: Int
  var cells: Int

  /// Name and value in the order the report shows them.
  var list: [RunInformation.Fact] {
    var facts = [RunInformation.Fact(RunInformation.Fact.seed, "\(seed)")]
    for parameter in parameters {
      facts.append(RunInformation.Fact("Parameter \(parameter.name)", parameter.value.literal))
    }
    facts.append(RunInformation.Fact("Notebook", version))
    if let compiler { facts.append(RunInformation.Fact("Compiler", compiler)) }
    facts.append(RunInformation.Fact("System", Self.system))
    facts.append(RunInformation.Fact("Processor", Self.processor))
    for case .information(let name, let value) in notices {
      facts.append(RunInformation.Fact(name, value))
    }
    for figure in figures {
      facts.append(
        RunInformation.Fact(
          "Recorded \(figure.title)", "\(figure.value.rounded(toSignificantDigits: 6))"))
    }
    if cells > 0 {
      facts.append(
        RunInformation.Fact(
          "Cells compiled", "\(cells - cellsFromCache) of \(cells), the others from the cache"))
    }
    return facts
  }

  /// Data files in the order they were read, each once.
  var dataFiles: [RunInformation.DataFile] {
    var seen: Set<String> = []
    return notices.compactMap {
      guard case .dataFile(let path, let bytes, let sha256) = $0, seen.insert(path).inserted else {
        return nil
      }
      return RunInformation.DataFile(path: path, bytes: bytes, sha256: sha256)
    }
  }

  private static var system: String {
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    let name = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return name.map { $0.dropFirst(12).filter { $0 != "\"" } }
      ?? ProcessInfo.processInfo.operatingSystemVersionString
  }

  private static var processor: String {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "unknown"
    return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) cores"
  }
}
