import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { readWord } from '../../shared/kernel/worded-code.ts';
import { newCode, readCode } from '../../shared/store/promo-code.ts';
import { adminAt } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { csvRows, promoCodesOn, redeemOn } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const codes = promoCodesOn(ledger);
const redeem = redeemOn(ledger);

const WELCOME = { name: 'Welcome', credits: 50, code: 'Welcome10' };
const problemOf = ({ body }: { body: string }) => z.object({ code: z.string() }).parse(JSON.parse(body)).code;
/** The agency's only batch. */
const only = async (agency: string) => {
  const { body } = await call(codes.handler, agencyRoutes.listPromoCodes, { caller: adminAt(agency) });
  return z.object({ items: z.tuple([z.looseObject({ id: z.string() })]) }).parse(body).items[0];
};
const withdraw = async (agency: string) => {
  const { id: batchId } = await only(agency);
  return await call(codes.handler, agencyRoutes.withdrawPromoCodes, {
    caller: adminAt(agency),
    params: { batchId },
  });
};

test('a worded code is redeemed in any spelling, by any number of accounts, once by each', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { status, body } = await codes.create(caller.agency, WELCOME);
  expect({ status, rows: csvRows(body) }).toEqual({ status: 201, rows: [['WELCOME10', 'Welcome', '50']] });
  for (const [account, spelling] of Object.entries({ a: 'WELCOME10', b: ' wel-come 1o ', c: 'We1c0me10' }))
    expect(await redeem({ ...caller, account }, spelling)).toMatchObject({
      status: 201,
      body: { credits: 50 },
    });
  expect(await redeem({ ...caller, account: 'a' }, 'welcome10')).toMatchObject({
    body: { code: 'code_already_used' },
  });
});

test('its batch shows the word and that its uses are unlimited, unless they are limited', async () => {
  const [open, limited] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  await codes.create(open.agency, WELCOME);
  await codes.create(limited.agency, { ...WELCOME, usesPerCode: 1 });
  expect(await only(open.agency)).toMatchObject({
    code: 'WELCOME10',
    codes: 1,
    usesPerCode: null,
    status: 'active',
  });
  expect(await redeem({ ...limited, account: 'a' }, 'WELCOME10')).toMatchObject({ status: 201 });
  expect(await redeem({ ...limited, account: 'b' }, 'WELCOME10')).toMatchObject({
    body: { code: 'code_exhausted' },
  });
});

test('a word is taken by its first batch, in any spelling, for this agency only, even after it was withdrawn', async () => {
  const { agency, account } = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  await codes.create(agency, WELCOME);
  expect(problemOf(await codes.create(agency, { ...WELCOME, code: 'WELC0ME-1O' }))).toBe('code_taken');
  expect(await codes.create(other.agency, WELCOME)).toMatchObject({ status: 201 });
  expect(await withdraw(agency)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  expect(problemOf(await codes.create(agency, WELCOME))).toBe('code_taken');
  expect(await redeem({ agency, account }, 'WELCOME10')).toMatchObject({ body: { code: 'code_expired' } });
  expect(await redeem(other, 'WELCOME10')).toMatchObject({ status: 201 });
});

test('a repeated request gets the same answer, and no answer after the code was withdrawn', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const first = await codes.create(agency, WELCOME, 'once');
  expect(await codes.create(agency, WELCOME, 'once')).toEqual(first);
  const { code: _code, ...terms } = WELCOME;
  for (const other of [
    { ...WELCOME, credits: 60 },
    { ...WELCOME, code: 'OTHER' },
    { ...terms, codes: 1 },
  ])
    expect(problemOf(await codes.create(agency, other, 'once'))).toBe('idempotency_key_reused');
  await withdraw(agency);
  expect(problemOf(await codes.create(agency, WELCOME, 'once'))).toBe('codes_already_shown');
});

test('cut off halfway, nobody can redeem it until the repeated request is through', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const broken = openTestLedger();
  cutOffAfter(broken, 1);
  expect(await promoCodesOn(broken).create(caller.agency, WELCOME, 'once')).toMatchObject({ status: 500 });
  expect(await redeem(caller, 'WELCOME10')).toMatchObject({ body: { code: 'code_invalid' } });
  expect(await codes.create(caller.agency, WELCOME, 'once')).toMatchObject({ status: 201 });
  expect(await redeem(caller, 'WELCOME10')).toMatchObject({ status: 201 });
});

test('of eight equal requests at once each that is answered has the code, and it can be redeemed', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => codes.create(caller.agency, WELCOME, 'once')),
  );
  expect(answers.map(({ status, body }) => [status, csvRows(body)[0]?.[0]])).toContainEqual([
    201,
    'WELCOME10',
  ]);
  expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(await redeem(caller, 'WELCOME10')).toMatchObject({ status: 201 });
});

test.each([
  ['neither codes nor a code', { name: 'W', credits: 5 }],
  ['both', { ...WELCOME, codes: 1 }],
  ['four symbols', { ...WELCOME, code: 'ABCD' }],
  ['seventeen symbols', { ...WELCOME, code: 'A'.repeat(17) }],
  ['a letter that is none of A to Z', { ...WELCOME, code: 'WILLKÖMMEN' }],
  ['another character', { ...WELCOME, code: 'HELLO!' }],
])('%s: invalid_request', async (_, body) => {
  const { agency } = await accountOfOpenAgency(ledger);
  const answer = await codes.create(agency, body);
  expect([answer.status, problemOf(answer)]).toEqual([400, 'invalid_request']);
});

test('no random code is taken for a word', () => {
  const batch = fc.string({ minLength: 4, maxLength: 4, unit: fc.constantFrom('0', '7', 'A', 'K', 'Z') });
  fc.assert(
    fc.property(batch, (id) => {
      const { shown, hash } = newCode(id);
      expect(readWord(shown)).toBeUndefined();
      expect(readCode(shown)).toMatchObject({ batch: id, hash });
    }),
  );
});
