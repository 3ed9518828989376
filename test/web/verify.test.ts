import type { ChainLink, Entry as Shown } from '@scrip/client';
import { describe, expect, test } from 'vitest';
import { verifyChain, type Verified } from '../../packages/web/src/history/verify.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { erasedEntry } from '../../shared/ledger/erase-texts.ts';
import { hashOf } from '../../shared/ledger/entry-hash.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { entryLine, type Entry } from '../../shared/table/items/entry.ts';
import { chainLinkOf } from '../../shared/views/chain-view.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const commands: readonly Command[] = [
  { type: 'credit', kind: 'checkout', reference: 'chk_1', label: 'Studio', amount: 500, class: 'paid' },
  {
    type: 'credit',
    kind: 'redemption',
    reference: 'Winter',
    amount: 50,
    class: 'promo',
    expiresAt: '2026-03-05T00:00:00.000Z',
  },
  { type: 'debit', kind: 'spend', reference: 'order-1', note: 'Zwölf Drucke 🖨️', amount: 120 },
  { type: 'debit', kind: 'purchase', reference: 'pur_1', label: 'Brushes, Standard', amount: 40 },
  {
    type: 'reclaim',
    kind: 'payment_reversed',
    reference: 'chk_1',
    amount: 500,
    lots: [1],
    shortfall: 'debt',
  },
  { type: 'credit', kind: 'checkout', reference: 'chk_2', amount: 100, class: 'paid' },
];

/** The entries of a history, as the ledger posts them: one command a day. */
const posted = (): Entry[] => {
  let account = emptyAccount({ agency: 'acme', account: 'alice' });
  return commands.flatMap((command, day) => {
    const planned = plan(account, [command], NOW + day * 86_400_000, `salt of day ${day}`);
    if (!planned.ok) throw new Error(planned.error.code);
    ({ account } = planned.value);
    return planned.value.entries;
  });
};

const entries = posted();

/** What the API gives, and a client reads. */
const links = (stored: readonly Entry[] = entries): ChainLink[] => stored.map(chainLinkOf);
const shown = (stored: readonly Entry[] = entries): Shown[] => stored.map((entry) => entryLine.parse(entry));

const verifiedTo = (number: number): Verified => {
  const entry = entries[number - 1];
  if (!entry) throw new Error(`There is no entry ${number}`);
  return { number, at: entry.at, hash: hashOf(entry) };
};

/** The history with one entry changed in the table. */
const altered = (number: number, change: Partial<Entry>): Entry[] =>
  entries.map((entry) => (entry.number === number ? { ...entry, ...change } : entry));

/** The same, and every entry from there on hashed anew, as somebody would who wants to hide it. */
const rehashed = (number: number, change: Partial<Entry>): Entry[] => {
  let previous: string | undefined;
  return altered(number, change).map((entry) => {
    const next = { ...entry, ...(previous !== undefined && { previous }) };
    previous = hashOf(next);
    return next;
  });
};

describe('the chain of hashes, computed again', () => {
  test('a history that nobody touched is verified to its last entry', async () => {
    const { number, at, hash } = verifiedTo(entries.length);
    expect(await verifyChain(links(), undefined, shown())).toEqual({ verifiedTo: number, at, hash });
  });

  test('an empty history is verified', async () => {
    expect(await verifyChain([])).toEqual({ verifiedTo: 0 });
  });

  test('pages that come one by one are one chain', async () => {
    const pages = async function* () {
      yield* links().slice(0, 2);
      yield* links().slice(2);
    };
    expect(await verifyChain(pages())).toMatchObject({ verifiedTo: entries.length });
  });

  test.each([
    { amount: 1 },
    { balance: 9 },
    { at: '2026-03-02T12:00:00.001Z' },
    { kind: 'bonus' },
    { type: 'out' },
    { lots: [] },
    { reference: 'another' },
    { note: 'a note' },
    { label: 'a label' },
    { salt: 'another salt' },
  ] satisfies Partial<Entry>[])('an entry whose %j was changed in the table is found', async (change) => {
    expect(await verifyChain(links(altered(2, change)))).toEqual({ brokenAt: 2, why: 'altered' });
  });

  test('a change that was hashed anew up to the last entry is found by what the device remembers', async () => {
    const stored = rehashed(2, { amount: 1 });
    expect(await verifyChain(links(stored))).toMatchObject({ verifiedTo: entries.length });
    expect(await verifyChain(links(stored), verifiedTo(4))).toEqual({ brokenAt: 4, why: 'rewritten' });
    expect(await verifyChain(links(stored).slice(4), verifiedTo(4))).toEqual({
      brokenAt: 4,
      why: 'rewritten',
    });
  });

  test.each([1, 3, entries.length])('entry %i, taken out, is missing', async (number) => {
    const left = links().filter((link) => link.number !== number);
    expect(await verifyChain(left, verifiedTo(entries.length))).toEqual({ brokenAt: number, why: 'missing' });
  });

  test('a history that is shorter than what the device remembers misses an entry', async () => {
    expect(await verifyChain([], verifiedTo(3))).toEqual({ brokenAt: 3, why: 'missing' });
    expect(await verifyChain(links().slice(5), verifiedTo(3))).toEqual({ brokenAt: 4, why: 'missing' });
  });

  test('only what is new is read, beginning with the entry that the device remembers', async () => {
    expect(await verifyChain(links().slice(2), verifiedTo(3))).toMatchObject({ verifiedTo: entries.length });
    expect(await verifyChain(links().slice(3), verifiedTo(3))).toMatchObject({ verifiedTo: entries.length });
    expect(await verifyChain(links(altered(3, { amount: 7 })).slice(2), verifiedTo(3))).toEqual({
      brokenAt: 3,
      why: 'rewritten',
    });
  });

  test('links may begin before the entry that the device remembers, to compare older ones that are shown', async () => {
    const from = entries[1]?.at;
    expect(await verifyChain(links().slice(1), verifiedTo(5), shown(), from)).toMatchObject({
      verifiedTo: entries.length,
    });
    const told = shown().map((entry) => (entry.number === 3 ? { ...entry, amount: 1 } : entry));
    expect(await verifyChain(links().slice(1), verifiedTo(5), told, from)).toEqual({
      brokenAt: 3,
      why: 'shown_differs',
    });
    expect(await verifyChain(links(rehashed(2, { amount: 1 })).slice(1), verifiedTo(5), [], from)).toEqual({
      brokenAt: 5,
      why: 'rewritten',
    });
    expect(await verifyChain(links().slice(2), verifiedTo(5), shown(), from)).toEqual({
      brokenAt: 2,
      why: 'missing',
    });
  });

  test.each([{ amount: 121 }, { reference: 'order-2' }, { note: 'another' }, { label: 'made up' }])(
    'a history that shows %j for what was hashed is found',
    async (change) => {
      const told = shown().map((entry) => (entry.number === 3 ? { ...entry, ...change } : entry));
      expect(await verifyChain(links(), undefined, told)).toEqual({ brokenAt: 3, why: 'shown_differs' });
    },
  );

  test('a link whose hash is not that of its content is found', async () => {
    const told = links().map((link) => (link.number === 3 ? { ...link, hash: '0'.repeat(64) } : link));
    expect(await verifyChain(told)).toEqual({ brokenAt: 3, why: 'altered' });
  });
});

/** The first three entries as versions before 2 wrote them: hashed whole, with their texts. */
const older = (): Entry[] => {
  let previous: string | undefined;
  return entries.slice(0, 3).map(({ salt: _, hashVersion: _version, previous: _previous, ...entry }) => {
    const whole = { ...entry, ...(previous !== undefined && { previous }) };
    previous = hashOf(whole);
    return whole;
  });
};

describe('erased and older entries', () => {
  test('entries from before version 2 are hashed whole', async () => {
    const stored = older();
    expect(await verifyChain(links(stored), undefined, shown(stored))).toMatchObject({ verifiedTo: 3 });
    const told = shown(stored).map((entry) => ({ ...entry, reference: 'another' }));
    expect(await verifyChain(links(stored), undefined, told)).toEqual({ brokenAt: 1, why: 'shown_differs' });
  });

  test('an erased one of them keeps its hash, for which the next entry vouches', async () => {
    const stored = older().map((entry) => (entry.number === 1 ? erasedEntry(entry) : entry));
    expect(links(stored)[0]).not.toHaveProperty('hashed');
    expect(await verifyChain(links(stored), undefined, shown(stored))).toMatchObject({ verifiedTo: 3 });
    const told = links(stored).map((link) => (link.number === 1 ? { ...link, hash: '0'.repeat(64) } : link));
    expect(await verifyChain(told)).toEqual({ brokenAt: 1, why: 'altered' });
  });

  test('a history with erased texts is verified', async () => {
    const stored = entries.map((entry) => (entry.number === 3 ? erasedEntry(entry) : entry));
    expect(await verifyChain(links(stored), verifiedTo(4), shown(stored))).toMatchObject({
      verifiedTo: entries.length,
    });
  });

  test('a text that is gone without having been erased is found', async () => {
    const told = links().map(({ salt: _, ...link }) => link);
    expect(await verifyChain(told, undefined, shown())).toEqual({ brokenAt: 1, why: 'shown_differs' });
  });
});
