// SPDX-License-Identifier: Apache-2.0

/// How a report page looks.
enum PageStyle {
    static let css = """

        :root { color-scheme: light; --ink: #1c2430; --soft: #5a6675; --line: #e3e7ec; --accent: #0b5cad; --warm: #b34700; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #f4f6f8; color: var(--ink);
          font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 2.2rem 1.4rem 4rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
        h2 { font-size: 1.25rem; margin: 0 0 .4rem; }
        h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
        p { margin: .3rem 0 .8rem; max-width: 46rem; }
        .soft { color: var(--soft); }
        section { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 1.3rem 1.5rem 1.4rem;
          margin: 1.1rem 0; }
        header { margin-bottom: 1.2rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: .9rem; margin: 1.1rem 0; }
        .card { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem; }
        .card b { display: block; font-size: 1.75rem; line-height: 1.25; font-weight: 650; color: var(--accent); }
        .card span { display: block; font-size: .86rem; color: var(--soft); }
        .pair { display: flex; flex-wrap: wrap; gap: 1.2rem 2rem; align-items: flex-start; }
        figure { margin: .8rem 0; overflow-x: auto; }
        figure svg { max-width: 100%; height: auto; display: block; }
        figcaption { font-size: .9rem; color: var(--soft); max-width: 46rem; margin-top: .3rem; }
        table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; }
        th, td { text-align: right; padding: .3rem .7rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { font-weight: 600; color: var(--soft); vertical-align: bottom; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        td.wide { white-space: normal; text-align: left; overflow-wrap: anywhere; }
        .swatch { display: inline-block; width: .75em; height: .75em; border-radius: 2px; margin-right: .5em; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 1rem; }
        .spectrum { border: 1px solid var(--line); border-radius: 8px; padding: .6rem .7rem .5rem; min-width: 0; }
        .spectrum svg { width: 100%; height: auto; display: block; }
        .spectrum p { margin: 0; font-size: .86rem; overflow-wrap: anywhere; }
        .warning { border-left: 4px solid var(--warm); background: #fff7f0; padding: .6rem .9rem; margin: .6rem 0;
          border-radius: 0 6px 6px 0; font-size: .94rem; }
        pre { background: #f4f6f8; border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; font-size: .84rem;
          line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
        @media print { body { background: #fff; } section, .card { break-inside: avoid; } }

        """
}
