/** What a spreadsheet takes for the beginning of a formula, also in the full-width forms that some bring back. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Separators of one spreadsheet or another, which would begin a new cell outside quotes. */
const QUOTED = /[",;\t\r\n]/;

/**
 * One line of CSV (RFC 4180), with its CRLF. Text that a spreadsheet would run as a formula gets an apostrophe before
 * it, by which spreadsheets know text; numbers stay numbers, below zero too.
 */
export const csvLine = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : textCell(cell))).join(',')}\r\n`;

const textCell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
