"""The style sheet of HTML digests: readable at 390 px and at 1280 px, light, dark and on paper."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1a; --quiet: #5c5b57; --paper: #fbfaf7;
  --line: #dedbd2; --link: #1a4f8b; --mark: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --quiet: #a5a29a;
  --paper: #161615; --line: #3a3936; --link: #8ab8ec; --mark: #e0a458; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.125rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; }
h2 { font: 600 .8125rem/1.3 system-ui, sans-serif; letter-spacing: .08em;
  text-transform: uppercase; color: var(--quiet); border-bottom: 1px solid var(--line);
  margin: 2.5rem 0 1rem; padding-bottom: .375rem; }
h3, article > h2 { font: 600 1.25rem/1.3 Charter, "Bitstream Charter", Georgia, serif;
  letter-spacing: 0; text-transform: none; color: var(--ink); border: 0; margin: 0 0 .25rem;
  padding: 0; }
article { margin: 0 0 2rem; }
ul { margin: .625rem 0; padding-inline-start: 1.25rem; }
li { margin: .375rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
h1 a, h2 a, h3 a { color: inherit; text-decoration-color: var(--line); }
h1 a:hover, h2 a:hover, h3 a:hover { text-decoration-color: currentColor; }
article { scroll-margin-top: 1rem; }
article:target > :first-child { text-decoration: underline; text-decoration-color: var(--mark); }
.contents { margin: 1.25rem 0 0; padding: .75rem 0; border: 1px solid var(--line);
  border-width: 1px 0; font: .9375rem/1.45 system-ui, sans-serif; }
.contents h2 { border: 0; margin: 0 0 .25rem; padding: 0; }
.contents ol { margin: 0; padding-inline-start: 2.25rem; }
.contents li { margin: .25rem 0; padding-inline-start: .25rem; }
.contents li::marker { color: var(--quiet); }
.contents a { color: inherit; text-decoration-color: var(--line); }
dl { margin: 0; }
dt { margin: 1rem 0 .25rem; font-weight: 600; }
dd { margin: .25rem 0 .25rem 1.25rem; }
dd a { color: inherit; text-decoration-color: var(--line); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
blockquote { margin: 1rem 0; padding-inline-start: 1rem;
  border-inline-start: 3px solid var(--line); }
blockquote p { margin: 0; }
blockquote footer, .facts { color: var(--quiet); font: .9375rem/1.5 system-ui, sans-serif; }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
.facts { margin: 0 0 .5rem; }
.mark { color: var(--mark); font: 600 .8125rem/1 system-ui, sans-serif; white-space: nowrap; }
.gloss { color: var(--quiet); }
.quiet { color: var(--quiet); font-size: 1rem; }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #333; --paper: #fff;
  --line: #999; --link: #000; --mark: #000; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  article, blockquote, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  nav { display: none; } }
"""
