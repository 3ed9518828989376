import { expect, test } from 'vitest';
import { err, ok } from '../../shared/kernel/result.ts';
import { beginsDay, dayByDay, inTurn, type FactSource, type Window } from '../../shared/payments/source.ts';

const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-03T12:00:00.000Z' };

/** A list of two pages that remembers what it was asked for. */
const twoPages = () => {
  const asked: [Window, string | null][] = [];
  const source: FactSource = async (range, page) => {
    asked.push([range, page]);
    return ok({ facts: [], next: page === null ? 'more' : null });
  };
  return { asked, source };
};

const readAll = async (source: FactSource) => {
  const pages: (string | null)[] = [];
  const completed: Window[] = [];
  let page: string | null = null;
  do {
    pages.push(page);
    const read = await source(window, page);
    if (!read.ok) throw new Error(read.error.code);
    if (read.value.completes) completed.push(read.value.completes);
    page = read.value.next;
  } while (page !== null);
  return { pages, completed };
};

test('lists are read one after the other, each to its end', async () => {
  const [first, second] = [twoPages(), twoPages()];
  const { pages } = await readAll(inTurn({ first: first.source, second: second.source }));
  expect(pages).toEqual([null, 'first~more', 'second~', 'second~more']);
  expect(first.asked.map(([, page]) => page)).toEqual([null, 'more']);
  expect(second.asked.map(([, page]) => page)).toEqual([null, 'more']);
});

test.each(['7~', '1~more', 'more', 'third~more'])(
  'a page that names no list, such as one of an older version, begins with the first: %s',
  async (page) => {
    const [first, second] = [twoPages(), twoPages()];
    const books = inTurn({ first: first.source, second: second.source });
    expect(await books(window, page)).toEqual(ok({ facts: [], next: 'first~more' }));
    expect(first.asked).toEqual([[window, null]]);
  },
);

test('a provider without lists has nothing', async () => {
  expect(await inTurn({})(window, null)).toEqual(ok({ facts: [], next: null }));
});

test('a long window is read day by day, and the provider is asked for some hours more of each', async () => {
  const { asked, source } = twoPages();
  const { pages, completed } = await readAll(dayByDay(source));
  expect(pages).toEqual([null, '0|more', '1|', '1|more', '2|', '2|more']);
  expect(pages.map(beginsDay)).toEqual([true, false, true, false, true, false]);
  expect(completed).toEqual([
    { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
    { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' },
    { from: '2026-03-03T00:00:00.000Z', to: '2026-03-03T12:00:00.000Z' },
  ]);
  expect(asked[0]?.[0]).toEqual({ from: '2026-02-28T23:55:00.000Z', to: '2026-03-02T12:00:00.000Z' });
});

test('what goes wrong in a list goes on outwards', async () => {
  const failing: FactSource = async () => err({ code: 'provider_refused' });
  expect(await inTurn({ failing })(window, null)).toEqual(err({ code: 'provider_refused' }));
  expect(await dayByDay(failing)(window, null)).toEqual(err({ code: 'provider_refused' }));
});
