internal import NotebookDisplay
internal import Tensors

/// A count with commas between groups of three digits: "266,610".
func grouped(_ count: Int) -> String { NumberFormat.grouped(count) }

/// A number with a fixed number of decimals: "0.6600". Written without Foundation.
func fixed(_ number: Double, _ decimals: Int) -> String {
  guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-∞" : "∞" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (number.magnitude * scale).rounded()
  guard scaled < 1e15 else { return "\(number)" }
  let digits = String(Int(clamping: scaled))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let whole = padded.dropLast(decimals)
  let sign = number < 0 && scaled != 0 ? "-" : ""
  return sign + whole + (decimals > 0 ? "." + padded.suffix(decimals) : "")
}

/// A number as one writes it in code: "0.01", "300". NaN has no sign.
func brief(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  return number == number.rounded() && number.magnitude < 1e15
    ? "\(Int(clamping: number))" : "\(number)"
}

/// A number with every digit, for files; NaN without the sign that processors give it.
func exact(_ number: Double) -> String { number.isNaN ? "nan" : "\(number)" }

/// Nouns after counts: "1 layer", "2 layers".
func plural(_ count: Int, _ noun: String) -> String {
  NumberFormat.counted(count, noun)
}

extension Tensor {
  /// An element as one writes it in code, with the digits that its type holds: 0.2 of float32 is
  /// "0.2".
  func elementText(_ index: Int) -> String {
    let number = doubles[index]
    return brief(elementType == .float32 ? Double("\(Float(number))") ?? number : number)
  }
}
