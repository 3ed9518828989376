import { type Allowance, type AllowanceInput, getAllowance } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { queryClient, valueOf } from '../../data/query.ts';
import { todayIn } from '../../language/calendar.ts';
import { client, useSettings } from '../client.ts';
import { href } from '../paths.ts';
import { formOf, inputOf } from './form.ts';

export const allowanceHref = (id: string): string => href(`/allowances/${encodeURIComponent(id)}`);

/** Reads the list of allowances and everything of each one again. */
export const lookAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['allowances'] });

/** An allowance with the ETag that a change of it names. */
export type StoredAllowance = { allowance: Allowance; etag: string };

/** What would be sent to store an allowance as it was read. */
export const inputFrom = ({ allowance }: StoredAllowance): AllowanceInput | undefined =>
  inputOf(formOf(allowance));

export const useStoredAllowance = (allowanceId: string | undefined) =>
  useQuery({
    queryKey: ['allowances', allowanceId],
    enabled: allowanceId !== undefined,
    staleTime: 0,
    queryFn: async ({ signal }): Promise<StoredAllowance> => {
      const params = { allowanceId: allowanceId ?? '' };
      const answer = await client.call(getAllowance, { params }, { signal });
      const allowance = await valueOf(Promise.resolve(answer));
      return { allowance, etag: answer.ok ? (answer.headers.get('etag') ?? '') : '' };
    },
  });

/** The agency's time zone, in which days of allowances are. */
export const useZone = (): string => useSettings().data?.settings.timeZone ?? 'UTC';

/** The day that it is for the agency. */
export const useToday = (): string => todayIn(useZone());
