import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountAuditView } from '../../shared/http/routes/agency/views.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountKey, entryKey, type Key } from '../../shared/table/keys.ts';
import { someAgency } from '../support/agency.ts';
import { entriesOf, give, move, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { auditAccount } = agencyRoutes;
const params = { accountId: 'customer' };

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

const spendOften = async (ref: AccountRef, times: number): Promise<void> => {
  await give(ledger, ref, times);
  const debit = { type: 'debit', kind: 'spend', reference: 'order', amount: 1 } as const;
  for (let left = times; left > 0; left -= 49) {
    await move(ledger, ref, ...Array.from({ length: Math.min(left, 49) }, () => debit));
  }
};

test('the audit of correct books reports no findings and the number of entries', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await spendOften(ref(), 10);
  expect(await admin(auditAccount, { params })).toMatchObject({
    status: 200,
    body: { checked: 11, complete: true, agrees: true, findings: [], cursor: null },
  });
});

test('I4: an altered entry is found and named by its number', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await spendOften(ref(), 10);
  const [, , third] = await entriesOf(ledger, ref());
  if (third) await tamper(entryKey(ref(), third), 'amount', 5);
  expect(await admin(auditAccount, { params })).toMatchObject({
    body: {
      agrees: false,
      findings: expect.arrayContaining([
        { code: 'balance_differs', entry: 3 },
        { code: 'hash_differs', entry: 4 },
      ]),
    },
  });
});

test('I1: a balance that differs from the history is found', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await give(ledger, ref(), 10);
  await tamper(accountKey(ref()), 'balance', 11);
  expect(await admin(auditAccount, { params })).toMatchObject({
    body: { complete: true, agrees: false, findings: [{ code: 'balance_differs', entry: 1 }] },
  });
});

/** Goes on until the end. */
const audited = async (admin: Awaited<ReturnType<typeof someAgency>>['call']) => {
  const answers: z.infer<typeof accountAuditView>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: Record<string, string> = cursor ? { cursor } : {};
    const answer = accountAuditView.parse((await admin(auditAccount, { params, query })).body);
    answers.push(answer);
    ({ cursor } = answer);
  }
  return answers;
};

test('a long history is audited 1,000 entries at a time, and the last answer includes all findings', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await spendOften(ref(), 2100);
  const whole = await audited(admin);
  expect(whole.map(({ checked, complete, agrees }) => ({ checked, complete, agrees }))).toEqual([
    { checked: 1000, complete: false, agrees: true },
    { checked: 2000, complete: false, agrees: true },
    { checked: 2101, complete: true, agrees: true },
  ]);
  const [, second] = await entriesOf(ledger, ref());
  if (second) await tamper(entryKey(ref(), second), 'balance', 5);
  const altered = await audited(admin);
  expect(altered.map(({ agrees, findings }) => [agrees, findings.length > 0])).toEqual([
    [false, true],
    [false, false],
    [false, false],
  ]);
});

test('entries added during an audit cause no findings', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await spendOften(ref(), 1050);
  const first = accountAuditView.parse((await admin(auditAccount, { params })).body);
  await give(ledger, ref(), 5);
  expect(await admin(auditAccount, { params, query: { cursor: first.cursor ?? '' } })).toMatchObject({
    body: { checked: 1052, complete: true, agrees: true },
  });
});

test('an invalid cursor and a cursor of another account are refused', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await spendOften(ref(), 1050);
  const { body } = await admin(auditAccount, { params });
  const cursor = z.string().parse(body['cursor']);
  const place = z.looseObject({}).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const [accountId, wrong] of [
    ['neighbour', cursor],
    ['customer', 'rubbish!'],
    ['customer', encoded('rubbish')],
    ['customer', encoded({ ...place, page: 'rubbish' })],
    ['customer', encoded({ ...place, state: {} })],
    ['customer', Buffer.from('{').toString('base64url')],
  ] as const) {
    expect(await admin(auditAccount, { params: { accountId }, query: { cursor: wrong } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  }
});

test('I8: an unused account and an account of another agency are not found', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  const { call: stranger } = await someAgency(ledger);
  await give(ledger, ref(), 1);
  expect(await admin(auditAccount, { params: { accountId: 'nobody' } })).toMatchObject({ status: 404 });
  expect(await stranger(auditAccount, { params })).toMatchObject({ status: 404 });
});
