import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { toast } from '../design/toast.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { failureOf } from './query.ts';
import { saveFile } from './save-file.ts';

/** A line of a file: values by the name of their column. */
export type CsvRow = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** So that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What is absent in the first line may be there in a later one: the columns are those of all. */
const toCsv = async (rows: CsvRow[]): Promise<string> => {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  // A text that begins like a formula must not become one in a spreadsheet.
  return BYTE_ORDER_MARK + stringify(rows, { header: true, columns, escape_formulas: true });
};

const readAll = async (source: AsyncIterable<CsvRow>): Promise<CsvRow[]> => {
  const rows: CsvRow[] = [];
  for await (const row of source) rows.push(row);
  return rows;
};

/** What makes a line of a thing: its fields of these names, in this order. */
export const columns =
  <Name extends string>(...names: readonly Name[]) =>
  (thing: { readonly [Each in Name]?: CsvRow[string] }): CsvRow =>
    Object.fromEntries(names.map((name) => [name, thing[name]]));

/** Each thing of a list as a line. */
export async function* rowsOf<Item>(
  items: AsyncIterable<Item>,
  rowOf: (item: Item) => CsvRow,
): AsyncGenerator<CsvRow> {
  for await (const item of items) yield rowOf(item);
}

/** Saves what is read as it is. @param name of the file, without its ending */
export const SaveCsvButton = ({ name, read }: { name: string; read: () => Promise<string> }) => {
  const busy = useSignal(false);
  const save = async (): Promise<void> => {
    busy.value = true;
    try {
      saveFile(`${name}.csv`, [await read()], 'text/csv');
    } catch (error) {
      toast(problemText(failureOf(error)));
    } finally {
      busy.value = false;
    }
  };
  return (
    <Button
      small
      icon="download"
      busy={busy.value}
      aria-label={common.value.saveCsv(name)}
      onClick={() => void save()}
    >
      CSV
    </Button>
  );
};

/**
 * Saves a whole list, also the part that the page has not read yet.
 * @param name of the file, without its ending
 */
export const CsvButton = ({ name, rows }: { name: string; rows: () => AsyncIterable<CsvRow> }) => (
  <SaveCsvButton name={name} read={async () => await toCsv(await readAll(rows()))} />
);
