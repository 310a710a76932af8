internal import MarkupTree
internal import NotebookDisplay
internal import ReportRendering

extension PreviewControls {
  /// The page with the notes of a folder, which is live as a note's page is.
  func index(of notes: [PreviewIndex.Entry], folder: String) -> String {
    let main = MarkupNode.element(
      "main", [:],
      [
        .element("h1", [:], [.text(folder)]), .element("ul", [:], notes.map(item)),
      ])
    let bar = bar([statusLine(NumberFormat.count(notes.count, "note"))])
    return
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      + "content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" "
      + "content=\"light dark\"><title>" + MarkupNode.text(folder).serialized()
      + "</title>\(PreviewPage.style)</head><body>" + bar.serialized() + main.serialized()
      + PreviewPage.script(
        attribute: attribute, nonce: nonce, file: absolutePath(folder), editor: nil)
      + "</body></html>\n"
  }

  /// A note's name, and its title where that is another.
  private func item(_ note: PreviewIndex.Entry) -> MarkupNode {
    let address = "./\(LinkAddress.encoded(path: note.name)).html"
    let link = MarkupNode.element("a", ["href": address], [.text(note.name)])
    let isNamed = note.title.isEmpty || note.title == note.name.split(separator: "/").last ?? ""
    return .element("li", [:], isNamed ? [link] : [link, .text(" · \(note.title)")])
  }
}
