import { listAccountAllowances } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { OwnAllowances } from '../../allowances/own-allowances.tsx';
import { State } from '../../design/parts.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { allowanceHref, useZone } from '../allowances/stored-allowance.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { useThings } from '../things.ts';

/** The allowances that an account gets. Days are the agency's, as in everything that it sees of allowances. */
export const Allowances = ({ accountId }: { accountId: string }) => {
  const zone = useZone();
  const allowances = useQuery({
    queryKey: ['allowances', 'of-account', accountId],
    queryFn: ({ signal }) =>
      valueOf(client.call(listAccountAllowances, { params: { accountId } }, { signal })),
  });
  const isRestricted = allowances.data?.items.some(({ onlyFor }) => onlyFor !== undefined) === true;
  const things = useThings(isRestricted);
  const what = t.value.accounts.lists.allowances;
  return (
    <Answer of={allowances} what={what}>
      {({ items }) =>
        items.length === 0 ? (
          <State title={t.value.accounts.noneOf(what)} level={3} />
        ) : (
          <>
            <OwnAllowances items={items} things={things} hrefOf={allowanceHref} zone={zone} />
            <div class="body">
              <ZoneNote zone={zone} />
            </div>
          </>
        )
      }
    </Answer>
  );
};
