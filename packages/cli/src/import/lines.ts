import type { OnlyFor, ProfileInput } from '@scrip/client';
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { BadLine } from '../bad-lines.ts';
import { profileFields } from '../described.ts';
import { expiry } from '../expiry.ts';
import { onlyForCell } from './only-for.ts';

/** One account's opening balance, and the profile that comes with it. */
export type ImportLine = {
  /** In the file, the header being line 1. */
  line: number;
  account: string;
  /** Whole credits; 0 imports the profile alone. */
  balance: number;
  class: 'paid' | 'promo';
  expiresAt?: string;
  /** What alone the credits can be spent on. */
  onlyFor?: OnlyFor;
  /** The ID in the system before: the entry's reference. */
  oldId?: string;
  profile: ProfileInput;
};

export type ImportFile = { lines: ImportLine[]; bad: BadLine[] };

const REQUIRED = ['account', 'balance'];
const PROFILE = { name: 'name', email: 'email', external_id: 'externalId', note: 'note' };
const COLUMNS = [...REQUIRED, 'expires', 'class', 'only_for', 'old_id', ...Object.keys(PROFILE)];

/** Excel writes semicolons where the comma is the decimal separator. */
const delimiterOf = (text: string): string => {
  const [header = ''] = text.split(/\r?\n/, 1);
  return [';', '\t', ','].find((one) => header.includes(one)) ?? ',';
};

const columnOf = (title: string): string =>
  title
    .trim()
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

const MAX_CREDITS = 1_000_000_000_000;

const rowOf = (usualClass: ImportLine['class']) =>
  z.object({
    account: z
      .string({ error: 'is missing' })
      .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 ASCII characters'),
    balance: z
      .string({ error: 'is missing' })
      .regex(/^\d{1,13}$/, 'must be a whole number of credits, without separators')
      .transform(Number)
      .pipe(z.number().max(MAX_CREDITS)),
    class: z.enum(['paid', 'promo'], 'must be paid or promo').default(usualClass),
    expires: expiry.optional(),
    only_for: onlyForCell.optional(),
    old_id: z
      .string()
      .max(128)
      .regex(/^[^\p{Cc}]*$/u, 'must be one line')
      .optional(),
    name: z.string().optional(),
    email: z.string().optional(),
    external_id: z.string().optional(),
    note: z.string().optional(),
  });

const record = z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) });

const profileOf = (row: Partial<Record<keyof typeof PROFILE, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(PROFILE).flatMap(([column, field]) => {
      const value = Object.entries(row).find(([name]) => name === column)?.[1];
      return value === undefined ? [] : [[field, value]];
    }),
  );

/**
 * Reads a CSV file (RFC 4180; also with semicolons or tabs, a byte order mark, and either line ending) and checks every
 * line. Empty cells are as if absent.
 */
export const readLines = (bytes: Uint8Array, usualClass: ImportLine['class']): ImportFile => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { lines: [], bad: [{ line: 1, message: 'the file is not UTF-8: save it as "CSV UTF-8"' }] };
  }
  const parsed = recordsOf(text);
  return 'bad' in parsed ? { lines: [], bad: parsed.bad } : check(parsed.records, usualClass);
};

const recordsOf = (text: string): { records: z.infer<typeof record>[] } | { bad: BadLine[] } => {
  const unknown: BadLine[] = [];
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      trim: true,
      columns: (titles: string[]) => {
        const columns = titles.map(columnOf);
        unknown.push(...headerFaults(columns));
        return columns;
      },
    });
    return unknown.length > 0 ? { bad: unknown } : { records: z.array(record).parse(records) };
  } catch (error) {
    if (error instanceof CsvError)
      return { bad: [{ line: Number(error['lines'] ?? 1), message: error.message }] };
    throw error;
  }
};

const headerFaults = (columns: readonly string[]): BadLine[] => [
  ...columns
    .filter((column) => !COLUMNS.includes(column))
    .map((column) => ({ line: 1, column, message: `is unknown; the columns are ${COLUMNS.join(', ')}` })),
  ...columns
    .filter((column, index) => columns.indexOf(column) !== index)
    .map((column) => ({ line: 1, column, message: 'appears twice' })),
  ...REQUIRED.filter((column) => !columns.includes(column)).map((column) => ({
    line: 1,
    column,
    message: 'is missing',
  })),
];

const check = (records: readonly z.infer<typeof record>[], usualClass: ImportLine['class']): ImportFile => {
  const file: ImportFile = { lines: [], bad: [] };
  const [rows, profiles, seen] = [rowOf(usualClass), profileFields(), new Map<string, number>()];
  for (const { info, record: cells } of records) {
    // A cell with a line break makes a record of several lines: the number is that of its last.
    const { lines: line } = info;
    const filled = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
    const row = rows.safeParse(filled);
    const profile = profiles.safeParse(profileOf(filled));
    const faults = [...(row.error?.issues ?? []), ...(profile.error?.issues ?? [])];
    file.bad.push(...faults.map(({ path, message }) => ({ line, column: path.join('.'), message })));
    if (!row.success || !profile.success) continue;
    const { account, balance, class: lotClass, expires, only_for: onlyFor, old_id: oldId } = row.data;
    const same = JSON.stringify([account, oldId ?? row.data]);
    const before = seen.get(same);
    seen.set(same, before ?? line);
    if (before !== undefined) file.bad.push({ line, message: `repeats line ${before}` });
    file.lines.push({
      line,
      account,
      balance,
      class: lotClass,
      ...(expires !== undefined && { expiresAt: expires }),
      ...(onlyFor !== undefined && { onlyFor }),
      ...(oldId !== undefined && { oldId }),
      profile: profile.data,
    });
  }
  return file;
};
