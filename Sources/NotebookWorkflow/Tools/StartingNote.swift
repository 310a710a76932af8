internal import NotebookDocument

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What `notebook new` writes: small, complete, and running as it is.
package enum StartingNote {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// Writes the note and gives back its path; an existing file is never overwritten.
  package static func write(_ name: String) throws(Failure) -> String {
    let path = NoteName.complete(name)
    let fileName = path.split(separator: "/").last.map(String.init) ?? path
    let title = NoteName.stem(fileName)
    guard title != fileName else { throw Failure(description: "'\(name)' is not a file name") }
    // O_EXCL: between looking and writing nobody else can have made the file.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      let reason = errno == EEXIST ? "it exists already" : String(cString: strerror(errno))
      throw Failure(description: "'\(path)' cannot be written: \(reason)")
    }
    defer { close(file) }
    let text = Array(contents(title: title).utf8)
    guard text.withUnsafeBytes({ Self.write(all: $0, to: file) }) else {
      let reason = String(cString: strerror(errno))
      unlink(path)
      throw Failure(description: "'\(path)' cannot be written: \(reason)")
    }
    return path
  }

  private static func write(all bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
    #if canImport(Glibc)
      Glibc.write(file, bytes.baseAddress, bytes.count) == bytes.count
    #else
      Darwin.write(file, bytes.baseAddress, bytes.count) == bytes.count
    #endif
  }

  private static func contents(title: String) -> String {
    let quoted = title.split(separator: "\"", omittingEmptySubsequences: false).joined(
      separator: "\\\"")
    return """
      ---
      title: "\(quoted)"
      seed: 1
      params:
        steps: 200
      ---

      Prose is Markdown, with mathematics such as $y = wx + b$. Swift blocks run, in order, and the
      value of a cell's last line is shown.

      ```swift
      let x = Tensor.linspace(-1, 1, count: 64)
      let y = 2 * x + 0.5
      ```

      Gradient descent on the mean squared error finds the line again:

      ```swift
      var w = Tensor(0.0), b = Tensor(0.0)
      var losses: [Double] = []
      for _ in 0..<steps {
        let (loss, gradients) = valueWithGradient(at: w, b) { w, b in ((w * x + b - y) * (w * x + b - y)).mean() }
        w = w - 0.2 * gradients.0
        b = b - 0.2 * gradients.1
        losses.append(loss.scalar)
      }
      ```

      ```swift
      //| label: fig-loss
      //| fig-cap: "The loss falls."
      Chart("Loss") { LineMark(x: 1...steps, y: losses) }.xLabel("step").yLabel("loss").yScale(.log)
      ```

      As @fig-loss shows, it converges: $w$ is `{swift} w.scalar`, $b$ is `{swift} b.scalar`.

      ```swift
      claim("the slope is found", w.scalar, equals: 2, within: 1e-3)
      ```

      """
  }
}
