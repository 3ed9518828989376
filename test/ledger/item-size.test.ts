import { expect, test } from 'vitest';
import type { Result } from '../../shared/kernel/result.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Refusal } from '../../shared/ledger/command.ts';
import { MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { heldLots, openHolds } from '../../shared/ledger/held.ts';
import { MAX_HELD_BYTES, MAX_HOLDS } from '../../shared/ledger/holds.ts';
import { total } from '../../shared/ledger/lots.ts';
import { plan, type Posting } from '../../shared/ledger/plan.ts';
import { postingWrites } from '../../shared/ledger/posting.ts';
import { restrictionOf, type Purpose } from '../../shared/ledger/purpose.ts';
import { MAX_RESTRICTION_BYTES, MAX_RESTRICTIONS } from '../../shared/ledger/restrictions.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import { creditOf, debitOf, holdOf, restoreOf, SALT } from '../support/commands.ts';
import { itemBytes } from '../support/item-bytes.ts';

/** What DynamoDB takes as one item. */
const DYNAMO_BYTES = 400 * 1024;

/** A twentieth of it: room for whatever else an account comes to hold. */
const MAX_BYTES = DYNAMO_BYTES * 0.05;

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const lotsFrom = (first: number): LotShare[] =>
  Array.from({ length: MAX_LOTS }, (_, place): LotShare => ({
    id: first + place,
    class: 'promo',
    amount: 1_000_000_000,
    expiresAt: new Date(Date.parse('9998-01-01T00:00:00.000Z') + place * 86_400_000).toISOString(),
  }));

const lots = lotsFrom(999_999_999_000);
const balance = total(lots);

/** Everything as long as it can be. */
const account: Account = {
  ...emptyAccount({ agency: 'a'.repeat(255), account: '#'.repeat(255) }),
  version: 1_000_000_000_000,
  entries: 1_000_000_000_000,
  balance,
  lots,
  lastEntryAt: '2026-03-01T12:00:00.000Z',
  lastEntryHash: 'f'.repeat(64),
  lastIn: { at: '2026-03-01T12:00:00.000Z', amount: Number.MAX_SAFE_INTEGER },
  absorbed: 1_000_000_000_000,
};

const empty: Account = { ...account, lots: [], balance: 0 };

type Command = Parameters<typeof plan>[1][number];

const planned = (of: Account, command: Command): Result<Posting, Refusal> => plan(of, [command], NOW, SALT);

const posted = (of: Account, command: Command): Posting => {
  const result = planned(of, command);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

const bytesOf = (of: Account, posting: Posting): number[] =>
  postingWrites(of, posting).map(({ key, list, item }) => itemBytes({ ...item, ...key, ...list }));

test.each([
  ['a spend of one credit', account, debitOf(1)],
  ['a spend of all lots', account, debitOf(balance)],
  ['a restore of all lots', empty, restoreOf(lots)],
])('%s writes items far below what DynamoDB takes, with as many lots as may be', (_, of, command) => {
  const bytes = bytesOf(of, posted(of, command));
  expect(Math.max(...bytes)).toBeGreaterThan(1000);
  expect(Math.max(...bytes)).toBeLessThan(MAX_BYTES);
});

/** As many restrictions of one product as there may be, together nearly as long as they may be. All admit `saw`. */
const restrictions = Array.from({ length: MAX_RESTRICTIONS }, (_, place) => ({
  products: [`p${place}-`.padEnd(128, 'x'), 'q'.repeat(128), 'r'.repeat(128), 's'.repeat(128), 'saw'],
}));
const forSaw: Purpose = { product: 'saw' };

/** Lots that came from others, each from another one, as far away as can be. */
const received = lots.map((lot, place): LotShare => ({
  ...lot,
  id: lot.id + 1_000_000,
  origin: { account: `${place}`.padEnd(255, '#'), lot: lot.id },
}));

/** All that it has is held, comes back from a spend of before, and is held again, until that is refused. */
const fullOfHolds = (back: readonly LotShare[], on: Purpose): { of: Account; refused: string } => {
  let of = empty;
  for (let number = 1; ; number += 1) {
    const shares = back.map((share) => ({ ...share, id: share.id + number * 10_000_000 }));
    of = posted(of, restoreOf(shares)).account;
    const held = planned(of, holdOf(`${number}`.padEnd(128, 'h'), total(of.lots), undefined, on));
    if (!held.ok) return { of, refused: held.error.code };
    of = held.value.account;
  }
};

const restricted = lots.map((lot, place): LotShare => ({
  ...lot,
  onlyFor: restrictions[place % MAX_RESTRICTIONS] ?? {},
}));

test.each([
  ['restricted lots', restricted, forSaw],
  ['lots that others sent', received, {}],
  ['a lot for each restriction', restricted.slice(0, MAX_RESTRICTIONS), forSaw],
])('holds of %s are refused long before an account is larger than DynamoDB takes', (_, back, on) => {
  const { of, refused } = fullOfHolds(back, on);
  expect(refused).toBe('hold_limit');
  expect(openHolds(of).length).toBeGreaterThan(0);
  expect(openHolds(of).length).toBeLessThan(MAX_HOLDS);

  // Whatever comes back then, and whatever becomes of it.
  const later = [...received, ...restricted].map((share) => ({ ...share, id: share.id + 1_000_000_000 }));
  const full = posted(of, restoreOf(later)).account;
  expect(full.lots.length).toBeLessThan(MAX_LOTS + 3 * MAX_RESTRICTIONS);
  expect(full.balance).toBe(total(full.lots) + total(heldLots(full)));
  const [first] = openHolds(full);
  for (const command of [
    creditOf(1, 'paid', undefined),
    debitOf(1),
    { type: 'release', hold: first?.id ?? '' } as const,
  ])
    expect(Math.max(...bytesOf(full, posted(full, command)))).toBeLessThan(DYNAMO_BYTES * 0.95);
  expect(Math.max(...bytesOf(full, posted(full, debitOf(1))))).toBeGreaterThan(MAX_HELD_BYTES / 2);
});

test('the restrictions of this test are nearly as long as those of one account may be', () => {
  const bytes = Buffer.byteLength(restrictions.map((onlyFor) => restrictionOf({ onlyFor })).join(''));
  expect(bytes).toBeLessThan(MAX_RESTRICTION_BYTES);
  expect(bytes).toBeGreaterThan(MAX_RESTRICTION_BYTES * 0.75);
});
