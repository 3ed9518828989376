import { settingsWrite } from '../../shared/agency/settings.ts';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart, type Finding } from '../../shared/audit/audit.ts';
import type { Command, Refusal } from '../../shared/ledger/command.ts';
import { run, type Busy, type Conclusion, type Decision, type Done } from '../../shared/ledger/run.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { MARSHALLING } from '../../shared/table/table.ts';
import { someSettings } from './settings.ts';

/** A ledger on the table of that name at a DynamoDB engine, with a client of its own. */
export const ledgerAt = (endpoint: string, name: string): Ledger => ({
  table: {
    client: DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
      { marshallOptions: MARSHALLING },
    ),
    name,
  },
  now: Date.now,
  deadline: 45_000,
});

/** A ledger on the engine of this test run. */
export const openTestLedger = (more: Partial<Ledger> = {}): Ledger => ({
  ...ledgerAt(inject('dynamoDbEndpoint'), inject('tableName')),
  ...more,
});

/** An account of an agency that no other test knows. */
export const someAccount = (): AccountRef => ({ agency: randomId('agency'), account: 'customer' });

/** An account of a new agency that sells and takes credits. */
export const accountOfOpenAgency = async (
  ledger: Ledger,
  more: Partial<Settings> = {},
): Promise<AccountRef> => {
  const ref = someAccount();
  await putGuarded(ledger.table, settingsWrite(someSettings(ref.agency, more)));
  return ref;
};

export const readAccount = async ({ table }: Ledger, ref: AccountRef): Promise<Account> =>
  accountFrom(ref, (await readTogether(table, [accountKey(ref)]))(accountKey(ref)));

/** Runs commands together with what is concluded with them, and ignores what else was read. */
export const moveWith = <Outcome>(
  ledger: Ledger,
  ref: AccountRef,
  commands: readonly Command[],
  concluded: Conclusion<Outcome>,
): Promise<Result<Done<Outcome>, Refusal | Busy>> =>
  run(ledger, {
    keys: [accountKey(ref)],
    decide: (): Result<Decision<Outcome, Command['type']>, never> =>
      ok({ account: ref, commands, conclude: () => concluded }),
  });

/** Runs commands alone. */
export const move = async (ledger: Ledger, ref: AccountRef, ...commands: Command[]): Promise<void> => {
  const moved = await moveWith(ledger, ref, commands, { outcome: undefined });
  if (!moved.ok) throw new Error(moved.error.code);
};

export const give = async (ledger: Ledger, ref: AccountRef, amount: number): Promise<void> =>
  await move(ledger, ref, { type: 'credit', kind: 'checkout', reference: 'gift', amount, class: 'paid' });

/** What one transaction takes of credits, with their entries. */
const MAX_CREDITS = 40;

/** Gives promo credits in so many lots that can't merge: each expires on a day of its own, the first in two days. */
export const giveLots = async (ledger: Ledger, ref: AccountRef, count: number, amount = 1): Promise<void> => {
  const credits = Array.from({ length: count }, (_, day): Command => ({
    type: 'credit',
    kind: 'adjustment',
    reference: 'gift',
    amount,
    class: 'promo',
    expiresAt: instant(ledger.now() + (day + 2) * 86_400_000),
  }));
  for (let first = 0; first < count; first += MAX_CREDITS)
    await move(ledger, ref, ...credits.slice(first, first + MAX_CREDITS));
};

/** Leaves the account with a debt: credits were taken back that it no longer had. */
export const leaveInDebt = async (ledger: Ledger, ref: AccountRef, amount: number): Promise<void> =>
  await move(ledger, ref, {
    type: 'reclaim',
    kind: 'payment_reversed',
    reference: 'payment',
    amount,
    lots: [],
    shortfall: 'debt',
  });

/** All entries, oldest first. */
export const entriesOf = async ({ table }: Ledger, ref: AccountRef): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await history(table, ref, { limit: 100, order: 'oldest', cursor });
    if (!page.ok) throw new Error(page.error.code);
    entries.push(...page.value.items);
    cursor = page.value.cursor ?? undefined;
    more = cursor !== undefined;
  }
  return entries;
};

/** The findings of an audit of the stored account. */
export const findingsOf = async (ledger: Ledger, ref: AccountRef): Promise<Finding[]> => {
  const findings: Finding[] = [];
  let state = auditStart;
  for (const entry of await entriesOf(ledger, ref)) {
    const checked = auditEntry(state, entry);
    findings.push(...checked.findings);
    state = checked.state;
  }
  return [...findings, ...auditAccount(state, await readAccount(ledger, ref))];
};
