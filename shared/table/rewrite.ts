import * as z from 'zod';
import { ofAnyNumber } from '../kernel/schema-number.ts';
import type { Cursor } from './cursor.ts';
import { putGuarded } from './guarded.ts';
import { listPage } from './list.ts';
import { decodeListed, type Table } from './table.ts';

/** Items that are read, and written where they change, at a time. */
const PAGE = 100;

/** An item with its place in the table and in the index. */
const stored = ofAnyNumber(
  z.looseObject({
    pk: z.string(),
    sk: z.string(),
    version: z.int().min(1),
    listPk: z.string().optional(),
    listSk: z.string().optional(),
  }),
);

/**
 * Rewrites the items of one page of a partition: one Query, and one write for each item that changes. Whatever changes
 * an item at the same time wins, and the page is read again.
 * @param rewritten an item as it is to be; given back as it was, nothing is written
 * @returns where the next page begins; null at the end. Throws NewerSchemaError for an item that a newer version wrote;
 *   a damaged one is left as it is.
 */
export const rewritePage = async <Schema extends z.ZodType<object>>(
  table: Table,
  { partition, schema, cursor }: { partition: string; schema: Schema; cursor?: Cursor | undefined },
  rewritten: (item: z.output<Schema>) => object | Promise<object>,
): Promise<Cursor | null> => {
  for (;;) {
    const page = await listPage(table, { partition, item: stored, limit: PAGE, cursor });
    if (!page.ok) throw new TypeError(page.error.code);
    const written = await Promise.all(
      page.value.items.map(async (one) => {
        const before = decodeListed(schema, one, 'thrown');
        const after = before && (await rewritten(before));
        if (after === undefined || after === before) return true;
        const { pk, sk, listPk, listSk, version } = one;
        const list = listPk !== undefined && listSk !== undefined ? { listPk, listSk } : undefined;
        return await putGuarded(table, { key: { pk, sk }, list, schema, item: after, version }, one);
      }),
    );
    if (written.every(Boolean)) return page.value.cursor;
  }
};
