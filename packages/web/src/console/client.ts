import { agencyClient, getSettings } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../data/query.ts';
import { credential } from '../session/session.ts';

export const client = agencyClient({ baseUrl: location.origin, credential });

/** The agency's settings, with their ETag for a later change. */
export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => {
      const answer = await client.call(getSettings, {}, { signal });
      const settings = await valueOf(Promise.resolve(answer));
      return { settings, etag: answer.ok ? answer.headers.get('etag') : null };
    },
    staleTime: 60_000,
  });
