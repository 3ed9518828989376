import type * as z from 'zod';
import { csvLine } from '../http/csv.ts';
import { problem } from '../http/errors.ts';
import type { statementQuery } from '../http/routes/inputs.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { cursorAfter, historyPages } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { restrictedIn, type RestrictedCredits } from '../ledger/restricted.ts';
import type { Cursor } from '../table/cursor.ts';
import type { Entry } from '../table/items/entry.ts';
import { ROOM, StatementPart } from './statement-part.ts';

type Query = z.output<typeof statementQuery>;

/** An account's statement as CSV, or the part of it that one answer holds. */
export const statementAnswer = async (
  { table }: Ledger,
  { agency, account }: AccountRef,
  query: Query,
  room = ROOM,
) => {
  const ref = { agency, account };
  const { from, to, cursor, bom } = query;
  const head = `${bom === 'true' ? BYTE_ORDER_MARK : ''}${COLUMNS}`;
  const part = new StatementPart(cursor === undefined ? head : '', room);
  const period = { from: from?.instant, to: to?.instant };
  let last: Entry | undefined;
  for await (const page of historyPages(table, ref, { ...period, cursor })) {
    if (!page.ok) return problem('invalid_cursor');
    for (const entry of page.value) {
      if (!part.add(lineOf(entry))) return answer(query, part, last && cursorAfter(ref, last));
      last = entry;
    }
  }
  return answer(query, part, undefined);
};

const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = csvLine([
  'number',
  'time',
  'type',
  'kind',
  'reference',
  'note',
  'credits',
  'balance',
  'label',
  'restricted',
  'meter',
  'quantity',
]);

const lineOf = ({
  number,
  at,
  type,
  kind,
  reference,
  note = '',
  label = '',
  amount,
  balance,
  lots,
  meter = '',
  quantity,
}: Entry): string =>
  csvLine([
    number,
    at,
    type,
    kind,
    reference,
    note,
    type === 'in' ? amount : -amount,
    balance,
    label,
    restrictedIn({ lots }).map(inWords).join('; '),
    meter,
    quantity ?? '',
  ]);

/** Such as `5 products clay, services logo`. */
const inWords = ({ credits, onlyFor }: RestrictedCredits): string =>
  `${credits} ${Object.entries(onlyFor)
    .map(([list, names]) => `${list} ${names.join(' ')}`)
    .join(', ')}`;

const answer = (query: Query, part: StatementPart, next: Cursor | undefined) => ({
  status: 200 as const,
  body: part.text,
  headers: {
    'content-disposition': `attachment; filename="${fileName(query)}"`,
    ...(next !== undefined && { link: `<${addressOf(query, next)}>; rel="next"` }),
  },
});

/** Relative to the statement itself, wherever the API is reached. */
const addressOf = ({ from, to }: Query, cursor: Cursor): string =>
  `?${new URLSearchParams({ ...(from && { from: from.words }), ...(to && { to: to.words }), cursor }).toString()}`;

/** With the days that were asked for, wherever it was day then. */
const fileName = ({ from, to }: Query): string =>
  ['statement', ...[from, to].flatMap((time) => time?.words.slice(0, 10) ?? [])].join('-').concat('.csv');
