import { html, type Markup } from './html.ts';

const STYLE = html`
  <style>
    :root {
      color-scheme: light dark;
      --ink: light-dark(#1c2330, #e8ebf1);
      --soft: light-dark(#5b6577, #9aa5b8);
      --line: light-dark(#dde2ea, #333c4d);
      --ground: light-dark(#f4f6f9, #12161e);
      --card: light-dark(#ffffff, #1b212c);
      --accent: light-dark(#3d4fd6, #8d9bff);
      --on-accent: light-dark(#ffffff, #12161e);
      --good: light-dark(#17703f, #6fd39c);
      --bad: light-dark(#a8322a, #ff9a91);
    }
    * {
      box-sizing: border-box;
    }
    body {
      margin: 0 auto;
      padding: 2.5rem 1.25rem;
      background: var(--ground);
      color: var(--ink);
      font:
        16px/1.5 system-ui,
        sans-serif;
    }
    h1 {
      font-size: 1.5rem;
      margin: 0 0 0.25rem;
    }
    h2 {
      font-size: 1.1rem;
      margin: 0 0 0.75rem;
    }
    p {
      margin: 0 0 1rem;
    }
    a {
      color: var(--accent);
    }
    code {
      font:
        0.86em/1.4 ui-monospace,
        monospace;
      overflow-wrap: anywhere;
    }
    .soft {
      color: var(--soft);
    }
    .good {
      color: var(--good);
    }
    .bad {
      color: var(--bad);
    }
    .card {
      background: var(--card);
      border: 1px solid var(--line);
      border-radius: 12px;
      padding: 1.5rem;
      margin: 0 0 1.5rem;
      overflow-x: auto;
    }
    table {
      border-collapse: collapse;
      width: 100%;
      font-size: 0.92rem;
    }
    th,
    td {
      text-align: left;
      padding: 0.45rem 0.9rem 0.45rem 0;
      border-top: 1px solid var(--line);
      vertical-align: top;
    }
    th {
      color: var(--soft);
      font-weight: 600;
      border-top: 0;
      white-space: nowrap;
    }
    td code {
      overflow-wrap: break-word;
    }
    td:first-child code {
      white-space: nowrap;
    }
    .number {
      text-align: right;
      white-space: nowrap;
      padding-right: 0;
      font-variant-numeric: tabular-nums;
    }
    button {
      font: inherit;
      font-weight: 600;
      padding: 0.6rem 1rem;
      border-radius: 8px;
      cursor: pointer;
      border: 1px solid var(--line);
      background: transparent;
      color: var(--ink);
    }
    button:hover,
    button:focus-visible {
      border-color: var(--accent);
    }
    button.main {
      background: var(--accent);
      border-color: var(--accent);
      color: var(--on-accent);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 0.6rem;
      margin: 0 0 1rem;
    }
    .stack {
      display: grid;
      gap: 0.6rem;
    }
    .badge {
      display: inline-block;
      font-size: 0.78rem;
      font-weight: 600;
      padding: 0.1rem 0.6rem;
      border-radius: 99px;
      border: 1px solid var(--line);
      color: var(--soft);
    }
  </style>
`;

/** A whole page; `head` may add to the head. */
export const layout = (title: string, width: string, body: Markup, head: Markup = html``): Markup => html`
  <!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <link rel="icon" href="data:," />
      ${head}${STYLE}
    </head>
    <body style="max-width: ${width}">
      ${body}
    </body>
  </html>
`;
