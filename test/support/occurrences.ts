import { expect } from 'vitest';

/**
 * Counts how often the interesting cases of a property came up. A property proves nothing about a case that it never
 * met, so `report` prints the counts and fails where one is too small.
 * @param cases those that have to come up; others may be counted too
 */
export const occurrencesOf = (...cases: readonly string[]) => {
  const counts = new Map(cases.map((name) => [name, 0]));
  return {
    /** @param isSo whether the case came up this time */
    saw: (name: string, isSo = true): void => {
      if (isSo) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    /** @param least how often each of the cases has to have come up */
    report: (least = 1): void => {
      const { currentTestName = '' } = expect.getState();
      const all = [...counts].map(([name, count]) => `${name}: ${count}`).join(', ');
      process.stdout.write(`${currentTestName}\n  ${all}\n`);
      const rare = cases.filter((name) => (counts.get(name) ?? 0) < least);
      expect(rare, `cases that came up less than ${least} times (${all})`).toEqual([]);
    },
  };
};
