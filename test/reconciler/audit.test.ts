import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { auditAccounts } from '../../functions/reconciler/audit-accounts.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { accountKey, entryKey, type Key } from '../../shared/table/keys.ts';
import { accountOfOpenAgency, entriesOf, give, move, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();

const audit = (ref: AccountRef, timeLeft = () => 900_000) =>
  auditAccounts({ ledger, takeFact: takeFactsInto(ledger), timeLeft }, ref.agency);

const tamper = (key: Key, field: string, value: number) =>
  ledger.table.client.send(
    new UpdateCommand({
      TableName: ledger.table.name,
      Key: key,
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

/** An agency with so many accounts, and the first of them. */
const customers = async (count: number): Promise<AccountRef> => {
  const { agency } = await accountOfOpenAgency(ledger);
  for (let index = 0; index < count; index += 1) {
    await give(ledger, { agency, account: `customer-${index + 100}` }, 10);
  }
  return { agency, account: 'customer-100' };
};

const spendOften = async (ref: AccountRef, times: number): Promise<void> => {
  await give(ledger, ref, times);
  const debit = { type: 'debit', kind: 'spend', reference: 'order', amount: 1 } as const;
  for (let left = times; left > 0; left -= 49) {
    await move(ledger, ref, ...Array.from({ length: Math.min(left, 49) }, () => debit));
  }
};

test('every account that ever moved is audited, over all pages', async () => {
  const ref = await customers(30);
  expect(await audit(ref)).toMatchObject({
    provider: 'ledger',
    status: 'complete',
    seen: 30,
    mismatchCount: 0,
  });
});

test('an altered ledger is flagged with its account', async () => {
  const altered = await customers(3);
  for (const entry of await entriesOf(ledger, altered)) await tamper(entryKey(altered, entry), 'amount', 11);
  expect(await audit(altered)).toMatchObject({
    seen: 3,
    mismatches: [{ code: 'ledger_differs', account: altered.account }],
  });
});

test('an account whose balance differs from its history is flagged', async () => {
  const ref = await customers(1);
  await tamper(accountKey(ref), 'balance', 1_000_000);
  expect(await audit(ref)).toMatchObject({ mismatchCount: 1 });
});

test('an audit that runs out of time resumes where it stopped, also within one long history', async () => {
  const ref = await customers(2);
  await spendOften(ref, 350);
  let report = await audit(ref, () => 0);
  let nights = 1;
  while (report.status !== 'complete') {
    let questions = 2;
    report = await audit(ref, () => (questions-- > 0 ? 900_000 : 0));
    nights += 1;
    expect(nights).toBeLessThan(20);
  }
  expect(nights).toBeGreaterThan(3);
  expect(report).toMatchObject({ seen: 2, mismatchCount: 0 });
});

test('movements between two nights cause no findings', async () => {
  const ref = await customers(1);
  await spendOften(ref, 250);
  let questions = 2;
  expect(await audit(ref, () => (questions-- > 0 ? 900_000 : 0))).toMatchObject({ status: 'interrupted' });
  await spendOften(ref, 120);
  expect(await audit(ref)).toMatchObject({ status: 'complete', mismatchCount: 0 });
});

test('the next round starts over with its own report', async () => {
  const ref = await customers(1);
  const first = await audit(ref);
  const second = await audit(ref);
  expect(second).toMatchObject({ status: 'complete', seen: 1 });
  expect(second.id).not.toBe(first.id);
});

test('an unreadable account is flagged, and the others are still audited', async () => {
  const ref = await customers(3);
  await tamper(accountKey(ref), 'lots', 1);
  expect(await audit(ref)).toMatchObject({
    status: 'complete',
    seen: 3,
    mismatches: [{ code: 'ledger_differs', account: ref.account }],
  });
});

test('an audit that runs out of time among short histories stops after the current account', async () => {
  const ref = await customers(5);
  let questions = 3;
  const stopped = await audit(ref, () => (questions-- > 0 ? 900_000 : 0));
  expect(stopped).toMatchObject({ status: 'interrupted', interruption: 'out_of_time', seen: 3 });
  expect(await audit(ref)).toMatchObject({ id: stopped.id, status: 'complete', seen: 5, mismatchCount: 0 });
});
