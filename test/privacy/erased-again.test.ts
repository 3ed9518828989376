import { expect, test } from 'vitest';
import { createSession } from '../../shared/access/create-session.ts';
import { createSpenderKey } from '../../shared/access/create-spender-key.ts';
import { spend } from '../../shared/account/spend.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { eraseAccount } from '../../shared/privacy/erase-account.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { removeSpender } from '../../shared/spenders/change-spender.ts';
import { agencyOf } from '../../shared/spenders/spender-caller.ts';
import { approvalItem } from '../../shared/table/items/approval.ts';
import { approvalsPartition } from '../../shared/table/keys.ts';
import { rewritePage } from '../../shared/table/rewrite.ts';
import { join, monthly, put } from '../support/allowances.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { openOwnTable } from '../support/own-table.ts';
import { allItemsOf, bucketThatDeletes, moveWithTexts, SECRET } from '../support/personal-data.ts';

/** A ledger whose clock moves on with every look. */
const ticking = (ledger: Ledger): Ledger => {
  let now = Date.now();
  return { ...ledger, now: () => (now += 1) };
};

const erase = async (ledger: Ledger, { agency, account }: AccountRef) => {
  const who = { agency, actor: 'ann' };
  const erased = await eraseAccount({ ledger, ...bucketThatDeletes() }, who, account, () => 60_000);
  if (!erased.ok) throw new Error(erased.error.code);
  return erased.value;
};

const spenderOf = async (ledger: Ledger, ref: AccountRef): Promise<string> => {
  const caller = agencyOf({ agency: ref.agency, actor: 'ann' }, ref.account);
  const input = { name: `${SECRET} spender`, kind: 'agent', limits: { perCall: 0 }, above: 'ask' } as const;
  const made = await makeSpender(ledger, caller, input, `spender-${ledger.now()}`);
  if (!made.ok) throw new Error(made.error.code);
  return made.value.outcome.id;
};

const sessionOf = async (ledger: Ledger, { agency, account }: AccountRef, returnUrl: string) => {
  const maker = { agency, actor: 'ann', kind: 'person', scopes: [] } as const;
  const input = { scopes: ['credits:read'], seconds: 600, returnUrl } as const;
  expect(await createSession(ledger, maker, account, { ...input, scopes: [...input.scopes] })).toMatchObject({
    ok: true,
  });
};

/** What an account's people, or the agency for them, may leave in it at any time and without credits. */
const left: Record<string, (ledger: Ledger, ref: AccountRef) => Promise<unknown>> = {
  'a spender': spenderOf,

  'a spender that was removed since': async (ledger, ref) => {
    const caller = agencyOf({ agency: ref.agency, actor: 'ann' }, ref.account);
    expect(await removeSpender(ledger, caller, await spenderOf(ledger, ref))).toMatchObject({ ok: true });
  },

  'a key of a spender': async (ledger, ref) => {
    const caller = agencyOf({ agency: ref.agency, actor: 'ann' }, ref.account);
    const asking = { caller, by: { kind: 'person', actor: 'ann' }, region: undefined } as const;
    const spender = await spenderOf(ledger, ref);
    const key = { spender, name: `${SECRET} key` };
    expect(await createSpenderKey(ledger, asking, key, 'key')).toMatchObject({ ok: true });
  },

  'an approval': async (ledger, ref) => {
    const payer = { ...ref, spender: await spenderOf(ledger, ref) };
    const input = { amount: 1, reference: `${SECRET} wish`, note: `${SECRET} note` };
    const asked = await spend(ledger, { name: 'spend', payer, idempotencyKey: 'wish', input });
    expect(asked).toMatchObject({ ok: false, error: { code: 'approval_pending' } });
  },

  'a session': (ledger, ref) => sessionOf(ledger, ref, `https://shop.example/${SECRET}`),
};

test.each(Object.entries(left))(
  '%s, made after an erasure, is erased by the next one, and then nothing is left to erase',
  async (what, leave) => {
    const ledger = ticking(await openOwnTable(`again-${what.replaceAll(' ', '-')}`));
    const ref = await accountOfOpenAgency(ledger);
    await moveWithTexts(ledger, ref, 'one');
    const first = await erase(ledger, ref);
    await leave(ledger, ref);
    expect((await allItemsOf(ledger)).filter((item) => item.includes(SECRET))).not.toEqual([]);
    const second = await erase(ledger, ref);
    expect(second.requestedAt > first.requestedAt).toBe(true);
    expect((await allItemsOf(ledger)).filter((item) => item.includes(SECRET))).toEqual([]);
    expect(await erase(ledger, ref)).toEqual(second);
  },
);

test('an approval that was asked for while its account was being erased is erased by the next one', async () => {
  const ledger = ticking(await openOwnTable('again-meanwhile'));
  const ref = await accountOfOpenAgency(ledger);
  await left['an approval']?.(ledger, ref);
  const first = await erase(ledger, ref);
  // As if the first had passed it by: its spender is gone.
  await rewritePage(
    ledger.table,
    { partition: approvalsPartition(ref), schema: approvalItem },
    (approval) => ({ ...approval, createdAt: new Date(ledger.now()).toISOString(), note: SECRET }),
  );
  const second = await erase(ledger, ref);
  expect(second.requestedAt > first.requestedAt).toBe(true);
  expect(JSON.stringify(await allItemsOf(ledger))).not.toContain(SECRET);
});

test('an account that joined an allowance after its erasure leaves it with the next one', async () => {
  const ledger = ticking(openTestLedger());
  const ref = await accountOfOpenAgency(ledger);
  await moveWithTexts(ledger, ref, 'one');
  const first = await erase(ledger, ref);
  await put(ledger, ref, 'monthly', monthly);
  await join(ledger, ref, 'monthly');
  const second = await erase(ledger, ref);
  expect(second.requestedAt > first.requestedAt).toBe(true);
  expect(await erase(ledger, ref)).toEqual(second);
});

test('an account with a spender and nothing else is erased', async () => {
  const ledger = ticking(await openOwnTable('again-spender-only'));
  const ref = await accountOfOpenAgency(ledger);
  await spenderOf(ledger, ref);
  await erase(ledger, ref);
  expect(JSON.stringify(await allItemsOf(ledger))).not.toContain(SECRET);
});
