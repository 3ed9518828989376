import { canonicalHash } from '../kernel/canonical.ts';
import type { Spender } from '../table/items/spender.ts';

/** Distinguishes what people decided of a spender. Its version would not do: that changes with every spend. */
export const etagOfSpender = ({ name, kind, limits, onlyFor, above = 'refuse' }: Spender): string =>
  `"${canonicalHash({ name, kind, limits, above, ...(onlyFor && { onlyFor }) }).slice(0, 16)}"`;
