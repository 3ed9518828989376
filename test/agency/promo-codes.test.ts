import { expect, test } from 'vitest';
import * as z from 'zod';
import { readCode } from '../../shared/store/promo-code.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { promoBatchItem, promoCodeItem } from '../../shared/table/items/promo-code.ts';
import { promoBatchKey, promoCodeKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { adminAt } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { cutOffAfter, loseAnswerOf } from '../support/broken-writes.ts';
import { accountOfOpenAgency, openTestLedger, someAccount } from '../support/ledger.ts';
import { csvRows, promoCodesOn, redeemOn, someTerms } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const codes = promoCodesOn(ledger);
const redeem = redeemOn(ledger);

const list = (agency: string, query: Record<string, string> = {}) =>
  call(codes.handler, agencyRoutes.listPromoCodes, { caller: adminAt(agency), query });

const read = (agency: string, batchId: string) =>
  call(codes.handler, agencyRoutes.getPromoCodes, { caller: adminAt(agency), params: { batchId } });

const codeOf = (answer: { body: string }): string =>
  z.object({ code: z.string() }).parse(JSON.parse(answer.body)).code;

test('codes come as CSV, one line each, all of one batch', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const { status, headers, body } = await codes.create(agency, { ...someTerms, codes: 60 });
  expect({ status, headers }).toMatchObject({
    status: 201,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="promo-codes-\w{4}\.csv"$/),
    },
  });
  expect(body.split('\r\n')[0]).toBe('code,name,credits');
  const rows = csvRows(body);
  expect(rows.map(([, name, credits]) => [name, credits])).toEqual(
    Array.from({ length: 60 }, () => ['Spring', '50']),
  );
  expect(new Set(rows.map(([code = '']) => readCode(code)?.hash))).toHaveProperty('size', 60);
  const batches = new Set(rows.map(([code = '']) => readCode(code)?.batch));
  expect(headers).toHaveProperty('location', `/v1/agency/promo-codes/${[...batches].join()}`);
});

test('a thousand codes are made in one request, and the first and the last can be redeemed', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const made = await codes.make(caller.agency, { codes: 1000, usesPerAccount: 2 });
  expect(made).toHaveLength(1000);
  for (const code of [made[0], made.at(-1) ?? '']) {
    expect(await redeem(caller, code)).toMatchObject({ status: 201 });
  }
});

test('no batch name becomes a formula', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const { body } = await codes.create(agency, { ...someTerms, name: '=HYPERLINK("http://x.example")' });
  expect(body.split('\r\n')[1]).toMatch(/^[-\w]+,"'=HYPERLINK\(""http:\/\/x.example""\)",50$/);
});

test('the rules of a batch can be listed and read, without the codes', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const terms = {
    name: 'Spring',
    credits: 50,
    codes: 2,
    creditsExpire: { afterDays: 30 },
    from: '2026-03-01T00:00:00+01:00',
    to: '2026-06-01T00:00:00Z',
    usesPerCode: null,
    usesPerAccount: 2,
    eligibility: { regions: ['DE'], accounts: ['customer'] },
  };
  const [code] = await codes.make(agency, terms);
  const shown = {
    ...terms,
    id: code.slice(0, 4),
    status: 'active',
    from: '2026-02-28T23:00:00.000Z',
    to: '2026-06-01T00:00:00.000Z',
    createdAt: expect.any(String),
  };
  expect(await read(agency, code.slice(0, 4))).toMatchObject({ status: 200, body: shown });
  expect((await list(agency)).body).toEqual({ items: [shown], cursor: null });
});

test('by default a code has one use', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(agency);
  expect((await read(agency, code.slice(0, 4))).body).toMatchObject({ usesPerCode: 1, usesPerAccount: 1 });
});

test('codes are shown once: a repeat is refused and makes none', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  await codes.create(agency, someTerms, 'once');
  const again = await codes.create(agency, someTerms, 'once');
  expect(again.status).toBe(409);
  expect(codeOf(again)).toBe('codes_already_shown');
  expect((await list(agency)).body['items']).toHaveLength(1);
});

test('another request under the same key is refused', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  await codes.create(agency, someTerms, 'once');
  const other = await codes.create(agency, { ...someTerms, credits: 51 }, 'once');
  expect(codeOf(other)).toBe('idempotency_key_reused');
});

test('of 8 parallel requests with one key exactly one shows codes, and those can be redeemed', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const terms = { ...someTerms, codes: 30 };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => codes.create(caller.agency, terms, 'once')),
  );
  const shown = answers.filter(({ status }) => status === 201);
  expect(shown).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  expect((await list(caller.agency)).body['items']).toHaveLength(1);
  const [[code = ''] = []] = csvRows(shown[0]?.body ?? '');
  expect(await redeem(caller, code)).toMatchObject({ status: 201 });
});

test.each([0, 1, 17, 30])(
  'after a crash at %i codes, a repeat makes all of them, and the first run’s codes are invalid',
  async (written) => {
    const caller = await accountOfOpenAgency(ledger);
    const terms = { ...someTerms, codes: 30 };
    const broken = openTestLedger();
    // The batch itself is the first write.
    const writes = cutOffAfter(broken, 1 + written);
    expect((await promoCodesOn(broken).create(caller.agency, terms, 'once')).status).toBe(500);
    expect((await list(caller.agency)).body).toMatchObject({ items: [{ status: 'unfinished' }] });

    const { status, body } = await codes.create(caller.agency, terms, 'once');
    expect(status).toBe(201);
    expect((await list(caller.agency)).body).toMatchObject({ items: [{ status: 'active', codes: 30 }] });
    const made = csvRows(body).map(([code = '']) => readCode(code));
    const runs = await Promise.all(
      made.map(async (code) => {
        const key = promoCodeKey(caller.agency, code?.hash ?? '');
        return (await readOne(ledger.table, key, promoCodeItem))?.run;
      }),
    );
    expect(new Set(runs)).toHaveProperty('size', 1);
    const orphans = writes().slice(1);
    expect(orphans).toHaveLength(written);
    expect(orphans.filter(({ run }) => typeof run !== 'string' || run === runs[0])).toEqual([]);
    expect(await redeem(caller, csvRows(body)[0]?.[0] ?? '')).toMatchObject({ status: 201 });
  },
);

test.each([
  ['of a code', ({ uses }: Record<string, unknown>) => uses === 0],
  ['that activates them', ({ status }: Record<string, unknown>) => status === 'active'],
])('when the answer to the write %s is lost, the codes are still shown', async (_which, isMeant) => {
  const caller = await accountOfOpenAgency(ledger);
  const flaky = openTestLedger();
  loseAnswerOf(flaky, isMeant);
  const { status, body } = await promoCodesOn(flaky).create(caller.agency, { ...someTerms, codes: 3 });
  expect(status).toBe(201);
  const rows = csvRows(body);
  expect(rows).toHaveLength(3);
  for (const [index, [code = '']] of rows.entries()) {
    const customer = { ...caller, account: `customer-${index}` };
    expect(await redeem(customer, code)).toMatchObject({ status: 201 });
  }
});

test('a batch id already in use is skipped and remembered', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const first = csvRows((await codes.create(agency, someTerms, 'once')).body)[0]?.[0]?.slice(0, 4) ?? '';
  const key = promoBatchKey(agency, first);
  const batch = await readOne(ledger.table, key, promoBatchItem);
  await putGuarded(ledger.table, {
    key,
    schema: promoBatchItem,
    item: { ...batch, request: 'of another key' },
    version: 2,
  });

  const next = await codes.create(agency, someTerms, 'once');
  expect(next.status).toBe(201);
  expect(csvRows(next.body)[0]?.[0]).not.toContain(`${first}-`);
  expect(codeOf(await codes.create(agency, someTerms, 'once'))).toBe('codes_already_shown');
  expect((await list(agency)).body['items']).toHaveLength(2);
});

test('a withdrawn unfinished batch is never finished', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const broken = openTestLedger();
  cutOffAfter(broken, 1);
  await promoCodesOn(broken).create(agency, someTerms, 'once');
  const { body } = await list(agency);
  const { items } = agencyRoutes.listPromoCodes.responses[200].body.parse(body);
  await codes.withdraw(agency, items[0]?.id ?? '');
  expect(codeOf(await codes.create(agency, someTerms, 'once'))).toBe('codes_already_shown');
});

test('withdrawing shows the change, and a repeat changes nothing', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(agency);
  const first = await codes.withdraw(agency, code);
  expect(first).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  expect(await codes.withdraw(agency, code)).toEqual(first);
  expect((await read(agency, code.slice(0, 4))).body).toEqual(first.body);
});

test('I8: another agency can neither read nor withdraw a batch', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  expect(await read(other.agency, code.slice(0, 4))).toMatchObject({ status: 404 });
  expect(await codes.withdraw(other.agency, code)).toMatchObject({ status: 404 });
  expect((await list(other.agency)).body).toEqual({ items: [], cursor: null });
  expect(await redeem(caller, code)).toMatchObject({ status: 201 });
});

test('an agency without settings cannot make codes', async () => {
  const answer = await codes.create(someAccount().agency);
  expect(answer.status).toBe(404);
});

test('a page is followed by the next, and a cursor of another list is refused', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const [one] = await codes.make(agency);
  const [other] = await codes.make(agency);
  const page = agencyRoutes.listPromoCodes.responses[200].body;
  const first = page.parse((await list(agency, { limit: '1' })).body);
  const second = page.parse((await list(agency, { limit: '1', cursor: first.cursor ?? '' })).body);
  expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(
    [one.slice(0, 4), other.slice(0, 4)].toSorted(),
  );
  expect(await list(agency, { cursor: 'none' })).toMatchObject({ body: { code: 'invalid_cursor' } });
});

test.each([
  ['no codes', { codes: 0 }],
  ['more than a thousand', { codes: 1001 }],
  ['no credits', { credits: 0 }],
  ['a name of two lines', { name: 'a\nb' }],
  ['a name with half a surrogate pair', { name: '\uD800' }],
  ['an end before the start', { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
  ['a start that is no date', { from: '2026-02-30T00:00:00Z' }],
  [
    'an expiry both at a time and after days',
    { creditsExpire: { at: '2026-03-01T00:00:00Z', afterDays: 1 } },
  ],
  ['an unknown restriction', { eligibility: { countries: ['DE'] } }],
  ['no uses', { usesPerCode: 0 }],
  ['an unknown field', { active: true }],
])('%s is a bad request', async (_what, more) => {
  const { agency } = await accountOfOpenAgency(ledger);
  const answer = await codes.create(agency, { ...someTerms, ...more });
  expect(answer.status).toBe(400);
  expect(codeOf(answer)).toBe('invalid_request');
  expect((await list(agency)).body['items']).toEqual([]);
});
