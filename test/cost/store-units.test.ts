import { expect, test } from 'vitest';
import * as z from 'zod';
import { writeInBulk } from '../bench/bulk-write.ts';
import { productWrite } from '../../shared/store/product.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { SLOTS } from '../../shared/store/slots.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);

/** A customer with credits and an account that has moved before, at an agency with these many products. */
const customerOf = async (products: number) => {
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 1000);
  await writeInBulk(
    ledger.table,
    Array.from({ length: products }, (_, index) =>
      productWrite(someProduct(ref.agency, { id: `p${String(index).padStart(5, '0')}`, category: 'tools' })),
    ),
  );
  return { ref, plain: buyerAt(ledger, ref), metered: buyerAt(metered, ref) };
};

const quoted = async (customer: Awaited<ReturnType<typeof customerOf>>, productId: string) =>
  idOf(await customer.plain.quote({ productId }));

const customer = await customerOf(4);

test('a purchase costs one BatchGet, one transaction, 8 write units and no index write', async () => {
  const quoteId = await quoted(customer, 'p00000');
  expect(await during(() => customer.metered.purchase(quoteId, 'key'))).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
    indexWriteUnits: 0,
  });
  const replay = () => customer.metered.purchase(quoteId, 'key');
  expect(await during(replay)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
  const used = () => customer.metered.purchase(quoteId, 'other');
  expect(await during(used)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('a free purchase writes no account and no entry, but the list by which a merge sees it', async () => {
  await putProduct(
    ledger,
    someProduct(customer.ref.agency, { id: 'free', variants: [someVariant({ price: 0 })] }),
  );
  const quoteId = await quoted(customer, 'free');
  expect(await during(() => customer.metered.purchase(quoteId))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 6,
    indexWriteUnits: 0,
  });
});

test('buying a refunded product again takes one more read', async () => {
  await customer.plain.refund(await customer.plain.buy({ productId: 'p00001' }));
  const quoteId = await quoted(customer, 'p00001');
  expect(await during(() => customer.metered.purchase(quoteId))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
  });
});

test('a refusal writes nothing; it reads once more in case the purchase exists', async () => {
  const poor = { ...customer.ref, account: 'poor' };
  const quoteId = idOf(await buyerAt(ledger, poor).quote({ productId: 'p00002' }));
  expect(await during(() => buyerAt(metered, poor).purchase(quoteId))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
  const unknown = () => customer.metered.purchase('quo_none');
  expect(await during(unknown)).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});

test('a quote is one BatchGet and one transaction of 4 write units; reading it is one BatchGet for the quote and one for what the account owns', async () => {
  const quote = () => customer.metered.quote({ productId: 'p00003' });
  expect(await during(quote)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 4,
    indexWriteUnits: 0,
  });
  const quoteId = await quoted(customer, 'p00003');
  expect(await during(() => customer.metered.readQuote(quoteId))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});

test('the last quote before the limit costs 8 write units', async () => {
  const keen = await customerOf(1);
  for (let open = 1; open < SLOTS.quotes; open += 1) await quoted(keen, 'p00000');
  expect(await during(() => keen.metered.quote({ productId: 'p00000' }))).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
  });
});

test('a refund is two BatchGets, one transaction and 8 write units; a repeat is one BatchGet', async () => {
  const id = await customer.plain.buy({ productId: 'p00002' });
  expect(await during(() => customer.metered.refund(id))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
    indexWriteUnits: 0,
  });
  expect(await during(() => customer.metered.refund(id))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
});

test('a page of a catalogue of 10,000 products, with ownership and affordability, is one Query and one BatchGet', async () => {
  const large = await customerOf(10_000);
  const { body } = await large.plain.products({ limit: '50' });
  expect(body['items']).toHaveLength(50);
  for (const query of [
    { limit: '50' },
    { limit: '50', cursor: z.string().parse(body['cursor']) },
    { limit: '50', category: 'tools' },
  ]) {
    expect(await during(() => large.metered.products(query))).toMatchObject({
      calls: ['Query', 'BatchGetItem'],
      writeUnits: 0,
    });
  }
});

test('a page of purchases is one Query, one BatchGet, and one of the account for those that merged into it', async () => {
  const { calls, writeUnits } = await during(() => customer.metered.purchases({ limit: '100' }));
  expect({ calls: calls.toSorted(), writeUnits }).toEqual({
    calls: ['BatchGetItem', 'BatchGetItem', 'Query'],
    writeUnits: 0,
  });
});
