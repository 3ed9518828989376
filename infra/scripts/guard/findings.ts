import type { Acknowledged } from './acknowledged.ts';

/** What a validator of templates reports. */
export type Violation = {
  ruleName: string;
  violatingResources: readonly { resourceLogicalId?: string }[];
};

/** The CDK ends a logical id with eight characters of its path's hash. */
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/**
 * What is left of violations after those that are acknowledged, and acknowledgements that no violation needs any more.
 * @returns a line for each
 */
export const findingsIn = (
  violations: readonly Violation[],
  acknowledged: readonly Acknowledged[],
): string[] => {
  const used = new Set<Acknowledged>();
  const unexpected = violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.flatMap(({ resourceLogicalId: id }) => {
      // A rule that spans resources also reports itself, without one.
      if (id === undefined || id === '') return [];
      const known = acknowledged.find(
        ({ rule, resources }) => rule === ruleName && resources.test(withoutHash(id)),
      );
      if (known === undefined) return [`${ruleName}: ${id}`];
      used.add(known);
      return [];
    }),
  );
  const stale = acknowledged
    .filter((one) => !used.has(one))
    .map(({ rule }) => `${rule}: acknowledged, but nothing violates it: remove the acknowledgement`);
  return [...new Set(unexpected), ...stale];
};
