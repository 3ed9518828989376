import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { invoiceBody, packageBody, someAgency } from '../support/agency.ts';
import { give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const metered = openTestLedger();
const { during } = meter(metered);
const { call: admin, ref, etagOf } = await someAgency(metered);
const {
  listAccounts,
  listChanges,
  listAgencyInvoices,
  getAgencyPackage,
  putPackage,
  createAdjustment,
  createExpiryExtension,
  createAccountSpend,
  createInvoice,
} = agencyRoutes;

await Promise.all(Array.from({ length: 100 }, (_, index) => give(metered, ref(`customer-${index}`), 100)));

const accountId = 'customer-0';
const keyed = (key: string, body: object) => ({
  params: { accountId },
  headers: { 'idempotency-key': key },
  body,
});

test.each(['1', '50', '100'])('a page of %s accounts is one Query and one BatchGet', async (limit) => {
  const cost = await during(() => admin(listAccounts, { query: { limit } }));
  expect(cost).toMatchObject({ calls: ['Query', 'BatchGetItem'], writeUnits: 0 });
});

test.each([
  ['changes', listChanges],
  ['invoices', listAgencyInvoices],
])('a page of %s is one Query', async (_what, route) => {
  expect(await during(() => admin(route))).toMatchObject({ calls: ['Query'], writeUnits: 0 });
});

test('an adjustment costs one BatchGet, one transaction and 8 write units, two of them for the audit log entry', async () => {
  const adjust = () =>
    admin(createAdjustment, keyed('a', { type: 'in', amount: 1, class: 'paid', reason: 'goodwill' }));
  const once = { calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 8, indexWriteUnits: 0 };
  expect(await during(adjust)).toMatchObject(once);
  expect(await during(adjust)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('an extension of an expiry costs what an adjustment does, and its second entry', async () => {
  const from = '2099-01-01T00:00:00.000Z';
  await admin(
    createAdjustment,
    keyed('expiring', { type: 'in', amount: 1, reason: 'goodwill', expiresAt: from }),
  );
  const extend = () =>
    admin(createExpiryExtension, keyed('a', { from, expiresAt: null, reason: 'goodwill' }));
  expect(await during(extend)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 10,
  });
  expect(await during(extend)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('a spend on behalf costs as much as a spend, plus the audit log entry', async () => {
  const spend = () => admin(createAccountSpend, keyed('a', { amount: 1, reference: 'order-1' }));
  expect(await during(spend)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
  });
});

test('an invoice costs its record, its key record, its audit log entry, and what a merge would see it by', async () => {
  const cost = await during(() => admin(createInvoice, keyed('a', invoiceBody)));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 8 });
});

test('a catalogue change costs its record and its audit log entry; an unchanged one costs nothing', async () => {
  const params = { packageId: 'one' };
  await admin(putPackage, { params, body: packageBody });
  const headers = { 'if-match': await etagOf(getAgencyPackage, params) };
  const change = () => admin(putPackage, { params, headers, body: { ...packageBody, credits: 200 } });
  expect(await during(change)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 4,
    indexWriteUnits: 0,
  });
  expect(await during(change)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
  const read = () => admin(getAgencyPackage, { params });
  expect(await during(read)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});
