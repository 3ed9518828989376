import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { invoiceKey, invoiceListKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { invoiceBody, someAgency } from '../support/agency.ts';
import { findingsOf, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { createInvoice, getAgencyInvoice, putInvoice, voidInvoice, listAgencyInvoices, listAccountInvoices } =
  agencyRoutes;

const { id: idOf } = invoiceItem.shape;
const accountId = 'customer';
const page = z.object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().nullable() });

/** An agency with an invoice to its customer. */
const withInvoice = async () => {
  const agency = await someAgency(ledger);
  const made = await agency.call(createInvoice, {
    params: { accountId },
    headers: { 'idempotency-key': 'k' },
    body: invoiceBody,
  });
  const id = idOf.parse(made.body['id']);
  return { ...agency, made, id, params: { accountId, invoiceId: id }, etag: String(made.headers['etag']) };
};

/** Marks an invoice as paid, as a payment does: by the version that it read. */
const payIn = async (ref: AccountRef, id: string): Promise<boolean> => {
  const invoice = await readOne(ledger.table, invoiceKey(ref, id), invoiceItem);
  if (invoice?.status !== 'open') return false;
  const at = new Date().toISOString();
  return await putGuarded(ledger.table, {
    key: invoiceKey(ref, id),
    list: invoiceListKey(ref.agency, id),
    version: invoice.version,
    schema: invoiceItem,
    item: {
      ...invoice,
      status: 'paid',
      payment: { credits: 40, at, entry: { number: 1, at }, inputHash: 'hash' },
    },
  });
};

test('an invoice is issued, and read with its ETag', async () => {
  const { call: admin, made, id, params, etag } = await withInvoice();
  expect(made).toMatchObject({ status: 201, body: { ...invoiceBody, account: 'customer', status: 'open' } });
  const read = await admin(getAgencyInvoice, { params });
  expect(read).toMatchObject({ status: 200, body: made.body, headers: { etag } });
  expect(Object.keys(read.body).sort()).toEqual(
    [...Object.keys(invoiceBody), 'account', 'id', 'issuedAt', 'status'].sort(),
  );
  expect(id).toMatch(/^inv_/);
});

test('32 parallel requests with one key make one invoice, one audit log entry and 32 equal answers', async () => {
  const { call: admin, changes } = await someAgency(ledger);
  const params = { accountId };
  const issue = () =>
    admin(createInvoice, { params, headers: { 'idempotency-key': 'once' }, body: invoiceBody });
  const answers = await Promise.all(Array.from({ length: 32 }, issue));
  expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`))).toHaveProperty(
    'size',
    1,
  );
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await admin(listAccountInvoices, { params })).toMatchObject({
    body: { items: [{ id: answers[0]?.body['id'] }], cursor: null },
  });
  expect(await changes({ kind: 'invoice' })).toHaveLength(1);
});

test('an Idempotency-Key is required and belongs to one invoice', async () => {
  const { call: admin, params } = await withInvoice();
  const headers = { 'idempotency-key': 'k' };
  const other = { ...invoiceBody, number: '2026-002' };
  expect(await admin(createInvoice, { params, headers, body: other })).toMatchObject({ status: 400 });
  const account = { accountId };
  expect(await admin(createInvoice, { params: account, headers, body: other })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(await admin(createInvoice, { params: account, body: other })).toMatchObject({
    status: 400,
    body: { code: 'idempotency_key_required' },
  });
});

test('an agency without settings cannot issue invoices', async () => {
  const { call: admin } = await someAgency(ledger, { hasBegun: false });
  const request = { params: { accountId: 'a' }, headers: { 'idempotency-key': 'k' }, body: invoiceBody };
  expect(await admin(createInvoice, request)).toMatchObject({ status: 404 });
});

test('an open invoice is changed with If-Match and keeps its id and date', async () => {
  const { call: admin, params, made, etag } = await withInvoice();
  const { dueAt: _dueAt, ...body } = { ...invoiceBody, amount: { money: { amount: 990, currency: 'EUR' } } };
  expect(await admin(putInvoice, { params, body })).toMatchObject({ status: 428 });
  const put = await admin(putInvoice, { params, body, headers: { 'if-match': etag } });
  expect(put.status).toBe(200);
  const { id, issuedAt } = made.body;
  expect(put.body).toEqual({ ...body, id, issuedAt, account: 'customer', status: 'open' });
  const late = { params, body: invoiceBody, headers: { 'if-match': etag } };
  expect(await admin(putInvoice, late)).toMatchObject({ status: 412 });
  expect(await admin(putInvoice, { ...late, body })).toMatchObject({ status: 200, body: put.body });
});

test('an invoice accepts its own response as input to an edit', async () => {
  const { call: admin, params, made, etag } = await withInvoice();
  const headers = { 'if-match': etag };
  expect(await admin(putInvoice, { params, headers, body: made.body })).toMatchObject({
    status: 200,
    body: made.body,
    headers: { etag },
  });
  const edited = { ...made.body, number: '2026-001a' };
  const put = await admin(putInvoice, { params, headers, body: edited });
  expect(put).toMatchObject({ status: 200 });
  expect(put.body).toEqual(edited);
});

test.each<[string, object]>([
  ['/id', { id: 'another' }],
  ['/account', { account: 'another' }],
  ['/issuedAt', { issuedAt: '2020-01-01T00:00:00Z' }],
  ['/status', { status: 'void' }],
  ['/payment', { payment: { credits: 1, at: '2026-03-01T00:00:00.000Z', entry: 1 } }],
])('a PUT that changes an invoice at %s is refused, not ignored', async (pointer, edit) => {
  const { call: admin, params, made, etag } = await withInvoice();
  const request = { params, headers: { 'if-match': etag }, body: { ...made.body, ...edit } };
  expect(await admin(putInvoice, request)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', faults: [{ in: 'body', pointer }] },
  });
  expect(await admin(getAgencyInvoice, { params })).toMatchObject({ body: made.body, headers: { etag } });
});

test('writing back an unchanged paid invoice is refused as already paid', async () => {
  const { call: admin, params, ref, id } = await withInvoice();
  await payIn(ref(), id);
  const { body, headers } = await admin(getAgencyInvoice, { params });
  expect(body).toHaveProperty('payment');
  const request = { params, headers: { 'if-match': String(headers['etag']) }, body };
  expect(await admin(putInvoice, request)).toMatchObject({
    status: 409,
    body: { code: 'invoice_already_paid' },
  });
});

test('an invoice is withdrawn once and can then be neither changed nor paid', async () => {
  const { call: admin, ref, id, params, etag, changes } = await withInvoice();
  const first = await admin(voidInvoice, { params });
  expect(first).toMatchObject({ status: 200, body: { status: 'void' } });
  expect(await admin(voidInvoice, { params })).toEqual(first);
  expect(await admin(putInvoice, { params, body: invoiceBody, headers: { 'if-match': etag } })).toMatchObject(
    {
      status: 409,
      body: { code: 'invoice_void' },
    },
  );
  expect(await payIn(ref(), id)).toBe(false);
  expect(await changes({ kind: 'invoice' })).toHaveLength(2);
});

test('a paid invoice can be neither withdrawn nor changed, and shows the entry that paid it', async () => {
  const { call: admin, ref, id, params } = await withInvoice();
  await payIn(ref(), id);
  const read = await admin(getAgencyInvoice, { params });
  expect(read.body).toMatchObject({ status: 'paid', payment: { credits: 40, entry: 1 } });
  expect(read.body['payment']).not.toHaveProperty('inputHash');
  const headers = { 'if-match': String(read.headers['etag']) };
  for (const answer of [
    await admin(voidInvoice, { params }),
    await admin(putInvoice, { params, headers, body: invoiceBody }),
  ]) {
    expect(answer).toMatchObject({ status: 409, body: { code: 'invoice_already_paid' } });
  }
});

test('of concurrent payments, changes and withdrawals one ends the invoice, and all answers agree', async () => {
  const { call: admin, ref, id, params, etag } = await withInvoice();
  const headers = { 'if-match': etag };
  const [paid, ...answers] = await Promise.all([
    payIn(ref(), id),
    ...Array.from({ length: 16 }, () => admin(voidInvoice, { params })),
    ...Array.from({ length: 16 }, (_, index) =>
      admin(putInvoice, { params, headers, body: { ...invoiceBody, number: `by ${index}` } }),
    ),
  ]);
  const { body } = await admin(getAgencyInvoice, { params });
  expect(body['status']).toBe(paid ? 'paid' : 'void');
  const voided = answers.slice(0, 16).map(({ status }) => status);
  expect(voided).toEqual(Array.from({ length: 16 }, () => (paid ? 409 : 200)));
  expect(answers.slice(16).filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('invoices are listed newest first, of an account or of all, and by status', async () => {
  const { call: admin } = await someAgency(ledger);
  const ids: string[] = [];
  for (const [index, account] of ['ann', 'bob', 'ann', 'bob'].entries()) {
    const headers = { 'idempotency-key': `k${index}` };
    const { body } = await admin(createInvoice, {
      params: { accountId: account },
      headers,
      body: invoiceBody,
    });
    ids.unshift(idOf.parse(body['id']));
    await new Promise((wake) => setTimeout(wake, 2));
  }
  const listed = async (account?: string, query: Record<string, string> = {}) => {
    const answer =
      account === undefined
        ? await admin(listAgencyInvoices, { query })
        : await admin(listAccountInvoices, { params: { accountId: account }, query });
    return page.parse(answer.body);
  };
  const idsOf = ({ items }: z.infer<typeof page>) => items.map(({ id }) => id);
  expect(idsOf(await listed())).toEqual(ids);
  expect(idsOf(await listed('bob'))).toEqual([ids[0], ids[2]]);
  const first = await listed(undefined, { limit: '3' });
  expect(idsOf(first)).toEqual(ids.slice(0, 3));
  expect(idsOf(await listed(undefined, { limit: '3', cursor: first.cursor ?? '' }))).toEqual(ids.slice(3));
  await admin(voidInvoice, { params: { accountId: 'bob', invoiceId: ids[2] ?? '' } });
  expect(idsOf(await listed(undefined, { status: 'void' }))).toEqual([ids[2]]);
  expect(idsOf(await listed('bob', { status: 'open' }))).toEqual([ids[0]]);
  expect(await admin(listAgencyInvoices, { query: { cursor: 'rubbish' } })).toMatchObject({ status: 400 });
  expect(await listed('nobody')).toEqual({ items: [], cursor: null });
});

test.each<[pointer: string, more: object]>([
  ['/amount', { amount: { credits: 5, money: { amount: 5, currency: 'EUR' } } }],
  ['/amount/credits', { amount: { credits: 0 } }],
  ['/amount/money/amount', { amount: { money: { amount: 0, currency: 'EUR' } } }],
  ['/amount/money/currency', { amount: { money: { amount: 1, currency: 'ZZZ' } } }],
  ['/number', { number: '' }],
  ['/dueAt', { dueAt: 'soon' }],
  ['', { status: 'paid' }],
])('a fault is reported at %j', async (pointer, more) => {
  const { call: admin } = await someAgency(ledger);
  const request = {
    params: { accountId },
    headers: { 'idempotency-key': 'k' },
    body: { ...invoiceBody, ...more },
  };
  expect(await admin(createInvoice, request)).toMatchObject({
    status: 400,
    body: { faults: expect.arrayContaining([expect.objectContaining({ pointer })]) },
  });
  expect(await admin(listAgencyInvoices)).toMatchObject({ body: { items: [] } });
});

test('I8: an invoice of another agency or account is not found', async () => {
  const { call: admin, params, etag } = await withInvoice();
  const { call: stranger } = await someAgency(ledger);
  const headers = { 'if-match': etag };
  for (const [caller, wrong] of [
    [stranger, params],
    [admin, { ...params, accountId: 'neighbour' }],
  ] as const) {
    expect(await caller(getAgencyInvoice, { params: wrong })).toMatchObject({ status: 404 });
    expect(await caller(putInvoice, { params: wrong, headers, body: invoiceBody })).toMatchObject({
      status: 404,
    });
    expect(await caller(voidInvoice, { params: wrong })).toMatchObject({ status: 404 });
  }
  expect(await stranger(listAgencyInvoices)).toMatchObject({ body: { items: [] } });
  expect(await stranger(listAccountInvoices, { params: { accountId: 'customer' } })).toMatchObject({
    body: { items: [] },
  });
  expect(await admin(getAgencyInvoice, { params })).toMatchObject({ body: { status: 'open' } });
});
