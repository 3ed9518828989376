import { createAdjustment, putProfile, type Client, type ProfileInput } from '@scrip/client';
import type { Failure } from '../failure.ts';
import { adjustmentOf, type Movement } from './movements.ts';
import { refusalOf } from './preview.ts';

export type Posted = { outcome: 'posted' | 'done' } | { outcome: 'refused'; failure: Failure };

/** Brings the credits of a line, once. */
export const post = async (client: Client<'agency'>, moved: Movement): Promise<Posted> => {
  const result = await client.call(
    createAdjustment,
    { params: { accountId: moved.account }, body: adjustmentOf(moved) },
    { idempotencyKey: moved.key },
  );
  if (!result.ok) return { outcome: 'refused', failure: refusalOf(result) };
  return { outcome: result.headers.has('idempotent-replayed') ? 'done' : 'posted' };
};

/** `kept`: the account has another profile, which an import does not replace. */
export type ProfilePosted =
  | { outcome: 'posted' | 'done' | 'kept' }
  | { outcome: 'refused'; failure: Failure };

/** Writes the profile of a line, unless the account has one. */
export const postProfile = async (
  client: Client<'agency'>,
  account: string,
  profile: ProfileInput,
): Promise<ProfilePosted> => {
  const params = { accountId: account };
  const put = await client.call(putProfile, { params, headers: { 'if-none-match': '*' }, body: profile });
  // The same profile again is answered with 200.
  if (put.ok) return { outcome: put.status === 201 ? 'posted' : 'done' };
  return put.failure.code === 'precondition_failed'
    ? { outcome: 'kept' }
    : { outcome: 'refused', failure: refusalOf(put) };
};
