import { listPeople, type NeededClaims, type PersonPage, type Result } from '@scrip/client';
import { usePages } from '../../data/pages.ts';
import { client } from '../client.ts';

/** `claims` where people sign in elsewhere: what a token of theirs needs. */
type Team = PersonPage & { claims: NeededClaims | undefined };

const readTeam = async (
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Result<Team, { code: string }>> => {
  const answer = await client.call(listPeople, { query: { cursor } }, { signal });
  const success = (value: Team, { status, headers }: { status: number; headers: Headers }) =>
    ({ ok: true, value, status, headers, orThrow: () => value }) as const;
  if (answer.ok) return success({ ...answer.value, claims: undefined }, answer);
  const { failure } = answer;
  if (failure.code !== 'no_user_pool') return answer;
  const team = { items: [], cursor: null, claims: failure.claims };
  return success(team, { status: failure.status, headers: answer.headers ?? new Headers() });
};

/** The members of the team, as far as this deployment knows them. */
export const useTeam = () => usePages(['people'], readTeam);
