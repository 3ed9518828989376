import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { listAuditLog } from '../../shared/agency/audit-log.ts';
import { auditPart } from '../../shared/audit/audit-part.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { putProfile } from '../../shared/account/put-profile.ts';
import { spend } from '../../shared/account/spend.ts';
import { privacyHandlers } from '../../functions/agency/privacy.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { privacyRoutes } from '../../shared/http/routes/agency/privacy.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { hashOf } from '../../shared/ledger/entry-hash.ts';
import { erasedEntry } from '../../shared/ledger/erase-texts.ts';
import { eraseAccount } from '../../shared/privacy/erase-account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { accountKey, entryKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { continueUnfinished } from '../../functions/sweeper/continue-unfinished.ts';
import { ERASED } from '../../shared/kernel/text.ts';
import { holderOf } from '../../shared/spenders/spender-caller.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { refusedUsageOf } from '../../shared/usage/read-refused.ts';
import { call } from '../support/api.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { seed } from '../support/seed.ts';
import { putInvoice } from '../support/bills.ts';
import { putRequest } from '../support/credit-requests.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  ledgerAt,
  openTestLedger,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { openOwnTable } from '../support/own-table.ts';
import { charge, eventOf, memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';
import {
  allItemsOf,
  bucketThatDeletes,
  leaveTexts,
  moveWithTexts,
  SECRET,
} from '../support/personal-data.ts';

const forever = () => 60_000;

const eraseAll = (ledger: Ledger, { agency, account }: AccountRef) =>
  eraseAccount({ ledger, ...bucketThatDeletes() }, { agency, actor: 'ann' }, account, forever);

test('an erasure leaves no text of the account in the table, and every amount and hash as it was', async () => {
  const ledger = await openOwnTable('erasure');
  const ref = await accountOfOpenAgency(ledger);
  await leaveTexts(ledger, ref);
  const before = await entriesOf(ledger, ref);
  expect((await allItemsOf(ledger)).filter((item) => item.includes(SECRET)).length).toBeGreaterThan(15);

  const { bucket, deleted } = bucketThatDeletes();
  const erased = await eraseAccount(
    { ledger, bucket },
    { agency: ref.agency, actor: 'admin' },
    ref.account,
    forever,
  );
  expect(erased).toMatchObject({
    ok: true,
    value: { completedAt: expect.any(String), entries: before.length },
  });

  const items = await allItemsOf(ledger);
  expect(items.filter((item) => item.includes(SECRET))).toEqual([]);
  expect(items.filter((item) => item.includes('of the neighbour'))).toHaveLength(1);
  expect(deleted).toEqual([expect.stringMatching(`^proofs/${ref.agency}/req_.*/upl_1$`)]);

  const after = await entriesOf(ledger, ref);
  const figures = ({ number, at, type, kind, amount, balance, lots, previous }: Entry) => ({
    number,
    at,
    type,
    kind,
    amount,
    balance,
    lots,
    previous,
  });
  expect(after.map(figures)).toEqual(before.map(figures));
  expect(after.map(hashOf)).toEqual(before.map(hashOf));
  expect(after.every(({ erased: is, salt, note }) => is && salt === undefined && note === undefined)).toBe(
    true,
  );
  expect(await findingsOf(ledger, ref)).toEqual([]);
  expect(
    await auditPart({ ...ledger, readBatch: memoryOfBatches().readBatch }, ref, undefined),
  ).toMatchObject({
    ok: true,
    value: { agrees: true, checked: before.length, erased: before.length },
  });
});

test('the audit log says who erased an account and when, and nothing of what was erased', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await leaveTexts(ledger, ref);
  await eraseAll(ledger, ref);
  const log = await listAuditLog(ledger.table, ref.agency, { limit: 100, kind: 'erasure' });
  expect(log).toMatchObject({ ok: true, value: { items: [{ actor: 'ann', recordId: ref.account }] } });
  expect(JSON.stringify(log)).not.toContain(SECRET);
});

test.each([
  ['another amount', { amount: 6, balance: 6 }],
  ['a note', { note: 'another one' }],
  ['no word of the erasure', { erased: undefined }],
])('an erased entry with %s is found', async (_what, change) => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await moveWithTexts(ledger, ref, 'one');
  await eraseAll(ledger, ref);
  const [first] = await entriesOf(ledger, ref);
  const key = entryKey(ref, first ?? { number: 1, at: '' });
  const stored = (await readTogether(ledger.table, [key]))(key);
  const Item = Object.fromEntries(
    Object.entries({ ...stored, ...change }).filter(([, value]) => value !== undefined),
  );
  await ledger.table.client.send(new PutCommand({ TableName: ledger.table.name, Item }));
  expect(await findingsOf(ledger, ref)).toContainEqual({ code: 'hash_differs', entry: 2 });
});

test('a repeated spend gets its first answer, also after an erasure', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 5);
  const input = { amount: 5, reference: 'order-1', note: 'blue' };
  const again = () =>
    spend(ledger, { name: 'spend', payer: { ...ref, spender: undefined }, idempotencyKey: 'k', input });
  const first = await again();
  await eraseAll(ledger, ref);
  const second = await again();
  expect(second).toMatchObject({ ok: true, value: { replayed: true } });
  expect(second.ok && second.value.outcome).toEqual(first.ok && first.value.outcome);
});

test('who sent credits is erased from the history of the recipient, too, and both chains stay whole', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
  const friend = { ...ref, account: 'friend' };
  await give(ledger, ref, 5);
  await give(ledger, friend, 5);
  const who = { agency: ref.agency, actor: 'ann' };
  const profile = { name: `${SECRET} name` };
  await putProfile(ledger, who, ref.account, profile, {});
  const input = { to: { account: 'friend' }, amount: 5, note: `${SECRET} note` };
  expect(await sendCredits(ledger, customerOf({ ...ref, spender: undefined }), input, 'k')).toMatchObject({
    ok: true,
  });
  expect(JSON.stringify(await entriesOf(ledger, friend))).toContain(`${SECRET} name`);
  await eraseAll(ledger, ref);
  expect(JSON.stringify(await entriesOf(ledger, friend))).not.toContain(SECRET);
  for (const one of [ref, friend]) expect(await findingsOf(ledger, one)).toEqual([]);
});

test('an entry from before version 2 keeps the hash that it had', () => {
  const entry: Entry = {
    number: 1,
    at: '2026-01-01T00:00:00.000Z',
    type: 'in',
    kind: 'adjustment',
    reference: 'op_1',
    note: SECRET,
    amount: 5,
    balance: 5,
    lots: [{ id: 1, class: 'paid', amount: 5 }],
  };
  const erased = erasedEntry(entry);
  expect(JSON.stringify(erased)).not.toContain(SECRET);
  expect(hashOf(erased)).toBe(canonicalHash(entry));
  expect(entryItem.parse(erased)).toEqual(erased);
});

const api = (ledger: ReturnType<typeof openTestLedger>) =>
  apiHandler(privacyRoutes, privacyHandlers({ ledger, ...bucketThatDeletes() }));
const erase = (ledger: ReturnType<typeof openTestLedger>, agency: string, accountId: string) =>
  call(api(ledger), privacyRoutes.eraseAccount, {
    caller: { agency, actor: 'admin' },
    params: { accountId },
  });

test('an account that is not settled is not erased, and the answer names all that is open', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 5);
  await putInvoice(ledger, ref);
  await putRequest(ledger, ref);
  expect(await erase(ledger, ref.agency, ref.account)).toMatchObject({
    status: 409,
    body: { code: 'account_not_settled', reasons: ['credits', 'credit_requests', 'invoices'] },
  });
  const debtor = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, debtor, 5);
  expect(await erase(ledger, debtor.agency, debtor.account)).toMatchObject({
    status: 409,
    body: { code: 'account_not_settled', reasons: ['debt'] },
  });
});

test('within the retention period an account is not erased, and from its end on it is', async () => {
  const start = Date.now();
  let now = start;
  const ledger = openTestLedger({ now: () => now });
  const ref = await accountOfOpenAgency(ledger, { retentionDays: 30 });
  await moveWithTexts(ledger, ref, 'one');
  now = start + 30 * DAY_MS - 1;
  expect(await erase(ledger, ref.agency, ref.account)).toMatchObject({
    status: 409,
    body: { code: 'retention_not_over', possibleFrom: new Date(start + 30 * DAY_MS).toISOString() },
  });
  now = start + 30 * DAY_MS;
  expect(await erase(ledger, ref.agency, ref.account)).toMatchObject({
    status: 200,
    body: { status: 'done', retentionDays: 30, entries: 4 },
  });
});

test('another agency finds neither the account nor its erasure', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  const stranger = await accountOfOpenAgency(ledger);
  await moveWithTexts(ledger, ref, 'one');
  const before = await entriesOf(ledger, ref);
  expect(await erase(ledger, stranger.agency, ref.account)).toMatchObject({ status: 404 });
  expect(await entriesOf(ledger, ref)).toEqual(before);
  await erase(ledger, ref.agency, ref.account);
  const read = (agency: string) =>
    call(api(ledger), privacyRoutes.getErasure, {
      caller: { agency, actor: 'admin' },
      params: { accountId: ref.account },
    });
  expect(await read(stranger.agency)).toMatchObject({ status: 404 });
  expect(await read(ref.agency)).toMatchObject({ status: 200, body: { status: 'done' } });
});

test('repeated, an erasure does nothing; what came since is erased by the next', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  await moveWithTexts(ledger, ref, 'one');
  const first = await erase(ledger, ref.agency, ref.account);
  expect(await erase(ledger, ref.agency, ref.account)).toEqual(first);
  await moveWithTexts(ledger, ref, 'two');
  expect((await entriesOf(ledger, ref)).map(({ erased = false }) => erased)).toEqual([
    ...Array.from({ length: 4 }, () => true),
    ...Array.from({ length: 4 }, () => false),
  ]);
  expect(await erase(ledger, ref.agency, ref.account)).toMatchObject({
    body: { entries: 8, status: 'done' },
  });
  expect(JSON.stringify(await entriesOf(ledger, ref))).not.toContain(SECRET);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('usage that waits while its account is erased is refused and reported, and the next erasure takes it', async () => {
  let now = Date.now();
  const ledger = openTestLedger({ now: () => (now += 1) });
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency));
  await moveWithTexts(ledger, ref, 'one');
  const who = holderOf({ ...ref, spender: undefined });
  const made = await makeSpender(
    ledger,
    who,
    { name: SECRET, kind: 'agent', limits: {}, above: 'refuse' },
    'k',
  );
  const spender = made.ok ? made.value.outcome.id : '';
  // The second takes no whole credit.
  const waiting = [eventOf(`${SECRET}-1`, { quantity: 7 }), eventOf(`${SECRET}-2`, { spender })];
  const first = await erase(ledger, ref.agency, ref.account);
  expect(first).toMatchObject({ status: 200, body: { status: 'done' } });

  expect(await charge(ledger, ref, waiting)).toEqual({ charged: 0, credits: 0, refused: 2, known: 0 });
  const refused = async () => await refusedUsageOf(ledger.table, ref.agency, { ...ref, limit: 10 });
  const reasons = ['insufficient_credits', 'unknown_spender'];
  expect(await refused()).toMatchObject({
    value: { items: [{ events: waiting.map(({ id }, place) => ({ id, reason: reasons[place] })) }] },
  });
  // Sent again, it is neither charged nor reported twice.
  expect(await charge(ledger, ref, waiting)).toMatchObject({ charged: 0, refused: 0, known: 2 });
  expect((await entriesOf(ledger, ref)).some(({ kind }) => kind === 'usage')).toBe(false);

  const second = await erase(ledger, ref.agency, ref.account);
  expect(second).toMatchObject({ status: 200, body: { status: 'done', entries: 4 } });
  expect(JSON.stringify(await refused())).not.toContain(SECRET);
  expect(await refused()).toMatchObject({
    value: { items: [{ events: reasons.map((reason) => ({ id: ERASED, reason })) }] },
  });
  expect(await erase(ledger, ref.agency, ref.account)).toEqual(second);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('out of time, an erasure stops after a page, and the sweeper completes it', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  for (let turn = 0; turn < 30; turn += 1) await moveWithTexts(ledger, ref, turn);
  const parts = { ledger, ...bucketThatDeletes() };
  let pages = 5;
  const who = { agency: ref.agency, actor: 'ann' };
  const begun = await eraseAccount(parts, who, ref.account, () => (pages -= 1));
  expect(begun).toMatchObject({ ok: true, value: { next: { step: 'entries', cursor: expect.any(String) } } });
  expect((await entriesOf(ledger, ref)).filter(({ erased }) => erased)).toHaveLength(100);
  await continueUnfinished(parts, ref.agency, () => 900_000);
  expect((await entriesOf(ledger, ref)).filter(({ erased }) => erased)).toHaveLength(120);
  expect(await eraseAccount(parts, who, ref.account, forever)).toMatchObject({
    value: { requestedBy: 'ann', completedAt: expect.any(String) },
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an erasure writes one unit for each entry, and half a unit of reading', async () => {
  const ledger = openTestLedger();
  const ref = await accountOfOpenAgency(ledger);
  for (let turn = 0; turn < 25; turn += 1) await moveWithTexts(ledger, ref, turn);
  const metered = openTestLedger();
  const { during } = meter(metered);
  const cost = await during(() =>
    eraseAccount(
      { ledger: metered, ...bucketThatDeletes() },
      { agency: ref.agency, actor: 'a' },
      ref.account,
      forever,
    ),
  );
  const key = accountKey(ref);
  expect((await readTogether(ledger.table, [key]))(key)).toMatchObject({ balance: 0 });
  // 100 entries and 75 lines of the audit log; the rest is the record, which is written after each of nine steps.
  expect(cost.writeUnits).toBeLessThanOrEqual(100 + 75 + 25);
  // Once more the account, for those that merged into it; sessions, allowances and spenders, and the last approval and refused usage.
  expect(cost.readUnits).toBeLessThanOrEqual(65);
});

test(`ended in the middle again and again, an erasure is completed by the next request (seed ${seed})`, async () => {
  const ledger = await openOwnTable('cut');
  const ref = await accountOfOpenAgency(ledger);
  await leaveTexts(ledger, ref);
  const hashes = (await entriesOf(ledger, ref)).map(hashOf);
  const lengths = fc.sample(fc.integer({ min: 1, max: 8 }), { seed, numRuns: 60 });
  const ends: string[] = [];
  for (const puts of lengths) {
    const cut = ledgerAt(inject('dynamoDbEndpoint'), ledger.table.name);
    cutOffAfter(cut, puts);
    const who = { agency: ref.agency, actor: 'ann' };
    try {
      const erased = await eraseAccount({ ledger: cut, ...bucketThatDeletes() }, who, ref.account, forever);
      if (erased.ok && !erased.value.next) break;
    } catch (error) {
      ends.push(String(error));
    }
    expect(await findingsOf(ledger, ref)).toEqual([]);
  }
  expect(ends.length).toBeGreaterThan(2);
  expect(ends.filter((end) => !end.includes('cut off'))).toEqual([]);
  expect((await allItemsOf(ledger)).filter((item) => item.includes(SECRET))).toEqual([]);
  expect((await entriesOf(ledger, ref)).map(hashOf)).toEqual(hashes);
});
