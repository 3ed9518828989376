import { listApprovals } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Notice } from '../../design/parts.tsx';
import { valueOf } from '../../data/query.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { budgetTexts } from '../../budgets/texts.ts';

/** How many requests wait for the owner; nothing where none do, and for a spender. */
export const Waiting = () => {
  const t = budgetTexts().approvals;
  const account = useAccount();
  const open = useQuery({
    queryKey: ['approvals', 'open'],
    queryFn: ({ signal }) =>
      valueOf(client.call(listApprovals, { query: { status: 'open', limit: 100 } }, { signal })),
    enabled: account.data !== undefined && account.data.spender === undefined,
  });
  const count = open.data?.items.length ?? 0;
  return count === 0 ? null : (
    <Notice tone="accent">
      {t.waiting(count)} <a href={href('/budgets')}>{t.look}</a>
    </Notice>
  );
};
