import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("What Python users write is answered with Swift's form")
struct LanguageHintsTests {
  /// A line, with definitions before it where it needs some, and what is said about it.
  private static let lines: [(code: String, hint: String)] = [
    ("x = 5", "'let x = …' names a value, 'var x = …' one that changes"),
    ("def f(x):", "a function is written 'func name(x: Double) -> Double { … }'"),
    ("for i in range(10):", "a loop over numbers is written 'for i in 0..<3 { … }'"),
    ("for x in [1, 2]:", "a loop is written 'for x in values { … }'"),
    ("for a, b in zip([1], [2]) { print(a, b) }", "several names stand in parentheses"),
    ("let parsed = Int(\"5\") + 1", "what may be missing gets a value in its place by '??'"),
    (
      "let ages = [\"a\": 1]\nlet age = ages[\"a\"] * 2",
      "what may be missing gets a value in its place by '??'"
    ),
    ("print(f\"{0.5:.2f}\")", "with decimals by Foundation's"),
    ("let halves = [1.0]\nprint(halves * 2)", "lists are not calculated with: 'Tensor(x) * 2'"),
    ("let joined = \", \".join([\"a\"])", "texts are joined by 'list.joined(separator: \", \")'"),
    (
      "let weight = 2\nif weight > 2 { print(1) } elif weight == 2 { print(2) }",
      "'elif' is written 'else if'"
    ),
    ("func paint(a: Int) {}\npaint(a=2)", "names of arguments are followed by a colon: 'a: …'"),
    ("func tune(a: Int, lr: Int) {}\ntune(a: 1, learning_rate=2)", "colon: 'learningRate: …'"),
    ("func idle() { pass }", "an empty block is '{ }'"),
    ("for i in range(10) { print(i) }", "'0..<n' counts from 0 to n - 1"),
    ("print(f\"{1}\")", #"a value is put into a text by "\(value)""#),
    ("let a: Int? = None", "nothing is written 'nil'"),
    ("let a = True", "it is written 'true'"),
    ("!pip install numpy", "a cell is Swift, not a shell"),
    ("%matplotlib inline", "a cell has no commands with '%'"),
    ("?Sequential", "a cell has no '?'; Shift-Tab explains the name"),
    ("import numpy as np", "tensors, layers and training need no import"),
    ("from torch import nn", "tensors, layers and training need no import"),
    ("import matplotlib.pyplot as plt", "charts need no import"),
    (
      "let n = 3\nlet z = n * Double(n)",
      "write 'Double(…)' around the 'Int'"
    ),
    ("let now = Date()", "'Date' comes with Foundation: write 'import Foundation'"),
    ("print \"x\"", "a function's arguments stand in parentheses"),
    ("let n = len([1, 2])", "the length of a list or text is 'x.count'"),
    ("let y = 2.0 ** 3.0", "powers are written 'pow(x, 2)'"),
    ("let y = 2.0 ^ 3.0", "powers are written 'pow(x, 2)'"),
    ("let f = lambda x: x + 1", "a function without a name is written '{ x in … }'"),
    ("let both = true and false", "'and' is written '&&'"),
    ("let either = true or false", "'or' is written '||'"),
    ("let none = not true", "'not' is written '!'"),
    ("elif x > 2:", "'else if condition { … }', after the closing brace"),
    ("if 1 > 2:", "a block stands in braces: 'if … { … }'"),
    ("try:", "errors are caught by 'do { try … } catch { … }'"),
    ("else:", "a block stands in braces: 'else … { … }'"),
    ("class Net(Module):", "a class is written 'class Name: Parent { … }'"),
    (
      "let squares = [x * x for x in [1, 2]]",
      "a list made from another is written 'values.map { x in … }'"
    ),
    ("let y = 1 if true else 2", "one of two values is written 'condition ? one : other'"),
    ("# explained", "a comment begins with '//'"),
    ("raise ValueError(\"no\")", "an error is thrown by 'throw'"),
    ("pass", "an empty block is '{ }'"),
    ("let rate: float = 3.0", "the type is written 'Double'"),
    ("let counts: dict = [:]", "the type is written '[String: Double]'"),
    (#"let ages = {"Ada": 36}"#, "a dictionary is written '[key: value]'"),
    ("let word = \"abc\"\nword[0]", "the letters of a text as a list are 'Array(text)'"),
    (#"let text = "a" + 1"#, #"a value is put into a text by "\(value)""#),
    ("let nothing = nil", "what may be missing has a type with a question mark"),
    ("let most = max([1, 2])", "the largest of a list is 'x.max()'"),
    ("let middle = [1.0, 2].mean()", "numbers to calculate with are tensors"),
    ("let total = sum([1, 2])", "the sum of a list is 'x.reduce(0, +)'"),
    ("const limit = 3", "a name for good is written 'let x = …'"),
    ("print(1, end=\"\")", "a line that goes on is printed by 'print(x, terminator: \"\")'"),
    ("let a = np.zeros(3)", "NumPy's arrays are tensors here"),
    ("assert 1 == 1", "what must hold is written 'precondition(x > 0)'"),
    ("del first", "an element of a list goes by 'x.remove(at: 0)'"),
    ("global first", "a function changes a variable of the note"),
    ("for item in [1, 2]: print(item)", "a loop is written 'for x in values { … }'"),
    (
      "for i, item in enumerate([1]) { print(i) }",
      "positions come with 'for (i, x) in values.enumerated() { … }'"
    ),
    ("left, right = 1, 2", "several names at once are 'let (x, y) = (1, 2)'"),
    ("let some = [1, 2, 3]\nsome[0:2]", "a part is 'values[0..<2]'"),
    ("let matrix = [[1, 2], [3, 4]]\nmatrix[0, :]", "a part is 'values[0..<2]'"),
    ("let square = 3\nsquare @ square", "the product of matrices is 'a.matmul(b)'"),
    ("let short = \"abc\"\nshort.len()", "the length of a list or text is 'x.count'"),
    ("let loud = \"abc\".upper()", "a text in capitals is 'x.uppercased()'"),
    ("time.sleep(1)", "a pause is 'Thread.sleep(forTimeInterval: 1)'"),
    ("print(1, lr=0.1)", "names of arguments are followed by a colon"),
    ("func scale(by: Int) {}\nscale(by=2)", "names of arguments are followed by a colon: 'by: …'"),
    ("let rows = [[1, 2], [3, 4]]\nrows[0, 1]", "each list has brackets of its own: 'm[0][1]'"),
    ("width: int = 5", "a name with a type is 'let x: Double = …'"),
    ("print(7 // 2)", "'//' begins a comment; whole numbers are divided by '/'"),
    ("print(\"=\" * 20)", "a text many times over is 'String(repeating:"),
    ("let maybe: Int? = nil\nif maybe is None {}", "whether there is nothing is 'x == nil'"),
    ("let few = [1, 2]\nif 1 in few {}", "whether a list has something is 'values.contains(x)'"),
    ("print(\"{:.2f}\".format(1.5))", "a value is put into a text by"),
    ("print(\"%.2f\" % 1.5)", "a value is put into a text by"),
    ("let poem = '''", "a text of several lines stands between lines of three quotation marks"),
    (
      "let network = Network()\nstruct Network {}\nlet model = network.compile()",
      "loss and optimizer are arguments of 'fit"
    ),
    ("@MainActor var shown = 0\nprint(shown)", "what belongs to the main actor by 'await'"),
    ("@MainActor func show() {}\nshow()", "what belongs to the main actor by 'await'"),
    ("var letter: string = \"a\"", "the type is written 'String'"),
    ("let text = String(format: \"%.2f\", 1.5)", "'String(format:)' comes with Foundation"),
  ]

  @Test("each line is answered once, at its place")
  func answersEachLine() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(Self.lines.map(\.code))
      for (cell, (code, hint)) in zip(result.cells, Self.lines) {
        let errors = cell.diagnostics.filter { $0.severity == .error }
        let answered = errors.filter { $0.explanation?.contains(hint) == true }
        #expect(answered.count == 1, "\(code): \(errors)")
      }
    }
  }

  @Test("a constant of an earlier cell that is changed is named with its line")
  func explainsConstants() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(["let total = 1", "total = 2", "total += 1"])
      let expected =
        "cell 1 at line 2 defines 'total' with 'let': write 'var' there, or 'let' before the new value here"
      #expect(result.diagnostics.map(\.explanation) == [expected, expected])
      #expect(result.diagnostics.map(\.line) == [6, 10])
    }
  }

  @Test("a cast that would compile and then trap is not proposed")
  func proposesNoForcedCast() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([
        "protocol Named {}\nfunc greet(_ x: any Named) {}\ngreet(\"a\")"
      ])
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.count == 1)
      #expect(errors.allSatisfy { $0.fix == nil }, "\(errors)")
    }
  }

  @Test("right Swift that looks like another language gets no such answer")
  func leavesSwiftAlone() {
    let lines = [
      "for x in values { print(x) }", "let text = \"if a else b\"", "import Foundation",
      "if a { b } else { c }", "let shelf = \"f\"", "while true {", "let range = 0..<3  // def",
      "print(\"not and or\")", "case .some(let x):", "let part = values[a ..< b]",
      "let d = [1: 2, 3: 4]", "let t = [x: 1]", "let (a, b) = (1, 2)", "f(a, b == c)",
      "@MainActor var x = 1", "let v = m[0, 1]", "assert(x > 0)", "default:", "label: for x in y {",
      "default: x = 3", "let y: Double = 2", "if list.contains(where: { x in x > 1 }) {",
      "let rest = 7 % 2", "if \"a\" == b {",
    ]
    #expect(lines.compactMap { LanguageHints.hint(forLine: $0) } == [])
  }

  @Test(
    "what tensors have in Python is answered",
    arguments: [
      ("value of type 'Tensor' has no member 'numpy'", "a tensor's numbers are 'x.scalars'"),
      ("value of type 'Tensor' has no member 'item'", "is 'x.scalar'"),
      ("value of type 'Tensor' has no member 'T'", "'x.transposed()'"),
      ("cannot call value of non-function type '[Int]'", "a tensor's shape is 'x.shape'"),
      (
        "unary operator '-' cannot be applied to an operand of type 'PartialRangeFrom<Int>'",
        "'a[(-2)...]'"
      ),
      ("value of type 'Tensor' has no member 'cast'", "'x.converted(to: .float32)'"),
      ("value of type 'Tensor' has no member 'unsqueeze'", "'x.expandingShape(at: 0)'"),
    ])
  func answersTensors(message: String, hint: String) {
    #expect(LanguageHints.hint(for: message, line: "")?.contains(hint) == true)
    #expect(
      LanguageHints.hint(for: "value of type 'Model' has no member 'item'", line: "") == nil)
  }

  @Test(
    "what the first hour writes is answered",
    arguments: [
      (
        "value of type 'String' has no member 'components'", "s.components(separatedBy: \",\")",
        "'components' comes with Foundation: write 'import Foundation'"
      ),
      (
        "cannot convert value of type 'Double' to specified type 'Int'", "let n: Int = x",
        "write 'Int(…)' around the 'Double', which cuts decimals off"
      ),
      (
        "cannot convert value of type 'Int' to specified type '(_, _)'", "let (a, b) = 1, 2",
        "'let (a, b) = (1, 2)'"
      ),
      (
        "cannot convert value of type 'Int' to expected element type 'Tensor'",
        "let a = [1,2,3].sum()", "'sum([1, 2, 3])'"
      ),
      ("invalid redeclaration of 'x'", "let x = 6", "'var x = …', then 'x = …'"),
      (
        "multi-line string literal content must begin on a new line",
        "let s = \"\"\"one line\"\"\"",
        "one quotation mark at each end"
      ),
    ])
  func answersTheFirstHour(message: String, line: String, hint: String) {
    #expect(LanguageHints.hint(for: message, line: line)?.contains(hint) == true)
    #expect(
      LanguageHints.hint(
        for: "cannot convert value of type 'Int' to expected element type 'Tensor'", line: "[1, x]")
        == nil)
  }

  @Test(
    "names of Keras and PyTorch lead to ours",
    arguments: [
      ("extra argument 'lr' in call", "Adam(lr: 0.1)", "this argument is called 'learningRate'"),
      (
        "incorrect argument label in call (have 'learning_rate:', expected 'learningRate:')",
        "Adam(learning_rate: 0.1)", "this argument is called 'learningRate'"
      ),
      ("type 'Tensor' has no member 'randn'", "Tensor.randn(2, 3)", "'Tensor.normal([2, 3])'"),
      ("extra argument 'kernel' in call", "Conv2D(4, kernel: 5)", "'kernelSize'"),
      (
        "extra argument 'clipnorm' in call", "SGD(clipnorm: 1)", "'SGD(learningRate: 0.1, clipping:"
      ),
      (
        "incorrect argument label in call (have 'axis:', expected 'axes:')", "x.mean(axis: 0)",
        "this argument is called 'axes'"
      ),
      (
        "incorrect argument labels in call (have 'lr:beta:', expected 'learningRate:momentum:')",
        "SGD(lr: 0.1, momentums: 0.9)", "this argument is called 'learningRate'"
      ),
      ("extra argument 'class_weight' in call", "model.fit(data, class_weight: w)", "to the loss"),
      ("value of type 'Dense' has no member 'trainable'", "d.trainable = false", "'isTrainable"),
      (
        "value of type 'Parameter' has no member 'requires_grad'", "p.requires_grad", "'isTrainable"
      ),
      ("cannot find 'to_categorical' in scope", "to_categorical(y)", "'labels.oneHot(depth: 3)'"),
      ("cannot find 'mse_loss' in scope", "mse_loss(m(x), y)", "'meanSquaredError(model(x), y)'"),
      ("cannot find 'MaxPooling1D' in scope", "MaxPooling1D(2)", "'MaxPool1D()'"),
      (
        "cannot convert value of type 'String' to expected argument type 'Padding1D'",
        "Conv1D(8, padding: \"causal\")", "'.causal'"
      ),
      ("cannot find 'LSTM' in scope", "LSTM(8)", "a loop over 'x[0..., t]'"),
      (
        "cannot convert value of type 'String' to expected argument type 'Activation'",
        "Dense(3, activation: \"relu\")", "'activation: .relu'"
      ),
      (
        "cannot convert value of type 'String' to expected element type 'Metric'",
        "model.fit(data, metrics: [\"accuracy\"])", "'metrics: [.accuracy]'"
      ),
      (
        "argument type 'String' does not conform to expected type 'Optimizer'",
        "model.fit(data, optimizer: \"adam\")", "'optimizer: Adam("
      ),
      (
        "instance method 'fit(_:epochs:)' requires that 'Tensor' conform to 'TrainingData'",
        "model.fit(x, y)", "Examples(inputs: x, targets: y)"
      ),
      (
        "cannot convert value of type 'Int' to expected argument type 'Activation'",
        "Dense(3, 4)", "finds out the size of its inputs"
      ),
      ("missing argument label 'type:' in call", "Tensor.zeros(2, 3)", "'Tensor.zeros([2, 3])'"),
    ])
  func knowsOtherLibraries(message: String, line: String, hint: String) {
    #expect(LanguageHints.hint(for: message, line: line)?.contains(hint) == true)
  }

  @Test("a number is rounded to decimals by hand")
  func explainsRounding() {
    let hint = LanguageHints.hint(for: "extra argument in call", line: "print(round(2.345, 2))")
    #expect(hint?.contains("'round(x * 100) / 100'") == true)
  }

  @Test("where the compiler gives up, what helps is named")
  func explainsSlowExpressions() {
    let hint = LanguageHints.hint(
      for:
        "the compiler is unable to type-check this expression in reasonable time; try breaking up",
      line: "")
    #expect(hint?.contains("'{ (i: Int) -> Double in … }'") == true)
  }

  @Test("a place before the beginning of a list is answered with its end")
  func explainsNegativePlaces() {
    let hint = LanguageHints.hint(forTrap: "Index out of range", line: "print(xs[-1])")
    #expect(
      hint == "a list counts from its beginning: its last element is 'x[x.count - 1]' or 'x.last!'")
    #expect(LanguageHints.hint(forTrap: "Index out of range", line: "print(xs[7 - 1])") == nil)
    let range = "a range ends before it begins"
    #expect(
      LanguageHints.hint(forTrap: range, line: "x[1..<(-1)]")?.contains("'a[(-2)...]'") == true)
    #expect(LanguageHints.hint(forTrap: range, line: "for i in 5...1 {") == nil)
    #expect(LanguageHints.hint(forTrap: range, line: "chart.xScale(domain: 5...1)") == nil)
    #expect(LanguageHints.hint(forTrap: "Division by zero", line: "print(xs[-1])") == nil)
  }
}
