internal import NotebookDisplay

/// The page's rules. Colours come only from the tokens, so that one file is light, dark and printed.
enum StyleSheet {
  static let css = ChartStyle.css + page + title + prose + code + outputs + notes + wide + print

  private static let page = """
    *{box-sizing:border-box}
    html{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--ink);font:400 1.0625rem/1.6 system-ui,\
    -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;\
    overflow-wrap:break-word}
    main,footer{max-width:48rem;margin:0 auto;padding:0 1rem}
    main{padding-top:2.5rem}
    main>header,.prose>*,.cell>*,.footnotes,.problems,.banner{max-width:44rem}
    .prose>.cell,.prose>figure,.prose>.scroll,.cell>figure,.cell>.scroll,.cell>.output{max-width:48rem}
    h1,h2,h3,h4,h5,h6{font-weight:650;line-height:1.25;text-wrap:balance;margin:2.2em 0 .6em}
    h1{font-size:2.1rem;line-height:1.15;margin:0 0 .35em;letter-spacing:-.012em}
    h2{font-size:1.45rem}
    h3{font-size:1.15rem}
    h4,h5,h6{font-size:1rem}
    h2+h3,h3+h4{margin-top:1em}
    p,ul,ol,dl,blockquote,pre,figure,details,.scroll,.equation{margin:0 0 1.1em}
    a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
    a:hover{text-decoration-thickness:.12em}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
    img{max-width:100%;height:auto}
    .anchor{opacity:0;margin-left:.4em;text-decoration:none;color:var(--muted);font-weight:400}
    h2:hover .anchor,h3:hover .anchor,h4:hover .anchor{opacity:1}
    .secno{color:var(--muted);margin-right:.6em;font-variant-numeric:tabular-nums}

    """

  private static let title = """
    header.title{padding-bottom:1.4em;margin-bottom:2em;border-bottom:1px solid var(--rule)}
    .subtitle{font-size:1.2rem;color:var(--muted);margin:0 0 .6em;line-height:1.4}
    dl.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1.1em 0 0;font-size:.875rem;line-height:1.4}
    dl.facts dt{color:var(--muted);font-size:.8125rem}
    dl.facts dd{margin:0;font-variant-numeric:tabular-nums}
    .state{font-weight:600}
    .state::before{content:"";display:inline-block;width:.55em;height:.55em;border-radius:50%;\
    background:currentColor;margin-right:.45em}
    .good{color:var(--ok)}.bad{color:var(--error)}.doubtful{color:var(--warning)}
    .tags{margin:.9em 0 0;font-size:.875rem}
    .tag{color:var(--muted);margin-right:.6em}
    .contents{font-size:.875rem;line-height:1.45;margin-bottom:2em}
    .contents>p{font-weight:650;margin:0 0 .5em}
    .contents ul{list-style:none;margin:0;padding:0}
    .contents ul ul{padding-left:1em}
    .contents li{margin:.3em 0}
    .contents a{color:var(--muted);text-decoration:none}
    .contents a:hover{color:var(--link);text-decoration:underline}
    .banner{border:2px solid var(--warning);border-left-width:.6rem;border-radius:4px;\
    padding:1em 1.2em;margin-bottom:2em;background:color-mix(in srgb,var(--warning) 9%,var(--bg))}
    .banner p{margin:0}
    .banner-title{font-size:1.2rem;font-weight:700;margin-bottom:.3em!important}
    .problems{border-left:3px solid var(--warning);padding:.1em 0 .1em 1.1em;margin-bottom:2em}
    .problems.bad{border-color:var(--error);color:inherit}
    .problems-title{font-weight:650;margin:0 0 .5em}
    .problems ul{margin-bottom:.6em;padding-left:1.2em}

    """

  private static let prose = """
    li{margin:.25em 0}
    li>p:last-child{margin-bottom:.4em}
    blockquote{border-left:3px solid var(--rule);margin-left:0;padding-left:1.1em;color:var(--muted)}
    .embedded{border-left:3px solid var(--rule);padding-left:1.1em;margin:0 0 1.1em}
    hr{border:0;border-top:1px solid var(--rule);margin:2.5em 0}
    mark{background:color-mix(in srgb,#ffd000 35%,var(--bg));color:inherit;padding:0 .15em;border-radius:2px}
    .tasks{list-style:none;padding-left:.2em}
    .task-item{display:flex;gap:.6em}
    .task{flex:none;width:1.05em;height:1.05em;margin-top:.28em;border:1px solid var(--axis);\
    border-radius:3px;font-size:.9em;line-height:1;text-align:center;color:var(--ok);font-weight:700}
    .definitions dt{font-weight:600}
    .definitions dd{margin:0 0 .5em 1.6em}
    .callout{border-left:3px solid var(--tone);border-radius:0 4px 4px 0;padding:.75em 1.1em;\
    margin:0 0 1.3em;background:color-mix(in srgb,var(--tone) 7%,var(--bg));--tone:var(--link)}
    .callout>:last-child{margin-bottom:0}
    .callout-title{font-weight:650;margin:0 0 .4em}
    details.callout:not([open])>.callout-title{margin:0}
    .callout .icon{display:inline-block;min-width:1.1em;color:var(--tone);font-weight:700}
    .callout.ok{--tone:var(--ok)}.callout.warning{--tone:var(--warning)}.callout.error{--tone:var(--error)}
    .callout.important{--tone:var(--t4)}.callout.plain{--tone:var(--axis)}
    .missing,.unresolved{color:var(--muted);border-bottom:1px dashed var(--axis)}
    .missing{display:inline-block;border:1px dashed var(--axis);padding:.3em .8em;border-radius:4px;font-size:.875rem}
    .result{font-variant-numeric:tabular-nums}
    .centered{text-align:center}
    .equation{display:flex;align-items:center;gap:1em}
    .formula{overflow-x:auto;overflow-y:hidden;padding:.1em 0;flex:1;min-width:0}
    span.formula{display:block}
    .eqno{color:var(--muted);font-variant-numeric:tabular-nums}
    .math{white-space:nowrap}
    code.tex{color:var(--error)}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;font-size:.875rem;line-height:1.45;font-variant-numeric:tabular-nums}
    figcaption{font-size:.875rem;line-height:1.45;color:var(--muted)}
    figcaption b{color:var(--ink);font-weight:650}
    .table>figcaption{margin:0 0 .5em}
    .table>.scroll{margin:0}
    th,td{padding:.4em .9em .4em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
    th{font-weight:600}
    thead th,thead td{border-bottom:1px solid var(--axis);vertical-align:bottom}
    tfoot td{border-bottom:0;font-weight:600}
    tfoot tr:first-child td{border-top:1px solid var(--axis)}
    .n{text-align:right}.c{text-align:center}
    th.n,td.n{padding-left:.9em;padding-right:0}
    td.n{white-space:nowrap}
    th.n+:not(.n),td.n+:not(.n){padding-left:1.8em}

    """

  private static let code = """
    code,pre,.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
    pre code,pre .ln{font-size:inherit}
    :not(pre)>code{-webkit-box-decoration-break:clone;box-decoration-break:clone;background:var(--code);padding:.12em .32em;border-radius:3px}
    pre{font-size:.8438rem;line-height:1.5;overflow-x:auto;tab-size:4}
    .cell{margin:1.4em 0 1.6em}
    .cell>*{margin-bottom:.7em}
    .cell>.listing{max-width:44rem}
    .listing>*{margin:0 0 .3em}
    .cell>:last-child{margin-bottom:0}
    .src pre,pre.code{background:var(--code);border-radius:4px;padding:.75em 1em;margin:0}
    pre.code{margin-bottom:1.1em}
    .src>summary,.more>summary,.data>summary{font-size:.8125rem;color:var(--muted);cursor:pointer;\
    padding:.15em 0;width:fit-content}
    .src>summary{margin-bottom:.15em}
    .src>summary:hover,.more>summary:hover,.data>summary:hover{color:var(--ink)}
    .k{color:var(--t4)}.st{color:var(--t3)}.nu,.at{color:var(--t6)}.ty{color:var(--t1)}.co{color:var(--muted);font-style:italic}
    .ln{color:var(--muted);margin-right:1.2em;user-select:none;font-variant-numeric:tabular-nums}
    .bad-line span{color:inherit}
    .bad-line{display:inline-block;min-width:calc(100% + 2em);margin:0 -1em;padding:0 1em;\
    background:color-mix(in srgb,var(--error) 14%,var(--code));box-shadow:inset 3px 0 var(--error)}

    """

  private static let outputs = """
    .earlier{border-left:3px solid var(--warning);padding-left:1em;margin-left:-1.2em}
    .out{margin:0;padding:.1em 0 .1em 1em;border-left:3px solid var(--rule)}
    .stderr{border-left-color:var(--warning)}
    .stderr::before{content:"stderr";float:right;color:var(--warning);font-size:.75rem;padding-left:1em}
    .more .out{margin-top:.3em}
    .remark{font-size:.875rem;color:var(--muted);margin:0 0 .5em}
    .remark.bad{color:var(--error)}.remark.doubtful{color:var(--warning)}
    .not-run{border:1px dashed var(--axis);border-radius:4px;padding:.35em .9em;width:fit-content}
    figure{text-align:left}
    figure.picture img{display:block}
    .chart-figure figcaption{margin-top:.5em}
    figure.picture figcaption{margin-top:.6em}
    .pixelated{image-rendering:pixelated}
    .data .scroll{margin:.4em 0 0;max-height:24rem;overflow:auto}
    .data table,table.data{font-size:.8125rem}
    .cell>.scroll{padding-bottom:.2em}
    .claims{list-style:none;padding:0}
    .claim{display:grid;grid-template-columns:1.4rem 1fr;column-gap:.3rem;align-items:baseline;\
    border-left:3px solid currentColor;padding:.3em 0 .3em .8em;margin:.35em 0}
    .claim .sign{font-weight:700;grid-row:1}
    .claim .verdict{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .claim .sentence,.claim .detail{grid-column:2;color:var(--ink)}
    .claim .detail{font-size:.875rem;color:var(--muted);font-variant-numeric:tabular-nums}
    .claim.bad{background:color-mix(in srgb,var(--error) 8%,var(--bg))}
    .claim.bad .detail{color:var(--ink)}
    .claim.bad .verdict,.claim.doubtful .verdict{position:static;width:auto;height:auto;clip-path:none;\
    grid-column:2;font-weight:650;font-size:.875rem}
    .claim.bad .sign,.claim.doubtful .sign{grid-row:1}
    .diagnostic{border-left:3px solid var(--muted);padding:.6em 1em;border-radius:0 4px 4px 0;\
    background:color-mix(in srgb,var(--muted) 7%,var(--bg));margin:0 0 .7em;font-size:.9375rem}
    .diagnostic.error{border-color:var(--error);background:color-mix(in srgb,var(--error) 8%,var(--bg))}
    .diagnostic.warning{border-color:var(--warning);background:color-mix(in srgb,var(--warning) 8%,var(--bg))}
    .diagnostic p,.diagnostic pre{margin:0}
    .diagnostic p+p,.diagnostic pre+p{margin-top:.35em}
    .diagnostic.error>.message>b{color:var(--error)}
    .diagnostic.warning>.message>b{color:var(--warning)}
    .diagnostic .place{color:var(--muted)}
    .diagnostic .excerpt{margin:.45em 0}
    .diagnostic .caret{color:var(--error);font-weight:700}
    .diagnostic .explanation{white-space:pre-line}
    .diagnostic .diagnostic{margin:.6em 0 0;background:none;padding:.2em 0 0 .9em}
    .expected{border:1px dashed var(--axis);border-radius:4px;padding:.6em .8em}
    .expected .diagnostic:last-child{margin-bottom:0}

    """

  private static let notes = """
    sup{line-height:0;font-size:.75em}
    .fnref{text-decoration:none;padding:0 .15em}
    .footnotes{border-top:1px solid var(--rule);margin-top:3em;padding-top:1em;font-size:.875rem;line-height:1.5}
    .footnotes ol{padding-left:1.4em}
    .references{max-width:44rem}
    .references ul{list-style:none;padding-left:0}
    .references li{padding-left:1.5em;text-indent:-1.5em}
    .footnotes li>p{display:inline}
    .back{padding:0 .3em}
    footer{margin-top:3.5rem;padding-bottom:3rem;font-size:.8125rem;line-height:1.45}
    footer h2{font-size:1rem;margin:0 0 .6em;padding-top:1.2em;border-top:1px solid var(--rule)}
    footer table{font-size:.8125rem}
    footer th{font-weight:400;color:var(--muted);min-width:6rem}
    footer td{overflow-wrap:anywhere;min-width:8rem}
    :target{scroll-margin-top:1rem}

    """

  /// Contents in a rail at the left where there is room.
  private static let wide = """
    @media screen and (min-width:75rem){
    .has-contents>main,.has-contents>footer{margin-left:max(19rem,calc(50% - 21rem))}
    .contents{position:fixed;top:2.7rem;left:max(1.5rem,calc(50% - 38rem));width:14rem;\
    max-height:calc(100vh - 5rem);overflow-y:auto;margin:0;padding:0}
    }
    @media (max-width:40rem){
    body{font-size:1rem}h1{font-size:1.75rem}h2{font-size:1.3rem}
    main{padding-top:1.5rem}
    dl.facts{gap:.5rem 1.4rem}
    }

    """

  private static let print = """
    @media print{
    @page{size:A4;margin:18mm 16mm}
    body{font-size:10pt}
    nav,.anchor,.back,details.data,.more>summary{display:none}
    main,footer{max-width:none;padding:0}
    main>header,.prose>:is(*,.cell,figure,.scroll),.prose>.cell>*{max-width:none}
    figure:not(.listing,.table),.diagnostic,.claim,.equation,tr,\
    table:not(:has(tr:nth-child(16))){break-inside:avoid}
    tfoot{display:table-row-group}
    h2,h3,h4,summary,.listing>figcaption,.table>figcaption{break-after:avoid}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;orphans:3;widows:3}
    .src pre,pre.code{border:1px solid var(--rule);-webkit-box-decoration-break:clone;box-decoration-break:clone}
    a{text-decoration:none;color:inherit}
    summary{list-style:none}
    details::details-content{content-visibility:visible;block-size:auto}
    figure svg.plot{max-height:8.5cm}
    .scroll,.formula{overflow:visible}
    }

    """
}
