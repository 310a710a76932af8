import Testing

@testable import NotebookDocument

@Test func probe() {
  let note = #"""
    ---
    title: "A note"
    author: Ann
    params:
      rate: 0.1
      epochs: 3
      name: x
    seed: 7
    toc: true
    ---

    # Head *one* {#sec-one}

    Text with $a_b$ and $c_d$ and `{swift} acc + 1` see @fig-loss and [@eq-x], $5 and $6. ==mark *it*== ~~gone~~ #tag/sub #1984 https://x.y/a_b_c). [[note#Head|shown]] [[#Head one]] %%hid%% foot[^1].

    $$
    a
    = c
    - b
    $$ {#eq-x}

    | a | b\|c |
    |:--|--:|
    | 2*3 | 4*5 $x|y$ |
    | `a|b` | [[n\|t]] |

    : Cap {#tbl-t}

    Term
    : def one
    : def two

    > [!note]- Title $x$
    > body
    > - [ ] open
    > - [x] done

    ![[img.png | 400]] ![alt|250](a.png) ![cap](b.png){#fig-b width=300}

    [^1]: The *note*.

        more

    ```swift
    //| label: fig-loss
    //| fig-cap: "Loss"
    let x = 1
    ```

    - item
      ```{swift}
      #| echo: false
      let y = 2
      ```

    Last ^blk
    """#
  let n = Notebook.parse(source: note, path: "note.md")
  print(n.treeDescription)
  print(n.frontMatter)
  for c in n.cells { print(c) }
  print(n.inlineExpressions)
  print(DiagnosticPrinter(source: n.source).text(of: n.diagnostics))
}
