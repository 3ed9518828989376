import { styleText } from 'node:util';

/** What a command prints to. Results go to stdout, progress and questions to stderr. */
export type Streams = {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
};

type Format = Parameters<typeof styleText>[0];

/** Styles text for a stream: plain unless it is a terminal, and where NO_COLOR is set. */
export type Style = (format: Format, text: string) => string;

const styleFor =
  (stream: NodeJS.WriteStream): Style =>
  (format, text) =>
    stream.isTTY ? styleText(format, text, { stream }) : text;

export type Output = {
  isJson: boolean;
  style: Style;
  /** The result: JSON with `--json`, else the text. */
  result: (value: unknown, text: (style: Style) => string) => void;
  /** One of several results: a line of JSON with `--json`. */
  record: (value: unknown, text: (style: Style) => string) => void;
  /** Something for the person who waits; never part of the result. */
  note: (text: string) => void;
};

export const outputTo = ({ stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'>, isJson: boolean): Output => {
  const style = styleFor(stdout);
  const print = (value: unknown, text: (style: Style) => string, indent: number): void => {
    const line = isJson ? JSON.stringify(value, undefined, indent) : text(style);
    if (line !== '') stdout.write(`${line}\n`);
  };
  return {
    isJson,
    style: styleFor(stderr),
    result: (value, text) => print(value, text, 2),
    record: (value, text) => print(value, text, 0),
    note: (text) => void stderr.write(`${text}\n`),
  };
};

/** A table with aligned columns; numbers to the right. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  const cell = (value: string | number, column: number): string =>
    typeof value === 'number'
      ? String(value).padStart(widths[column] ?? 0)
      : value.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};
