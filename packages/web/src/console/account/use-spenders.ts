import { listAccountSpenders } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../../data/query.ts';
import { client } from '../client.ts';

/** Who spends from an account under a budget. */
export const useSpenders = (accountId: string) =>
  useQuery({
    queryKey: ['spenders', accountId],
    queryFn: ({ signal }) => valueOf(client.call(listAccountSpenders, { params: { accountId } }, { signal })),
  });
