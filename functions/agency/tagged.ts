import type { Changed } from '../../shared/agency/change.ts';
import { etagOf } from '../../shared/agency/etag.ts';

type Versioned = { version: number };

/** How a record is shown, and the ETag to change it by. */
export const tagged = <Body>(record: Versioned, body: Body) => ({
  body,
  headers: { etag: etagOf(record) },
});

export const okTagged = <Item extends Versioned>(record: Item) => ({
  status: 200 as const,
  ...tagged(record, record),
});

/** Answers a PUT: 201 where the record is new. */
export const putTagged = <Item extends Versioned>({ before, after }: Changed<Item>) => ({
  status: before ? (200 as const) : (201 as const),
  ...tagged(after, after),
});
