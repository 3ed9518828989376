import { expect, test } from 'vitest';
import * as z from 'zod';
import { auditLogEntry, MAX_STATE_BYTES } from '../../shared/agency/audit-log.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { invoiceBody, packageBody, settingsBody, someAgency } from '../support/agency.ts';
import { give, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const routes = agencyRoutes;

const page = z.object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().nullable() });

/** Changes are in the order of their times, to the millisecond. */
const tick = () => new Promise((wake) => setTimeout(wake, 2));

test('an audit log entry records who made a change, when, and the values before and after', async () => {
  const { callAs, etagOf, changes } = await someAgency(ledger);
  const params = { packageId: 'one' };
  await tick();
  await callAs('ann')(routes.putPackage, { params, body: packageBody });
  await tick();
  const headers = { 'if-match': await etagOf(routes.getAgencyPackage, params) };
  const sale = { ...packageBody, onSale: false };
  await callAs('bob')(routes.putPackage, { params, headers, body: sale });
  await tick();
  const last = { 'if-match': await etagOf(routes.getAgencyPackage, params) };
  await callAs('carl')(routes.deletePackage, { params, headers: last });
  const at = expect.stringMatching(/^20\d\d-.*Z$/);
  expect(await changes()).toMatchObject([
    { at, actor: 'carl', kind: 'package', recordId: 'one', before: { ...sale, version: 2 }, after: null },
    {
      at,
      actor: 'bob',
      kind: 'package',
      recordId: 'one',
      before: { ...packageBody, version: 1 },
      after: sale,
    },
    { at, actor: 'ann', kind: 'package', recordId: 'one', before: null, after: packageBody },
    { at, actor: 'admin', kind: 'settings', recordId: 'settings', before: null, after: settingsBody },
  ]);
});

test('an adjustment records who made it, beside its movement', async () => {
  const { callAs, ref, changes } = await someAgency(ledger);
  await give(ledger, ref(), 10);
  const params = { accountId: 'customer' };
  const headers = { 'idempotency-key': 'k' };
  const adjusted = await callAs('ann')(routes.createAdjustment, {
    params,
    headers,
    body: { type: 'in', amount: 5, reason: 'goodwill', create: true },
  });
  const spent = await callAs('bob')(routes.createAccountSpend, {
    params,
    headers,
    body: { amount: 3, reference: 'order-1' },
  });
  expect(await changes({ kind: 'adjustment' })).toMatchObject([
    {
      actor: 'ann',
      recordId: adjusted.body['id'],
      before: { account: 'customer', balance: 10 },
      after: { account: 'customer', balance: 15, entry: { amount: 5, note: 'goodwill' } },
    },
  ]);
  expect(await changes({ kind: 'spend' })).toMatchObject([
    {
      actor: 'bob',
      recordId: spent.body['id'],
      before: { balance: 15 },
      after: { balance: 12, entry: { reference: 'order-1' } },
    },
  ]);
});

test('issuing, changing and withdrawing an invoice each add an audit log entry', async () => {
  const { call: admin, changes } = await someAgency(ledger);
  const issued = await admin(routes.createInvoice, {
    params: { accountId: 'customer' },
    headers: { 'idempotency-key': 'k' },
    body: invoiceBody,
  });
  const invoiceId = z.string().parse(issued.body['id']);
  const params = { accountId: 'customer', invoiceId };
  await tick();
  const headers = { 'if-match': String(issued.headers['etag']) };
  await admin(routes.putInvoice, { params, headers, body: { ...invoiceBody, number: 'new' } });
  await tick();
  await admin(routes.voidInvoice, { params });
  expect(await changes({ recordId: invoiceId })).toMatchObject([
    { kind: 'invoice', before: { status: 'open' }, after: { status: 'void' } },
    { kind: 'invoice', before: { number: invoiceBody.number }, after: { number: 'new' } },
    { kind: 'invoice', before: null, after: { number: invoiceBody.number, account: 'customer' } },
  ]);
});

test('a refused change adds no audit log entry', async () => {
  const { call: admin, changes } = await someAgency(ledger);
  await admin(routes.putSettings, { body: { ...settingsBody, name: 'Other' } });
  await admin(routes.createAdjustment, {
    params: { accountId: 'customer' },
    headers: { 'idempotency-key': 'k' },
    body: { type: 'out', amount: 5, reason: 'x' },
  });
  expect(await changes()).toHaveLength(1);
});

test('pages of changes join to the whole, also of a filtered list', async () => {
  const { call: admin } = await someAgency(ledger);
  for (const packageId of ['a', 'b', 'c', 'd', 'e']) {
    await admin(routes.putPackage, { params: { packageId }, body: packageBody });
  }
  const counts: [filter: Record<string, string>, count: number][] = [
    [{}, 6],
    [{ kind: 'package' }, 5],
    [{ recordId: 'c' }, 1],
    [{ kind: 'product' }, 0],
  ];
  for (const [filter, count] of counts) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string> = { limit: '2', ...filter, ...(cursor && { cursor }) };
      const answer: z.infer<typeof page> = page.parse((await admin(routes.listChanges, { query })).body);
      seen.push(...answer.items.map(({ id }) => id));
      cursor = answer.cursor;
    }
    expect(new Set(seen).size).toBe(count);
    expect(seen).toEqual(seen.toSorted().toReversed());
  }
  expect(await admin(routes.listChanges, { query: { kind: 'weather' } })).toMatchObject({ status: 400 });
  expect(await admin(routes.listChanges, { query: { cursor: 'rubbish' } })).toMatchObject({ status: 400 });
});

test('a record that is too large is truncated, and two of them fit the table', async () => {
  const { agency, changes } = await someAgency(ledger, { hasBegun: false });
  const large = { text: '😀'.repeat(MAX_STATE_BYTES / 4), zero: 0 };
  const who = { agency, actor: 'ann' };
  const product = { kind: 'product', id: 'one', before: large, after: large } as const;
  await putGuarded(ledger.table, auditLogEntry(who, product, Date.now()));
  const beginning = expect.stringMatching(/^\{"text":"😀/u);
  expect(await changes()).toMatchObject([{ before: beginning, after: beginning }]);
});

test('the largest product that a body can carry is stored, changed and recorded', async () => {
  const { call: admin, etagOf, changes } = await someAgency(ledger);
  const params = { productId: 'one' };
  const regionalPrices = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`R${1000 + index}`, 1_000_000_000]),
  );
  const variants = Array.from({ length: 46 }, (_, index) => ({
    id: `v${index}`,
    name: 'x',
    price: 1,
    regionalPrices,
  }));
  const body = { name: 'Large', variants, promotions: [], onSale: true };
  expect(JSON.stringify(body).length).toBeGreaterThan(200_000);
  expect(await admin(routes.putProduct, { params, body })).toMatchObject({ status: 201 });
  const headers = { 'if-match': await etagOf(routes.getAgencyProduct, params) };
  const changed = { ...body, name: 'Larger' };
  expect(await admin(routes.putProduct, { params, headers, body: changed })).toMatchObject({ status: 200 });
  expect(await changes({ kind: 'product' })).toHaveLength(2);
});

test('I8: the audit log of another agency is not visible', async () => {
  await someAgency(ledger);
  const { changes } = await someAgency(ledger, { hasBegun: false });
  expect(await changes()).toEqual([]);
});
