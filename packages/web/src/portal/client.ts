import { customerClient, getAccount } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../data/query.ts';
import { credential } from '../session/session.ts';

export const client = customerClient({ baseUrl: location.origin, credential });

/** The account as it is: the header and most pages show something of it. */
export const useAccount = () =>
  useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => valueOf(client.call(getAccount, {}, { signal })),
    refetchInterval: 60_000,
  });

/** Whether the agency lets customers see what they have. Where it does not, or while that is not known, no page says it. */
export const useBalanceShown = (): boolean => useAccount().data?.widget.visible === true;
