import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { buyerAt, idOf, noteDownload, ownedBy } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';

const ledger = openTestLedger();

const MANY = 32;

/** A customer with credits, at an agency with one product of as many variants, at 10 credits each. */
const customerOf = async (credits: number, variants = 1) => {
  const ref = await accountOfOpenAgency(ledger);
  const all = Array.from({ length: variants }, (_, index) => someVariant({ id: `v${index}`, price: 10 }));
  await putProduct(ledger, someProduct(ref.agency, { variants: all }));
  await give(ledger, ref, credits);
  return { ref, ...buyerAt(ledger, ref) };
};

const many = <Value>(make: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: MANY }, (_, index) => make(index)));

/** Quotes one after the other: they take turns anyway, as the limit of open quotes counts them. */
const quotesOf = async (
  customer: ReturnType<typeof buyerAt>,
  bodyOf: (index: number) => unknown = () => undefined,
): Promise<string[]> => {
  const quotes: string[] = [];
  for (let index = 0; index < MANY; index += 1) quotes.push(idOf(await customer.quote(bodyOf(index))));
  return quotes;
};

const outcomes = (answers: readonly { status: number; body: Record<string, unknown> }[]) => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = status === 201 || status === 200 ? String(status) : String(body['code']);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};

/** That the history is sound, and how often the account paid. */
const debitsOf = async ({ ref }: Awaited<ReturnType<typeof customerOf>>) => {
  expect(await findingsOf(ledger, ref)).toEqual([]);
  return (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'purchase').length;
};

test.each([
  ['for all of them', 10 * MANY],
  ['for one only', 10],
])(
  '32 quotes for one variant bought at once, with enough credits %s: one wins, the others are refused',
  async (_, credits) => {
    const customer = await customerOf(credits);
    const quotes = await quotesOf(customer);
    const answers = await Promise.all(quotes.map((quoteId) => customer.purchase(quoteId)));
    expect(outcomes(answers)).toEqual({ 201: 1, already_owned: MANY - 1 });
    expect(await debitsOf(customer)).toBe(1);
    expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: credits - 10 });
  },
);

test('32 variants of one product bought at once: all are owned and paid', async () => {
  const customer = await customerOf(10 * MANY, MANY);
  const quotes = await quotesOf(customer, (index) => ({ productId: 'brushes', variantId: `v${index}` }));
  const answers = await Promise.all(quotes.map((quoteId) => customer.purchase(quoteId)));
  expect(outcomes(answers)).toEqual({ 201: MANY });
  expect(Object.keys((await ownedBy(ledger, customer.ref)).variants)).toHaveLength(MANY);
  expect(await debitsOf(customer)).toBe(MANY);
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 0 });
});

test('32 variants of one product refunded at once: none is owned, all credits are back', async () => {
  const customer = await customerOf(10 * MANY, MANY);
  const purchases: string[] = [];
  for (let index = 0; index < MANY; index += 1) {
    purchases.push(await customer.buy({ productId: 'brushes', variantId: `v${index}` }));
  }
  const answers = await Promise.all(purchases.map((id) => customer.refund(id)));
  expect(outcomes(answers)).toEqual({ 200: MANY });
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({ version: 2 * MANY, variants: {} });
  expect(await debitsOf(customer)).toBe(MANY);
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 10 * MANY });
});

test.each([
  ['plenty of', 10 * MANY],
  ['just enough', 10],
])(
  'one quote bought under 32 keys at once with %s credits: one purchase, 32 equal answers',
  async (_, credits) => {
    const customer = await customerOf(credits);
    const quoteId = idOf(await customer.quote());
    const answers = await many(() => customer.purchase(quoteId));
    expect(outcomes(answers)).toEqual({ 201: MANY });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await debitsOf(customer)).toBe(1);
  },
);

test.each([
  ['plenty of', 10 * MANY],
  ['just enough', 10],
])(
  'one quote bought 32 times under one key with %s credits: one purchase, 32 equal answers',
  async (_, credits) => {
    const customer = await customerOf(credits);
    const quoteId = idOf(await customer.quote());
    const answers = await many(() => customer.purchase(quoteId, 'key'));
    expect(outcomes(answers)).toEqual({ 201: MANY });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(MANY - 1);
    expect(await debitsOf(customer)).toBe(1);
  },
);

test('a free product bought 32 times at once is owned once and moves no credits', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await putProduct(ledger, someProduct(ref.agency, { variants: [someVariant({ price: 0 })] }));
  const customer = buyerAt(ledger, ref);
  const quotes = await quotesOf(customer);
  const answers = await Promise.all(quotes.map((quoteId) => customer.purchase(quoteId)));
  expect(outcomes(answers)).toEqual({ 201: 1, already_owned: MANY - 1 });
  expect(await entriesOf(ledger, ref)).toEqual([]);
});

test('a change between a purchase’s read and its write is not lost', async () => {
  const customer = await customerOf(100, 2);
  const first = await customer.buy({ productId: 'brushes', variantId: 'v0' });
  const late = ledgerWhereMeanwhile(() => noteDownload(ledger, customer.ref, 'v0'));
  const second = await buyerAt(late, customer.ref).buy({ productId: 'brushes', variantId: 'v1' });
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({
    variants: { v0: { purchaseId: first, downloaded: { version: '1.0' } }, v1: { purchaseId: second } },
  });
  expect(await debitsOf(customer)).toBe(2);
});

test('a purchase that races with a refund of the same product buys it again', async () => {
  const customer = await customerOf(100);
  const quoteId = idOf(await customer.quote());
  const first = await customer.buy();
  const late = ledgerWhereMeanwhile(() => customer.refund(first));
  const second = idOf(await buyerAt(late, customer.ref).purchase(quoteId));
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({ variants: { v0: { purchaseId: second } } });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 90 });
  expect(await debitsOf(customer)).toBe(2);
});

/** A ledger whose reads and writes a test may bend; all else goes through to the engine. */
const bent = (more: Partial<Ledger> = {}) => {
  const bentLedger = openTestLedger(more);
  return { ledger: bentLedger, stub: mockClient(bentLedger.table.client) };
};

const read = (input: BatchGetCommand['input']) => ledger.table.client.send(new BatchGetCommand(input));
const write = (input: TransactWriteCommand['input']) =>
  ledger.table.client.send(new TransactWriteCommand(input));

test('a lost response after the commit does not sell twice', async () => {
  const customer = await customerOf(100);
  const quoteId = idOf(await customer.quote());
  const { ledger: faulty, stub } = bent();
  stub.on(BatchGetCommand).callsFake(read);
  stub
    .on(TransactWriteCommand)
    .callsFakeOnce(async (input) => {
      await write(input);
      throw Object.assign(new Error('timed out'), { name: 'TimeoutError' });
    })
    .callsFake(write);
  const answer = await buyerAt(faulty, customer.ref).purchase(quoteId, 'key');
  expect(answer).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(await debitsOf(customer)).toBe(1);
});

test('without a successful write before the deadline the caller gets 503, and nothing moves', async () => {
  const customer = await customerOf(100, 2);
  const quoteId = idOf(await customer.quote({ productId: 'brushes', variantId: 'v0' }));
  const owned = await customer.buy({ productId: 'brushes', variantId: 'v1' });
  const { ledger: hindered, stub } = bent({ deadline: 200 });
  stub.on(BatchGetCommand).callsFake(read);
  // Whatever was read, somebody writes to the ownership before the transaction arrives.
  stub.on(TransactWriteCommand).callsFake(async (input) => {
    await noteDownload(ledger, customer.ref, 'v1');
    return await write(input);
  });
  const hinderedCustomer = buyerAt(hindered, customer.ref);
  expect(await hinderedCustomer.purchase(quoteId)).toMatchObject({ status: 503, body: { code: 'busy' } });
  stub
    .on(TransactWriteCommand)
    .rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
  expect(await hinderedCustomer.purchase(quoteId)).toMatchObject({ status: 503, body: { code: 'busy' } });
  expect(await debitsOf(customer)).toBe(1);
  expect(Object.keys((await ownedBy(ledger, customer.ref)).variants)).toEqual(['v1']);
  expect(await customer.readPurchase(owned)).toMatchObject({ body: { status: 'complete' } });
});

// The items of one BatchGet are each read at a moment of their own.
test.each([
  ['the same key', 'key'],
  ['another key', 'other'],
])(
  'a purchase that reads an account newer than its other records gets the first answer under %s',
  async (_, key) => {
    const customer = await customerOf(10);
    const quoteId = idOf(await customer.quote());
    const { ledger: torn, stub } = bent();
    stub
      .on(BatchGetCommand)
      .callsFakeOnce(async (input) => {
        const before = await read(input);
        await customer.purchase(quoteId, 'key');
        const after = await read(input);
        const place = torn.table.name;
        const isAccount = ({ sk }: Record<string, unknown>) => sk === 'ACCOUNT';
        const account = after.Responses?.[place]?.filter(isAccount) ?? [];
        const rest = before.Responses?.[place]?.filter((item) => !isAccount(item)) ?? [];
        return { Responses: { [place]: [...account, ...rest] } };
      })
      .callsFake(read);
    stub.on(TransactWriteCommand).callsFake(write);
    const answer = await buyerAt(torn, customer.ref).purchase(quoteId, key);
    expect(answer).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(await debitsOf(customer)).toBe(1);
  },
);
