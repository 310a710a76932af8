internal import JupyterDocuments
internal import NotebookSession
internal import SourceKitService

extension JupyterKernel {
  /// The answer to a `complete_request`.
  func completions(for content: JSONValue) async -> JSONValue {
    let cursor = CursorPlace(content)
    let list: CompletionList
    do {
      list = try await session.completions(for: cursor.code, at: cursor.offset)
    } catch {
      configuration.log("no completion: \(error)")
      return [
        "status": "ok", "matches": [], "cursor_start": .integer(cursor.position),
        "cursor_end": .integer(cursor.position), "metadata": [:],
      ]
    }
    let (start, end) = (cursor.position(of: list.start), cursor.position(of: list.end))
    let described = list.items.map { item -> JSONValue in
      [
        "text": .string(item.text), "type": .string(item.kind),
        "signature": .string(item.signature), "start": .integer(start), "end": .integer(end),
      ]
    }
    return [
      "status": "ok", "matches": .array(list.items.map { .string($0.text) }),
      "cursor_start": .integer(start), "cursor_end": .integer(end),
      // JupyterLab shows kinds and signatures beside the matches.
      "metadata": ["_jupyter_types_experimental": .array(described)],
    ]
  }

  /// The answer to an `inspect_request`.
  func documentation(for content: JSONValue) async -> JSONValue {
    let cursor = CursorPlace(content)
    let found: Documentation?
    do {
      found = try await session.documentation(for: cursor.code, at: cursor.offset)
    } catch {
      configuration.log("no documentation: \(error)")
      found = nil
    }
    guard let found else { return ["status": "ok", "found": false, "data": [:], "metadata": [:]] }
    let separator = found.text.isEmpty ? "" : "\n\n"
    return [
      "status": "ok", "found": true, "metadata": [:],
      "data": [
        "text/plain": .string(found.declaration + separator + found.text),
        "text/markdown": .string("```swift\n\(found.declaration)\n```\(separator)\(found.text)"),
      ],
    ]
  }
}

/// Where the cursor stands in a cell: front ends count Unicode scalars, SourceKit UTF-8 bytes.
struct CursorPlace {
  let code: String
  /// In Unicode scalars.
  let position: Int
  /// In UTF-8 bytes.
  let offset: Int

  init(_ content: JSONValue) {
    code = (content["code"]?.string ?? "").replacing("\r\n", with: "\n")
    let count = code.unicodeScalars.count
    position = min(max(content["cursor_pos"]?.integer ?? count, 0), count)
    offset = code.unicodeScalars.prefix(position).reduce(0) { $0 + UTF8.width($1) }
  }

  /// The place in Unicode scalars of one in UTF-8 bytes.
  func position(of offset: Int) -> Int {
    String(decoding: code.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
  }
}
