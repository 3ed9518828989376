import { expect, test } from 'vitest';
import { inTurns } from '../../shared/schedule/every-agency.ts';

const MINUTE = 60_000;
const agencies = (count: number) => Array.from({ length: count }, (_, index) => `agency-${index}`);

/** Turns that end when they are told to. */
const openTurns = () => {
  const open = new Map<string, (isCut: boolean) => void>();
  const taken: string[] = [];
  let most = 0;
  const take = async (agency: string): Promise<{ isCut: boolean }> => {
    taken.push(agency);
    const ended = new Promise<boolean>((resolve) => open.set(agency, resolve));
    most = Math.max(most, open.size);
    const isCut = await ended;
    open.delete(agency);
    return { isCut };
  };
  return { open, taken, take, most: () => most };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('every agency has a turn, and never more than three at one time', async () => {
  const turns = openTurns();
  const done = inTurns(agencies(20), turns.take, () => 15 * MINUTE);
  for (let steps = 0; steps < 20; steps += 1) {
    await settle();
    const [first] = turns.open;
    first?.[1](false);
  }
  expect((await done).size).toBe(20);
  expect(turns.most()).toBe(3);
});

test('a slow agency delays no other: they pass it by', async () => {
  const turns = openTurns();
  const done = inTurns(agencies(20), turns.take, () => 15 * MINUTE);
  for (let steps = 0; steps < 40; steps += 1) {
    await settle();
    for (const [agency, end] of turns.open) if (agency !== 'agency-0') end(false);
  }
  expect(turns.taken).toHaveLength(20);
  expect([...turns.open.keys()]).toEqual(['agency-0']);
  turns.open.get('agency-0')?.(false);
  await done;
});

test('one that needs longer than its turn gets another behind the others', async () => {
  const taken: string[] = [];
  const ended = await inTurns(
    agencies(6),
    async (agency) => {
      taken.push(agency);
      return { isCut: agency === 'agency-1' && taken.filter((one) => one === agency).length < 3 };
    },
    () => 15 * MINUTE,
  );
  expect(taken.filter((one) => one === 'agency-1')).toHaveLength(3);
  expect(taken.indexOf('agency-5')).toBeLessThan(taken.lastIndexOf('agency-1'));
  expect(ended.get('agency-1')).toEqual({ isCut: false });
});

test('a turn that failed is not repeated, and is told apart from one that there was no time for', async () => {
  let left = 15 * MINUTE;
  const ended = await inTurns(
    agencies(9),
    async (agency) => {
      if (agency === 'agency-4') left = MINUTE;
      return agency === 'agency-2' ? undefined : { isCut: false };
    },
    () => left,
  );
  expect(ended.has('agency-2')).toBe(true);
  expect(ended.get('agency-2')).toBeUndefined();
  expect(ended.has('agency-8')).toBe(false);
});

test('a turn takes five minutes at the most, and never longer than the run has left', async () => {
  const given: number[] = [];
  let left = 6 * MINUTE;
  await inTurns(
    agencies(3),
    async (_, forMs) => {
      given.push(forMs);
      left -= 2 * MINUTE;
      return { isCut: false };
    },
    () => left,
  );
  expect(given).toEqual([5 * MINUTE, 3.5 * MINUTE, 1.5 * MINUTE]);
});
