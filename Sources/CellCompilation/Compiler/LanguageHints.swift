/// Tells authors who know Python how Swift says what they wrote, where the compiler's own words
/// would not help them.
package struct LanguageHints {
  /// A sentence for the reason why a program was stopped at a line; `nil` where it says enough.
  package static func hint(forTrap reason: String, line: String) -> String? {
    if reason.contains("a range ends before it begins") {
      return line.contains(/\[[^\]]*(\.\.\.|\.\.<)\s*\(?\s*-\s*\d/)
        ? "places counted from the end of a tensor's axis stand in ranges that are open on one side, as "
          + "'a[..<(-1)]' and 'a[(-2)...]'" : nil
    }
    guard reason.lowercased().contains("out of range"), line.contains(/\w\[\s*-\s*\d/) else {
      return nil
    }
    return "a list counts from its beginning: its last element is 'x[x.count - 1]' or 'x.last!'"
  }

  /// A sentence for a line with an error whose form is another language's; everything that the
  /// compiler says of such a line follows from that.
  static func hint(forLine line: String) -> String? {
    let text = line.withoutTexts
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    let trimmed = text.drop(while: \.isWhitespace)
    let first = words.first ?? ""
    if trimmed.hasPrefix("!")
      && ["pip", "pip3", "conda", "apt", "ls", "cd", "wget"].contains(first)
    {
      return "a cell is Swift, not a shell: run the command in a terminal"
    }
    if trimmed.hasPrefix("%"), trimmed.dropFirst().first.map({ $0.isLetter || $0 == "%" }) == true {
      return "a cell has no commands with '%'; charts and values are shown without one"
    }
    if trimmed.hasPrefix("?"), trimmed.drop(while: { $0 == "?" }).first?.isLetter == true {
      return "a cell has no '?'; Shift-Tab explains the name at the cursor in Jupyter"
    }
    if first == "import" || first == "from" && words.contains("import"), words.count > 1 {
      return importHint(words[1])
    }
    if trimmed.hasPrefix("# ") || trimmed.hasPrefix("##") { return "a comment begins with '//'" }
    return blockHint(first, words, trimmed) ?? expressionHint(line, text, words)
  }

  /// A sentence for what the compiler says, whose own form is right.
  static func hint(for message: String, line: String) -> String? {
    let names = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    if names.count == 3, names[0] == "cannot find ", names[2].hasSuffix(" in scope") {
      return missingNameHint(names[1], line)
    }
    if names.count == 3, names[0] == "cannot find type " {
      if names[1] == "None" { return "whether there is nothing is 'x == nil'" }
      if let form = networkTypes[names[1]] { return form }
      if let type = pythonTypes[names[1]] { return "the type is written '\(type)'" }
    }
    if let form = layerHint(for: message, names, line) ?? tensorHint(for: message, names, line)
      ?? listHint(for: message, names)
      ?? callHint(for: message, names, line)
    {
      return form
    }
    if message.hasPrefix("unary operator '-'"), message.contains("'PartialRangeFrom<Int>'") {
      return "a range from a negative place stands in parentheses: 'a[(-2)...]'"
    }
    if message.contains("operator '**'") {
      return "powers are written 'pow(x, 2)', squares also 'x * x'"
    }
    if message.hasPrefix("binary operator"), names.count == 7,
      numberTypes.contains(names[3]), numberTypes.contains(names[5])
    {
      let (one, other) = (names[3], names[5])
      let wide = other == "Int" ? one : other
      let narrow = wide == one ? other : one
      return "numbers of different types are not mixed: write '\(wide)(…)' around the '\(narrow)'"
    }
    if message.hasPrefix("binary operator '*'"), names.count == 7,
      Set([names[3], names[5]]) == ["String", "Int"]
    {
      return "a text many times over is 'String(repeating: \"=\", count: 20)'"
    }
    if ["expected ',' separator", "expected ')' in expression list"].contains(message),
      line.contains("//")
    {
      return "'//' begins a comment; whole numbers are divided by '/', without a remainder"
    }
    if message == "extra argument in call", line.contains("round(") {
      return "'round(x)' gives a whole number; to two decimals it is 'round(x * 100) / 100', in a "
        + "text Foundation's 'String(format: \"%.2f\", x)'"
    }
    if message.hasPrefix("value of optional type '") {
      return "what may be missing gets a value in its place by '??': 'Int(\"5\") ?? 0', "
        + "'values[key] ?? 0'"
    }
    if message == "extra argument in subscript" {
      return "each list has brackets of its own: 'm[0][1]'"
    }
    if message.hasPrefix("binary operator '"), names.count == 7,
      ["+", "-", "*", "/"].contains(names[1]),
      [names[3], names[5]].contains(where: { ["[Double]", "[Int]", "[Float]"].contains($0) })
    {
      return "lists are not calculated with: 'Tensor(x) * 2', or 'x.map { $0 * 2 }'"
    }
    if message.hasPrefix("binary operator '+'"), names.count == 7,
      names[3] == "String" || names[5] == "String"
    {
      return #"a value is put into a text by "\(value)""#
    }
    if message.contains("cannot subscript String with an Int") {
      return "the letters of a text as a list are 'Array(text)'; the first one is 'text.first'"
    }
    if message.hasPrefix("value of type '"), names.count == 5, let form = layerMembers[names[3]] {
      return form
    }
    if let form = typeHint(for: message, names) { return form }
    if let form = declarationHint(for: message, names, line) { return form }
    if message.hasPrefix("value of type '"), names.count == 5, let form = modelMembers[names[3]],
      names[1] == "Sequential" || line.contains("model")
    {
      return form
    }
    if message.contains("main actor-isolated"), message.hasSuffix(" nonisolated context") {
      return "a cell reaches what belongs to the main actor by 'await'"
    }
    if message.hasPrefix("'nil' requires a contextual type") {
      return "what may be missing has a type with a question mark: 'let x: Int? = nil'"
    }
    if message.hasPrefix("binary operator '^'") {
      return "'^' combines the bits of whole numbers; powers are written 'pow(x, 2)'"
    }
    if message.hasPrefix("the compiler is unable to type-check this expression") {
      return
        "give a part of it a name of its own, or write the types of the closure's parameters and "
        + "result: "
        + (line.contains("$1")
          ? "'{ (a: Double, b: Double) -> Double in … }'" : "'{ (i: Int) -> Double in … }'")
    }
    if message.hasSuffix("conform to 'TrainingData'") {
      return "inputs and targets are one value: 'Examples(inputs: x, targets: y)'"
    }
    if line.contains("String(format:") { return foundationHint("String(format:)") }
    return nil
  }

  static let numberTypes: Set = ["Int", "Double", "Float", "CGFloat"]
}

extension LanguageHints {
  /// What Python and NumPy do to lists.
  private static func listHint(for message: String, _ names: [String]) -> String? {
    if message.hasPrefix("global function 'm"), names.count > 3, names[3].hasPrefix("["),
      ["max", "min"].contains(names[1])
    {
      return "the \(names[1] == "max" ? "largest" : "smallest") of a list is 'x.\(names[1])()'"
    }
    if message.hasPrefix("value of type '"), names.count == 5,
      let form = members[names[3]] ?? (names[1] == "Tensor" ? tensorMembers[names[3]] : nil),
      names[1] == "Tensor" || ["len", "upper", "lower"].contains(names[3])
    {
      return form
    }
    if message.hasPrefix("value of type 'String' has no member 'format'") { return formatHint }
    if message.hasPrefix("value of type 'String' has no member 'join'") {
      return "texts are joined by 'list.joined(separator: \", \")'"
    }
    if message.hasPrefix("cannot call value of non-function type '[Int]'") {
      return "a tensor's shape is 'x.shape', without parentheses"
    }
    guard message.hasPrefix("value of type '["), names.count == 5,
      ["mean", "sum", "std", "var", "shape", "reshape", "dot", "argmax", "cumsum"]
        .contains(names[3])
    else { return nil }
    return "numbers to calculate with are tensors: 'Tensor(x)' has 'mean()', 'sum()', 'shape', …"
  }

  /// Arguments and functions that have other names in Keras, PyTorch and NumPy.
  private static func callHint(
    for message: String, _ names: [String], _ line: String
  ) -> String? {
    if message.hasPrefix("extra argument '") || message.hasPrefix("incorrect argument label"),
      names.count > 1
    {
      if names.count == 5, ["dim:", "axis:", "axes:"].contains(names[1]),
        ["axis:", "axes:"].contains(names[3])
      {
        return "this argument is called '\(names[3].dropLast())' here"
          + (names[3] == "axes:" ? ", of one axis too" : "")
      }
      // "have 'lr:rho:', expected …": the first label that is another library's.
      let labels = names[1].split { ":, (".contains($0) }.map(String.init).filter { $0 != "have" }
      if let name = labels.lazy.compactMap({ arguments[$0] }).first {
        return "this argument is called '\(name)' here"
      }
      if let form = labels.lazy.compactMap({ networkArguments[$0] }).first { return form }
    }
    if message.hasPrefix("type 'Tensor' has no member '"), names.count == 5,
      let form = tensorMakers[names[3]]
    {
      return form
    }
    if message.hasPrefix("missing argument label"),
      let maker = ["zeros", "ones", "normal", "uniform"].first(where: { maker in
        line.firstRange(of: "Tensor.\(maker)(").map { line[$0.upperBound...] }?.first?.isNumber
          ?? false
      })
    {
      return "a shape is a list: 'Tensor.\(maker)([2, 3])'"
    }
    return nil
  }

  private static let arguments = [
    "lr": "learningRate", "learning_rate": "learningRate", "batch_size": "batchSize",
    "keepdims": "keepDimensions", "keepdim": "keepDimensions", "keepDims": "keepDimensions",
    "weight_decay": "weightDecay", "kernel_size": "kernelSize", "use_bias": "useBias",
    "validation_data": "validation", "beta_1": "beta1", "beta_2": "beta2", "eps": "epsilon",
  ]

  private static let tensorMakers = [
    "randn": "normally distributed numbers are 'Tensor.normal([2, 3])'",
    "rand": "evenly distributed numbers are 'Tensor.uniform([2, 3])'",
    "onesLike": "it is called 'Tensor.ones(like: x)'",
    "zerosLike": "it is called 'Tensor.zeros(like: x)'",
    "ones_like": "it is called 'Tensor.ones(like: x)'",
    "zeros_like": "it is called 'Tensor.zeros(like: x)'",
    "tensor": "a tensor of given numbers is 'Tensor([1, 2, 3])'",
    "array": "a tensor of given numbers is 'Tensor([1, 2, 3])'",
    "from_numpy": "a tensor of given numbers is 'Tensor([1, 2, 3])'",
  ]

  /// What tensors and texts have in Python, and here.
  private static let members = [
    "numpy": "a tensor's numbers are 'x.scalars', row by row",
    "tolist": "a tensor's numbers are 'x.scalars', row by row",
    "item": "the number of a tensor with one element is 'x.scalar'",
    "detach": "a tensor outside a gradient has none; inside one it is 'stopGradient(x)'",
    "reshape": "another shape is given by 'x.reshaped(to: [2, 3])'",
    "view": "another shape is given by 'x.reshaped(to: [2, 3])'",
    "T": "rows and columns are exchanged by 'x.transposed()'",
    "size": "a tensor's shape is 'x.shape', the number of its elements 'x.count'",
    "len": "the length of a list or text is 'x.count'",
    "upper": "a text in capitals is 'x.uppercased()'",
    "lower": "a text in small letters is 'x.lowercased()'",
  ]

  /// What models have in Keras and PyTorch.
  private static let modelMembers = [
    "compile": "loss and optimizer are arguments of 'fit(data, epochs: 10, loss: …, optimizer: …)'",
    "train": "a model trains within 'fit' and answers as in use elsewhere",
    "eval": "a model trains within 'fit' and answers as in use elsewhere",
    "forward": "a model is called like a function: 'model(x)'",
    "zero_grad": "gradients are values, which nobody has to clear: 'valueWithGradient'",
    "state_dict":
      "a model's values are 'model.state', saved by 'model.saveWeights(to: \"model.safetensors\")'",
    "save": "a model's values are saved by 'model.saveWeights(to: \"model.safetensors\")'",
    "to": "everything is computed on the processor: no device is chosen",
    "cuda": "everything is computed on the processor: no device is chosen",
  ]

  private static let formatHint =
    #"a value is put into a text by "\(value)", with decimals by Foundation's "#
    + #"'String(format: "%.2f", x)'"#

  private static let pythonTypes = [
    "float": "Double", "int": "Int", "str": "String", "string": "String", "boolean": "Bool",
    "bool": "Bool", "list": "[Double]",
    "dict": "[String: Double]", "set": "Set<Int>", "tuple": "(Double, Double)",
  ]

  /// Blocks that begin with a colon.
  private static func blockHint(
    _ first: String, _ words: [String], _ text: Substring
  ) -> String? {
    let end = text.reversed().drop(while: \.isWhitespace).first
    switch first {
    case "def", "function": return "a function is written 'func name(x: Double) -> Double { … }'"
    case "elif": return "'else if condition { … }', after the closing brace"
    case "try" where end == ":", "except", "finally":
      return "errors are caught by 'do { try … } catch { … }'"
    case "with" where end == ":":
      return text.contains("open(")
        ? "a file is read by 'try String(contentsOfFile: \"f.txt\", encoding: .utf8)', with "
          + "'import Foundation'" : "'with' is not needed: what is opened closes by itself"
    case "raise" where !text.hasPrefix("raise("): return "an error is thrown by 'throw'"
    case "pass" where words.count == 1: return "an empty block is '{ }'"
    case "assert" where !text.hasPrefix("assert("):
      return "what must hold is written 'precondition(x > 0)', what the note shows 'claim(…)'"
    case "del" where words.count > 1: return pythonNames["del"]
    case "global", "nonlocal": return pythonNames["global"]
    case "yield": return "values one after another are a 'sequence(first:next:)' or a list"
    case "for" where text.contains("enumerate("):
      return "positions come with 'for (i, x) in values.enumerated() { … }'"
    case "for" where (end == ":" || !text.contains("{")) && words.contains("range"):
      return "a loop over numbers is written 'for i in 0..<3 { … }'"
    case "for" where hasSeveralNames(text):
      return "several names stand in parentheses: 'for (a, b) in zip(x, y) { … }'"
    case "for" where end == ":" || !text.contains("{") && text.contains(":"):
      return "a loop is written 'for x in values { … }'"
    case "class" where end == ":":
      return "a class is written 'class Name: Parent { … }', its '__init__' is 'init'"
    case "if", "while", "else":
      return end == ":" ? "a block stands in braces: '\(first) … { … }'" : nil
    default: return nil
    }
  }

  /// Whether a loop begins like `for a, b in …`.
  private static func hasSeveralNames(_ text: Substring) -> Bool {
    guard let place = text.firstRange(of: " in ")?.lowerBound else { return false }
    return text[..<place].contains(",") && !text[..<place].contains("(")
  }

  private static func expressionHint(_ line: String, _ text: String, _ words: [String]) -> String? {
    if line.contains("'''") {
      return "a text of several lines stands between lines of three quotation marks, \"\"\""
    }
    if isTypedAssignment(text) { return "a name with a type is 'let x: Double = …'" }
    if text.contains("\" % ") || text.contains("' % ") { return formatHint }
    if let first = words.first, ["if", "while"].contains(first),
      let place = text.firstRange(of: " in "), !text[..<place.lowerBound].contains("{")
    {
      return "whether a list has something is 'values.contains(x)'"
    }
    if words.contains("elif") { return "'elif' is written 'else if'" }
    if words.contains("lambda") { return "a function without a name is written '{ x in … }'" }
    if text.contains("["), words.contains("for"), words.contains("in"), words.first != "for" {
      return "a list made from another is written 'values.map { x in … }'"
    }
    if text.contains("{\"") || text.contains("{'") {
      return "a dictionary is written '[key: value]'"
    }
    if words.contains("if"), words.contains("else"), !text.contains("{") {
      return "one of two values is written 'condition ? one : other'"
    }
    if ["\"", "'"].contains(where: { line.hasWord("f", before: $0) }) {
      return line.contains(":.") || line.contains("%}")
        ? formatHint : #"a value is put into a text by "\(value)""#
    }
    for (word, operation) in [("and", "&&"), ("or", "||"), ("not", "!")]
    where text.contains(" \(word) ") || text.hasPrefix("\(word) ") || text.contains("(\(word) ") {
      return "'\(word)' is written '\(operation)'"
    }
    if let slice = sliceHint(text) { return slice }
    if isTupleAssignment(text) { return "several names at once are 'let (x, y) = (1, 2)'" }
    if let name = equalsArgument(text), pythonNames[name] == nil {
      return "names of arguments are followed by a colon: '\(arguments[name] ?? name): …'"
    }
    if text.contains(" @ ") { return "the product of matrices is 'a.matmul(b)'" }
    if words.first == "print", text.drop(while: \.isWhitespace).hasPrefix("print "),
      !text.contains("(")
    {
      return "a function's arguments stand in parentheses: 'print(x)'"
    }
    return nil
  }

  /// The name in `f(x, name=1)`.
  private static func equalsArgument(_ text: String) -> String? {
    guard !text.contains("func "), !text.contains("init("), !text.contains("[") else { return nil }
    let match = text.firstMatch(of: /\w\((?:[^()]*,)?\s*([a-zA-Z_]\w*)\s*=(?!=)/)
    return match.map { String($0.output.1) }
  }

  /// Python's `values[0:2]`; a colon after a text is a dictionary's.
  private static func sliceHint(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "["), open > text.startIndex,
      let before = text[..<open].last, before.isLetter || before.isNumber || before == "_",
      let close = text[open...].firstIndex(of: "]")
    else { return nil }
    let inner = text[text.index(after: open)..<close]
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false).map { part in
      part.filter { $0 != " " }
    }
    let isSlice = parts.contains { part in
      part.contains(":") && part.allSatisfy { $0.isNumber || $0 == ":" || $0 == "-" }
    }
    return isSlice
      ? "a part is 'values[0..<2]', all of an axis of a tensor '0...': 'm[0..., 2]'" : nil
  }

  /// Whether a line begins like `x: int = …`.
  private static func isTypedAssignment(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), let sign = text[colon...].firstIndex(of: "="),
      text[sign...].dropFirst().first != "="
    else { return false }
    let name = text[..<colon].drop(while: \.isWhitespace)
    let type = text[text.index(after: colon)..<sign].filter { $0 != " " }
    return name != "default"
      && [name, type[...]].allSatisfy { word in
        !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "_[]".contains($0) }
      }
  }

  /// Whether a line begins like `x, y = …`.
  private static func isTupleAssignment(_ text: String) -> Bool {
    guard let sign = text.firstIndex(of: "="), text[sign...].dropFirst().first != "=" else {
      return false
    }
    let names = text[..<sign].split(separator: ",", omittingEmptySubsequences: false)
    return names.count > 1
      && names.allSatisfy { name in
        let name = name.filter { $0 != " " }
        return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      }
  }
}

extension String {
  /// The line without comments, and with blanks in place of what stands in quotation marks.
  fileprivate var withoutTexts: String {
    var result = ""
    var quote: Character?
    for character in self {
      if let open = quote {
        if character == open { quote = nil }
        result.append(character == open ? character : " ")
      } else {
        if character == "\"" || character == "'" { quote = character }
        result.append(character)
      }
      if quote == nil, result.hasSuffix("//") { return String(result.dropLast(2)) }
    }
    return result
  }

  /// Whether a word stands where an argument does, before a sign of equality, as in `f(x=1)`.
  func isArgument(_ word: String) -> Bool {
    let text = withoutTexts.filter { $0 != " " }
    return ["(", ","].contains { mark in
      guard let range = text.firstRange(of: mark + word + "=") else { return false }
      return text[range.upperBound...].first != "="
    }
  }

  /// Whether a word stands directly before a character, as in `f"…"`.
  fileprivate func hasWord(_ word: String, before character: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: word + character) {
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
      if !before.isLetter, !before.isNumber, before != "_", before != "\"", before != "'" {
        return true
      }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
