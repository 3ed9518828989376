import { getMeter } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { queryClient, valueOf } from '../../data/query.ts';
import { client } from '../client.ts';

/** Reads the list of meters again. */
export const lookAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['agency-meters'] });

/** A meter as it is now, with the ETag that a change of it names. @param meterId undefined for a new one */
export const useStoredMeter = (meterId: string | undefined) =>
  useQuery({
    queryKey: ['agency-meter', meterId],
    enabled: meterId !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const answer = await client.call(getMeter, { params: { meterId: meterId ?? '' } }, { signal });
      const meter = await valueOf(Promise.resolve(answer));
      return { meter, etag: answer.ok ? (answer.headers.get('etag') ?? '') : '' };
    },
  });
