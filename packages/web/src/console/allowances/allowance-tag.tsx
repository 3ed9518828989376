import type { Allowance } from '@scrip/client';
import { Tag } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';
import { t } from '../texts.ts';

/** What a period brings: "50 credits each month". */
export const perPeriod = ({ amount, every }: Allowance): string =>
  t.value.allowances.perPeriod[every](common.value.credits(amount));

/** @param today the agency's day */
export const AllowanceTag = ({
  allowance: { startsOn, endsOn, paused },
  today,
}: {
  allowance: Allowance;
  today: string;
}) => {
  const { states } = t.value.allowances;
  if (endsOn !== undefined && endsOn < today) return <Tag icon="close">{states.ended}</Tag>;
  if (paused === true)
    return (
      <Tag tone="low" icon="alert">
        {states.paused}
      </Tag>
    );
  return today < startsOn ? (
    <Tag tone="accent" icon="clock">
      {states.upcoming}
    </Tag>
  ) : (
    <Tag tone="in" icon="check">
      {states.running}
    </Tag>
  );
};
