import { listAgencyCreditRequests } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../../data/query.ts';
import { client } from '../client.ts';

/** As many as are counted; more are shown as "50+". */
export const MAX_COUNTED = 50;

/** The pending credit requests, for the number beside Requests. */
export const useWaiting = () =>
  useQuery({
    queryKey: ['credit-requests', 'waiting'],
    queryFn: ({ signal }) =>
      valueOf(
        client.call(
          listAgencyCreditRequests,
          { query: { status: 'pending', limit: MAX_COUNTED } },
          { signal },
        ),
      ),
    refetchInterval: 30_000,
  });
