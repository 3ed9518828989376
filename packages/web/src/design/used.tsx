import type { SpenderPeriod } from '@scrip/client';
import { number } from '../language/format.ts';
import { When } from './parts.tsx';

/**
 * What is used of a spender's limit, open holds included, and when it starts anew.
 * @property limit in credits; without it, only what is used is shown
 * @property anew the words before the time
 */
export const Used = ({
  held,
  period: { spent, left, startsAnewAt },
  limit,
  usedOf,
  anew,
}: {
  held: number;
  period: SpenderPeriod;
  limit: number | undefined;
  usedOf: (used: string, limit: string) => string;
  anew: string;
}) => {
  const used = number(spent + held);
  return (
    <>
      <span class={left === 0 ? 'zero' : ''}>{limit === undefined ? used : usedOf(used, number(limit))}</span>
      {limit !== undefined && (
        <span class="block small second">
          {anew} <When at={startsAnewAt} withTime />
        </span>
      )}
    </>
  );
};
