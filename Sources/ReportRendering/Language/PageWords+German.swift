internal import NotebookDocument

extension PageWords {
  static let german = PageWords(
    author: "Autor", authors: "Autoren", date: "Datum", run: "Lauf", duration: "Dauer",
    seed: "Startwert", state: "Zustand", claims: "Behauptungen", contents: "Inhalt",
    nothingToRun: "nichts auszuführen", complete: "vollständig", notRun: "nicht gelaufen",
    notRunSince: { "\($0); seither nicht gelaufen" },
    interrupted: "unterbrochen",
    failedCells: { $0 == 1 ? "1 Zelle ist fehlgeschlagen" : "\($0) Zellen sind fehlgeschlagen" },
    falseClaims: { $0 == 1 ? "1 Behauptung ist falsch" : "\($0) Behauptungen sind falsch" },
    partial: { "teilweise: \($0) von \($1) \($1 == 1 ? "Zelle" : "Zellen")" },
    heldClaims: { held, all in
      held == all
        ? all == 1 ? "sie trifft zu" : "alle \(all) treffen zu" : "\(held) von \(all) treffen zu"
    },
    notCheckedOnRealData: "nicht an echten Daten geprüft", syntheticData: "Künstliche Daten",
    notResults: { "Dies sind keine Ergebnisse zu \($0)." },
    standIn: {
      "Der Datensatz war nicht verfügbar (\($0)); künstliche Daten standen an seiner Stelle. Zahlen und Diagramme beschreiben diese; Behauptungen sind nicht an echten Daten geprüft."
    },
    previousNote: "Zurück", nextNote: "Weiter", pages: "Seiten", mentionedIn: "Erwähnt in",
    allNotes: "Alle Notizen", search: "Suche",
    nothingFound: "Keine Notiz enthält alle diese Wörter.",
    problems: "Probleme", whatWentWrong: "Was schiefging", warnings: "Warnungen",
    moreProblems: { "… und \($0) weitere\($0 == 1 ? "s Problem" : " Probleme")" },
    failed: "fehlgeschlagen", claimIsFalse: "eine Behauptung ist falsch: ",
    cell: { "Zelle \($0)" }, code: { "Code von \($0)" },
    lines: { $0 == 1 ? "1 Zeile" : "\($0) Zeilen" },
    moreLines: { $0 == 1 ? "… 1 weitere Zeile" : "… \($0) weitere Zeilen" },
    shownOnly: "nur gezeigt",
    ofAnEarlierRun: {
      "Das Folgende stammt vom \($0), aus einem früheren Lauf."
    },
    doesNotCompileAsIntended: "Wie beabsichtigt lässt sich dies nicht übersetzen",
    stopsAsIntended: "Wie beabsichtigt bricht dies ab",
    stopsAndGoesOn: "Dies bricht ab, und die Notiz geht weiter",
    cellFailed: "Diese Zelle ist fehlgeschlagen.", output: "Ausgabe",
    standardError: "Fehlerausgabe", continued: "Fortsetzung",
    dataTable: { "Datentabelle zu \($0)" }, data: { "Daten zu \($0)" }, theFigure: "der Abbildung",
    numberedFigure: { "Abbildung \($0)" },
    rowsNotShown: { $0 == 1 ? "1 Zeile nicht gezeigt" : "\($0) Zeilen nicht gezeigt" },
    holds: "Trifft zu", isFalse: "Falsch", notChecked: "Nicht an echten Daten geprüft",
    claimDetail: germanDetail,
    lineOfTheNote: { "Zeile \($0) der Notiz" }, copy: "Kopieren", copied: "Kopiert",
    kinds: [
      .figure: "Abbildung", .table: "Tabelle", .equation: "Gleichung", .section: "Abschnitt",
      .listing: "Listing", .note: "Hinweis", .tip: "Tipp", .warning: "Warnung",
      .important: "Wichtig", .caution: "Vorsicht", .theorem: "Satz", .lemma: "Lemma",
      .corollary: "Korollar", .proposition: "Proposition", .conjecture: "Vermutung",
      .definition: "Definition", .example: "Beispiel", .exercise: "Aufgabe",
      .solution: "Lösung", .remark: "Bemerkung", .algorithm: "Algorithmus",
    ], proof: "Beweis", reference: "Verweis", notShown: "(nicht gezeigt)",
    sectionCalled: { "Abschnitt „\($0)“" },
    notEvaluated: "nicht berechnet", imageNotShown: "Bild nicht gezeigt", footnote: "Fußnote",
    footnotes: "Fußnoten", backToTheText: "Zurück zum Text", place: "Stelle",
    mention: { "Erwähnung \($0)" },
    callouts: [
      "note": "Hinweis", "info": "Information", "tip": "Tipp", "hint": "Tipp",
      "success": "Erfolg", "check": "Geprüft", "done": "Erledigt", "warning": "Warnung",
      "caution": "Vorsicht", "attention": "Achtung", "danger": "Gefahr", "error": "Fehler",
      "bug": "Fehler", "failure": "Fehlschlag", "fail": "Fehlschlag", "missing": "Fehlt",
      "important": "Wichtig", "question": "Frage", "help": "Hilfe", "faq": "Häufige Frage",
      "quote": "Zitat", "cite": "Zitat", "example": "Beispiel", "abstract": "Zusammenfassung",
      "summary": "Zusammenfassung", "tldr": "Kurzfassung", "todo": "Zu erledigen",
    ],
    tasks: [
      " ": "zu erledigen", "x": "erledigt", "/": "in Arbeit", "-": "abgebrochen",
      ">": "verschoben", "<": "geplant", "!": "wichtig", "?": "Frage", "": "anderes",
    ],
    references: "Literatur", and: "und", andLast: " und ", editors: { _ in ", Hrsg." },
    undated: "o. J.",
    runInformation: "Angaben zum Lauf", note: "Notiz", started: "Begonnen",
    slowestCells: "Langsamste Zellen", command: "Befehl", dataFile: "Datei",
    dataFiles: "Dateien", size: "Größe")

  /// Claims are said by cells, in these few words around the values.
  private static func germanDetail(_ english: String) -> String {
    let phrases = [
      (", expected at most ", ", erwartet höchstens "),
      (", expected at least ", ", erwartet mindestens "),
      (", expected more than ", ", erwartet mehr als "),
      (", expected less than ", ", erwartet weniger als "), (", expected ", ", erwartet "),
    ]
    var text = english
    // A value may hold such words itself: what is said about it comes last.
    if let (phrase, german) = phrases.first(where: { text.contains($0.0) }),
      let place = text.ranges(of: phrase).last
    {
      text.replaceSubrange(place, with: german)
    }
    let beginning = "greatest difference "
    if text.hasPrefix(beginning) {
      text.replaceSubrange(
        ..<text.index(text.startIndex, offsetBy: beginning.count), with: "größter Unterschied ")
    }
    return text
  }
}
