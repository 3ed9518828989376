import { getProfile } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { client } from '../client.ts';

/** What a customer is called: the profile's name, where there is one, else the account. */
export const useName = (accountId: string | undefined): string =>
  useQuery({
    queryKey: ['profile-name', accountId],
    enabled: accountId !== undefined,
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const found = await client.call(getProfile, { params: { accountId: accountId ?? '' } }, { signal });
      if (!found.ok && found.failure.code === 'not_found') return null;
      return found.orThrow().name ?? null;
    },
  }).data ??
  accountId ??
  '';
