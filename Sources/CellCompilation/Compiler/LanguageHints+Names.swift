/// What is missing in a cell and exists in Python, or in Foundation.
extension LanguageHints {
  static func missingNameHint(_ name: String, _ line: String) -> String? {
    let assigned = line.drop(while: \.isWhitespace).trimmingPrefix(name).drop(while: \.isWhitespace)
    let isAssigned = assigned.hasPrefix("=") && !assigned.hasPrefix("==")
    if isAssigned, line.drop(while: \.isWhitespace).hasPrefix(name) {
      return "'let \(name) = …' names a value, 'var \(name) = …' one that changes"
    }
    if let form = pythonNames[name] ?? networkNames[name] { return form }
    if line.isArgument(name) {
      return "names of arguments are followed by a colon: '\(name): …'"
    }
    return foundationNames.contains(name) ? foundationHint(name) : nil
  }

  /// What is said in the first hour of a declaration and its value.
  static func declarationHint(
    for message: String, _ names: [String], _ line: String
  ) -> String? {
    if message.hasPrefix("value of type '"), names.count == 5,
      ["String", "Substring"].contains(names[1]), foundationMembers.contains(names[3])
    {
      return foundationHint(names[3])
    }
    if names.count == 5, names[0] == "cannot convert value of type ",
      names[2] == " to specified type "
    {
      if numberTypes.contains(names[1]), numberTypes.contains(names[3]) {
        return "numbers keep their type: write '\(names[3])(…)' around the '\(names[1])'"
          + (names[3] == "Int" ? ", which cuts decimals off" : "")
      }
      if names[3].hasPrefix("(_") {
        return "several values at once stand in parentheses: 'let (a, b) = (1, 2)'"
      }
    }
    if message.hasPrefix("cannot convert value of type '"), line.contains(/\]\s*\.sum\(\)/) {
      return "the sum of a list is 'sum([1, 2, 3])'"
    }
    if message.hasPrefix("invalid redeclaration of '"), names.count == 3 {
      return "a new value for a name of the same cell: 'var \(names[1]) = …', then "
        + "'\(names[1]) = …'; another cell may declare it anew"
    }
    if message.hasPrefix("multi-line string literal") {
      return
        "a text on one line has one quotation mark at each end; of three, each stands on a line "
        + "of its own"
    }
    return nil
  }

  static func foundationHint(_ name: String) -> String {
    "'\(name)' comes with Foundation: write 'import Foundation' in this cell or an earlier one"
  }

  /// What texts can do with Foundation only.
  private static let foundationMembers: Set = [
    "appendingPathComponent", "capitalized", "components", "data", "lastPathComponent",
    "localizedCaseInsensitiveContains", "padding", "pathExtension", "range", "replacingOccurrences",
    "trimmingCharacters", "write",
  ]

  private static let foundationNames: Set = [
    "Bundle", "Calendar", "Data", "Date", "DateComponents", "DateFormatter", "DispatchQueue",
    "FileHandle", "FileManager", "JSONDecoder", "JSONEncoder", "JSONSerialization", "Locale",
    "Measurement", "NSRegularExpression", "NumberFormatter", "Process", "ProcessInfo", "Thread",
    "TimeInterval", "Timer", "URL", "URLSession", "UUID",
  ]

  static let pythonNames = [
    "None": "nothing is written 'nil'",
    "True": "it is written 'true'",
    "False": "it is written 'false'",
    "range": "'0..<n' counts from 0 to n - 1, 'stride(from: 0, to: n, by: 2)' in steps of 2",
    "len": "the length of a list or text is 'x.count'",
    "str": "a text is made by 'String(x)' or \"\\(x)\"",
    "int": "a whole number is made by 'Int(x)'",
    "float": "a number is made by 'Double(x)'",
    "bool": "whether something is so is 'x != 0'",
    "sum": "the sum of a list is 'x.reduce(0, +)', of a tensor 'x.sum()'",
    "any": "whether one of a list is so is 'x.contains { … }'",
    "all": "whether all of a list are so is 'x.allSatisfy { … }'",
    "end": "a line that goes on is printed by 'print(x, terminator: \"\")'",
    "open": "a table is read by 'CSVTable(contentsOf:)', a text with Foundation's 'String'",
    "const": "a name for good is written 'let x = …'",
    "del": "an element of a list goes by 'x.remove(at: 0)', one of a dictionary by 'x[key] = nil'",
    "global": "a function changes a variable of the note without saying so beforehand",
    "list": "a list is made by 'Array(x)'",
    "dict": "a dictionary is made by '[key: value]', an empty one by '[:]'",
    "set": "a set is made by 'Set(x)'",
    "enumerate": "positions come with 'x.enumerated()'",
    "sorted": "a sorted list is 'x.sorted()'",
    "reversed": "a reversed list is 'x.reversed()'",
    "isinstance": "whether a value is of a type is 'x is Type'",
    "input":
      "a note does not ask while it runs: give it a parameter, 'params:' in the front matter",
    "np": "NumPy's arrays are tensors here: 'Tensor([1, 2, 3])', 'Tensor.zeros([2, 3])'",
    "plt": "charts are made by 'Chart { LineMark(x: …, y: …) }'",
    "pd": "tables are read by 'CSVTable'",
    "tf": "layers and training need no prefix: 'Dense(10)', 'model.fit(…)'",
    "torch": "tensors, layers and training need no prefix: 'Tensor', 'Dense(10)'",
    "nn": "layers need no prefix: 'Dense(10)'",
    "keras": "layers and training need no prefix: 'Dense(10)', 'model.fit(…)'",
    "time": "a pause is 'Thread.sleep(forTimeInterval: 1)', with 'import Foundation'; a clock "
      + "'ContinuousClock()'",
    "sep": "what stands between values is written 'print(a, b, separator: \", \")'",
    "lr": "names of arguments are followed by a colon: 'SGD(learningRate: 0.1)'",
    "console": "a line is printed by 'print(x)'",
    "help": "what a cell can use is in docs/api.md; an editor shows it for 'notebook export'",
    "math": "mathematics needs no prefix: 'sqrt(x)', 'Double.pi'",
    "random": "random numbers are 'Double.random(in: 0..<1)', 'values.shuffled()'",
    "pass": "an empty block is '{ }'",
  ]

  static func importHint(_ module: String) -> String? {
    switch module {
    case "numpy", "torch", "tensorflow", "keras", "jax":
      "tensors, layers and training need no import: begin with 'Tensor', 'Dense', 'fit'"
    case "matplotlib", "seaborn", "plotly":
      "charts need no import: 'Chart { LineMark(x: …, y: …) }'"
    case "pandas": "tables need no import: 'CSVTable' reads a CSV file"
    case "math", "cmath", "scipy": "'sqrt', 'exp', 'sin' and the like need no import"
    case "random": "random numbers need no import: 'Double.random(in: 0..<1)', 'Tensor.normal([3])'"
    case "os", "sys", "json", "time", "datetime", "re", "pathlib", "collections", "itertools",
      "functools", "typing", "sklearn":
      "'\(module)' is a module of Python; files, dates and JSON come with 'import Foundation'"
    default: nil
    }
  }
}
