import { expect, test } from 'vitest';
import { listed } from '../../shared/http/page.ts';
import { creditRequestView, uploadView } from '../../shared/http/routes/credit-request-views.ts';
import { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { decided, decisionBy, putRequest, readRequest, requestsOn } from '../support/credit-requests.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
const { store, asked, read, cancel, prove, upload: uploadTo } = requestsOn(ledger);

const page = listed(creditRequestView);
const list = async (caller: AccountRef, query: Record<string, string> = {}) =>
  page.parse((await call(store, creditRequestRoutes.listCreditRequests, { caller, query })).body);

test('an account lists its own credit requests, newest first, page by page', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const neighbour = { ...caller, account: 'neighbour' };
  const now = Date.now();
  const ids: string[] = [];
  for (let turn = 0; turn < 5; turn += 1) ids.unshift((await putRequest(ledger, caller, {}, now + turn)).id);
  await putRequest(ledger, neighbour);
  const first = await list(caller, { limit: '3' });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  const second = await list(caller, { limit: '3', cursor: first.cursor ?? '' });
  expect(second.items.map(({ id }) => id)).toEqual(ids.slice(3));
  expect(await list({ ...caller, account: 'nobody' })).toEqual({ items: [], cursor: null });
  expect(
    await call(store, creditRequestRoutes.listCreditRequests, { caller, query: { cursor: 'x' } }),
  ).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test('an account lists its credit requests of one status, as they are now', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const pending = await putRequest(ledger, caller);
  const expired = await putRequest(ledger, caller, {}, Date.now() - 15 * DAY_MS);
  expect((await list(caller, { status: 'pending' })).items).toMatchObject([{ id: pending.id }]);
  expect((await list(caller, { status: 'rejected' })).items).toMatchObject([{ id: expired.id }]);
  expect((await list(caller, { status: 'accepted' })).items).toEqual([]);
});

test('a credit request shows the state of each step and, once accepted, its entry', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller);
  await decided(ledger, request, decisionBy('ann', 0));
  expect((await read(caller, request.id)).body).toMatchObject({
    status: 'pending',
    steps: [
      { name: 'review', status: 'approved', decidedAt: expect.any(String) },
      { name: 'finance', status: 'current' },
    ],
  });
  await decided(ledger, request, decisionBy('bob', 1));
  const { body } = await read(caller, request.id);
  expect(body).toMatchObject({
    status: 'accepted',
    steps: [{ status: 'approved' }, { status: 'approved' }],
    entry: { number: 1, at: expect.any(String) },
    decidedAt: expect.any(String),
  });
  expect(body).not.toHaveProperty('instructions');
});

test('a rejected credit request shows the reason', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller);
  await decided(ledger, request, decisionBy('ann', 0, { approved: false, note: 'no payment came' }));
  expect((await read(caller, request.id)).body).toMatchObject({
    status: 'rejected',
    reason: 'no payment came',
    steps: [{ status: 'rejected' }, { status: 'open' }],
  });
});

test('an expired credit request reads as rejected before the sweeper has run', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id, expiresAt } = await putRequest(ledger, caller, {}, Date.now() - 15 * DAY_MS);
  const expired = { status: 'rejected', reason: 'expired', decidedAt: expiresAt };
  expect((await read(caller, id)).body).toMatchObject(expired);
  expect((await list(caller)).items).toMatchObject([expired]);
  expect(await cancel(caller, id)).toMatchObject({ status: 409, body: { code: 'request_not_pending' } });
  expect(await prove(caller, id, { note: 'paid' })).toMatchObject({
    status: 409,
    body: { code: 'request_not_pending' },
  });
});

test('a credit request lists its proofs, oldest first', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const links = ['https://bank.example/transfer/1'];
  const first = await prove(caller, id, { note: 'paid on Monday', links });
  expect(first).toMatchObject({ status: 201, body: { note: 'paid on Monday', links } });
  expect(Object.keys(first.body).toSorted()).toEqual(['at', 'id', 'links', 'note']);
  const { body: upload } = await uploadTo(caller, id);
  const { uploadId } = upload;
  expect(await prove(caller, id, { uploadId })).toMatchObject({ status: 201 });
  expect((await read(caller, id)).body['proofs']).toMatchObject([{ links }, { uploadId }]);
});

test('an upload returns a short-lived link, bound to this credit request and the declared file', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const { status, body } = await uploadTo(caller, id, { contentType: 'application/pdf', bytes: 4096 });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: {
      uploadId: 'upl_1',
      headers: { 'content-type': 'application/pdf', 'content-length': '4096', 'if-none-match': '*' },
    },
  });
  const url = new URL(uploadView.parse(body).url);
  expect(url.pathname).toBe(`/files/proofs/${caller.agency}/${id}/upl_1`);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  expect((await uploadTo(caller, id)).body).toMatchObject({ uploadId: 'upl_2' });
});

test('of 16 parallel uploads ten get a link, each with its own object key', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const answers = await Promise.all(Array.from({ length: 16 }, () => uploadTo(caller, id)));
  const places = answers.flatMap(({ status, body }) => (status === 201 ? [body['uploadId']] : []));
  expect(new Set(places).size).toBe(10);
  expect(answers.filter(({ body }) => body['code'] === 'too_many_proofs')).toHaveLength(6);
});

test('a proof must name an upload of its own credit request', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [mine, other] = [await asked(caller), await asked(caller)];
  await uploadTo(caller, other.id);
  expect(await prove(caller, mine.id, { uploadId: 'upl_1' })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', detail: expect.stringContaining('uploadId') },
  });
  expect((await read(caller, mine.id)).body['proofs']).toEqual([]);
});

test.each([
  [{ contentType: 'text/html', bytes: 10 }],
  [{ contentType: 'image/png', bytes: 10 * 1024 * 1024 + 1 }],
  [{ contentType: 'image/png', bytes: 0 }],
  [{ contentType: 'image/png' }],
])('an upload with the body %j is refused', async (body) => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  expect(await uploadTo(caller, id, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('the same proof under the same key is stored once; another proof under that key is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => prove(caller, id, { note: 'paid' }, 'once')),
  );
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty(
    'size',
    1,
  );
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await prove(caller, id, { note: 'not paid' }, 'once')).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect((await read(caller, id)).body['proofs']).toHaveLength(1);
});

test('of 16 parallel proofs ten are accepted', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, turn) => prove(caller, id, { note: `proof ${turn}` })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(answers.filter(({ body }) => body['code'] === 'too_many_proofs')).toHaveLength(6);
  expect((await read(caller, id)).body['proofs']).toHaveLength(10);
});

test('a decided credit request accepts no proof and no upload', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller);
  await decided(ledger, request, decisionBy('ann', 0, { approved: false, note: 'no' }));
  const refusal = { status: 409, body: { code: 'request_not_pending' } };
  expect(await prove(caller, request.id, { note: 'paid' })).toMatchObject(refusal);
  expect(await uploadTo(caller, request.id)).toMatchObject(refusal);
});

test.each([
  [{}],
  [{ links: [] }],
  [{ links: ['http://bank.example/'] }],
  [{ links: ['javascript:alert(1)'] }],
  [{ links: Array.from({ length: 6 }, (_, turn) => `https://bank.example/${turn}`) }],
  [{ uploadId: '../other' }],
  [{ note: '' }],
  [{ note: 'paid', amount: 5 }],
])('a proof with the body %j is refused', async (body) => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  expect(await prove(caller, id, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('a pending credit request can be cancelled once, and a repeat gets the same answer', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const first = await cancel(caller, id);
  expect(first).toMatchObject({ status: 200, body: { status: 'cancelled', decidedAt: expect.any(String) } });
  expect(await cancel(caller, id)).toMatchObject({ status: 200, body: first.body });
  expect(await readRequest(ledger, { ...caller, id })).toMatchObject({ version: 2 });
});

test('an accepted credit request cannot be cancelled', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller, { steps: [{ name: 'review' }] });
  await decided(ledger, request, decisionBy('ann', 0));
  expect(await cancel(caller, request.id)).toMatchObject({
    status: 409,
    body: { code: 'request_not_pending' },
  });
});

test('I8: another account, and the same account name at another agency, do not find the credit request', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await asked(caller);
  const strangers = [{ ...caller, account: 'neighbour' }, await accountOfOpenAgency(ledger)];
  for (const stranger of strangers) {
    const answers = [
      await read(stranger, id),
      await cancel(stranger, id),
      await prove(stranger, id, { note: 'x' }),
      await uploadTo(stranger, id),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect((await read(caller, id)).body).toMatchObject({ status: 'pending', proofs: [] });
});
