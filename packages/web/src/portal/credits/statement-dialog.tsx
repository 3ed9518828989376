import { useSignal } from '@preact/signals';
import { getStatement } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/parts.tsx';
import { failureOf, valueOf } from '../../data/query.ts';
import { saveFile } from '../../data/save-file.ts';
import { problemText } from '../../language/problem.ts';
import { client, useBalanceShown } from '../client.ts';
import { href } from '../paths.ts';
import { statementTexts } from './statement-texts.ts';

/** The cursor of the part that follows, in a Link header (RFC 8288). */
const nextCursor = (link: string | null): string | undefined => {
  const [, target] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? [];
  return target === undefined
    ? undefined
    : (new URL(target, location.origin).searchParams.get('cursor') ?? undefined);
};

type Bounds = { from?: string | undefined; to?: string | undefined };

/** All parts, one after the other: they are one file. */
const readStatement = async (bounds: Bounds): Promise<string[]> => {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const bom = parts.length === 0 ? 'true' : 'false';
    const part = await client.call(getStatement, { query: { ...bounds, cursor, bom } });
    parts.push(await valueOf(Promise.resolve(part)));
    cursor = part.ok ? nextCursor(part.headers.get('link')) : undefined;
  } while (cursor !== undefined);
  return parts;
};

/** Midnight of a day in the reader's time zone. */
const startOf = (day: string, daysLater = 0): string | undefined => {
  if (day === '') return undefined;
  const midnight = new Date(`${day}T00:00`);
  midnight.setDate(midnight.getDate() + daysLater);
  return midnight.toISOString();
};

/** The history as a file, or as a page for printing. */
export const StatementDialog = ({ close }: { close: () => void }) => {
  // The file has the balance after each entry.
  const isFileOffered = useBalanceShown();
  const from = useSignal('');
  const to = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const bounds = (): Bounds => ({ from: startOf(from.value), to: startOf(to.value, 1) });
  const download = async (): Promise<void> => {
    busy.value = true;
    failure.value = undefined;
    try {
      saveFile(`${statementTexts().file}.csv`, await readStatement(bounds()), 'text/csv');
      close();
    } catch (error) {
      failure.value = problemText(failureOf(error));
    } finally {
      busy.value = false;
    }
  };
  const printAddress = (): string => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(bounds())) if (value !== undefined) query.set(name, value);
    return `${href('/statement')}?${query.toString()}`;
  };
  return (
    <Dialog title={statementTexts().title} onClose={close} busy={busy.value}>
      <p class="second">{statementTexts().lead}</p>
      <div class="columns even">
        <TextField
          type="date"
          label={statementTexts().from}
          value={from.value}
          max={to.value}
          onInput={(value) => (from.value = value)}
        />
        <TextField
          type="date"
          label={statementTexts().to}
          value={to.value}
          min={from.value}
          onInput={(value) => (to.value = value)}
        />
      </div>
      {failure.value !== undefined && (
        <Notice tone="zero" live>
          {failure.value}
        </Notice>
      )}
      <footer>
        <a class="button" href={printAddress()}>
          {statementTexts().print}
        </a>
        {isFileOffered && (
          <Button look="primary" icon="download" busy={busy.value} onClick={() => void download()}>
            {statementTexts().csv}
          </Button>
        )}
      </footer>
    </Dialog>
  );
};
