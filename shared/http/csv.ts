/** How a formula begins, also in the full-width forms that some spreadsheets bring back, or after a quote or a space. */
const FORMULA = String.raw`(?:[^\S\t\r\n]|")*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]`;

/**
 * Where a spreadsheet could read a formula: at the beginning of a cell, and behind what separates cells in some
 * countries. Some skip blanks at the beginning.
 */
const CELLS = new RegExp(`^(?=[\\t\\r\\n]|${FORMULA})|(?<=[;\\t\\r\\n])(?=${FORMULA})`, 'g');

/** Separators of one spreadsheet or another, which would begin a new cell outside quotes. */
const QUOTED = /[",;\t\r\n]/;

/** A number with more digits than a JavaScript number keeps: `-0.00000001`. */
export type Decimal = { decimal: string };

/**
 * One line of CSV (RFC 4180), with its CRLF. Text that a spreadsheet would run as a formula gets an apostrophe before
 * it, by which spreadsheets know text; numbers stay numbers, below zero too.
 */
export const csvLine = (cells: readonly (string | number | Decimal)[]): string =>
  `${cells.map(cellOf).join(',')}\r\n`;

const cellOf = (cell: string | number | Decimal): string => {
  if (typeof cell === 'string') return textCell(cell);
  return typeof cell === 'number' ? String(cell) : cell.decimal;
};

const textCell = (text: string): string => {
  const safe = text.replace(CELLS, "'");
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
