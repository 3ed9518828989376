import { expect, test } from 'vitest';
import * as z from 'zod';
import { productWrite } from '../../shared/store/product.ts';
import { writeInBulk } from '../bench/bulk-write.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();

test.each([
  ['Latin', 'x'],
  ['Cyrillic', 'К'],
  ['Japanese', '筆'],
  ['pictures', '🖌'],
])('a catalogue whose categories are long and %s can be paged to its end', async (_, letter) => {
  const ref = await accountOfOpenAgency(ledger);
  const category = letter.repeat(64 / letter.length);
  for (const id of ['a'.repeat(128), 'b'.repeat(128)]) {
    await putProduct(ledger, someProduct(ref.agency, { id, category }));
  }
  const buyer = buyerAt(ledger, ref);
  const first = await buyer.products({ limit: '1' });
  const cursor = z.string().parse(first.body['cursor']);
  expect(await buyer.products({ limit: '1', cursor })).toMatchObject({
    status: 200,
    body: { items: [{ id: 'b'.repeat(128) }] },
  });
});

const productPage = z.object({ items: z.array(z.object({ id: z.string() })), cursor: z.string().nullable() });

test('the longest page also takes one Query and one BatchGet, and the next page continues after it', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const ids = Array.from({ length: 150 }, (_, index) => `p${String(index).padStart(5, '0')}`);
  await writeInBulk(
    ledger.table,
    ids.map((id) => productWrite(someProduct(ref.agency, { id }))),
  );
  const metered = openTestLedger();
  const { during } = meter(metered);
  const buyer = buyerAt(metered, ref);
  const { calls } = await during(() => buyer.products({ limit: '100' }));
  expect(calls).toEqual(['Query', 'BatchGetItem']);
  const first = productPage.parse((await buyer.products({ limit: '100' })).body);
  const second = productPage.parse(
    (await buyer.products({ limit: '100', cursor: z.string().parse(first.cursor) })).body,
  );
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.cursor).toBeNull();
});

test.each([
  ['sort key', ['a'.repeat(1025), 'p', 's']],
  ['key of its item', ['a', 'p', 's'.repeat(1025)]],
])('a cursor whose %s is too long for the table is refused', async (_, parts) => {
  const ref = await accountOfOpenAgency(ledger);
  const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
  expect(await buyerAt(ledger, ref).products({ cursor })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});
