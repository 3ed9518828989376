import { postDueAllowances } from '../../functions/sweeper/post-allowances.ts';
import { allowances, putAllowance } from '../../shared/allowances/allowance.ts';
import { addToAllowance, type Joining } from '../../shared/allowances/change-accounts.ts';
import { deleteRecord } from '../../shared/agency/crud.ts';
import { etagOf } from '../../shared/agency/etag.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AllowanceSchedule, AllowanceTerms } from '../../shared/table/items/allowance.ts';
import { readOne } from '../../shared/table/read.ts';
import { entriesOf } from './ledger.ts';

/** 100 credits a month that expire as the next one begins. */
export const monthly: AllowanceSchedule & AllowanceTerms = {
  name: 'Monthly credits',
  every: 'month',
  startsOn: '2026-01-01',
  amount: 100,
  expiry: 'period_end',
};

/** A ledger at a time of the test's. */
export const at = (ledger: Ledger, time: string): Ledger => ({ ...ledger, now: () => Date.parse(time) });

/** Puts an allowance over whatever is there. */
export const put = async (
  ledger: Ledger,
  { agency }: AccountRef,
  id: string,
  input: AllowanceSchedule & AllowanceTerms,
) => {
  const before = await readOne(ledger.table, allowances.key(agency, id), allowances.schema);
  const tags = before && { 'if-match': [etagOf(before)] };
  return await putAllowance(ledger, { agency, actor: 'admin' }, id, input, { ...tags });
};

/** Deletes an allowance. */
export const remove = async (ledger: Ledger, { agency }: AccountRef, id: string): Promise<void> => {
  const resource = resourceIn(allowances, agency, id);
  const before = await readOne(ledger.table, resource.key, resource.schema);
  if (!before) throw new Error('there is none');
  const tags = { 'if-match': [etagOf(before)] };
  const gone = await deleteRecord(ledger, { agency, actor: 'admin' }, resource, tags);
  if (!gone.ok) throw new Error(gone.error.code);
};

export const join = async (
  ledger: Ledger,
  ref: AccountRef,
  id: string,
  more: Partial<Joining> = {},
): Promise<void> => {
  const who = { agency: ref.agency, actor: 'admin' };
  const joined = await addToAllowance(ledger, who, ref, id, { firstPeriod: 'next', create: true, ...more });
  if (!joined.ok) throw new Error(joined.error.code);
};

export const post = async (ledger: Ledger, { agency }: AccountRef): Promise<void> =>
  await postDueAllowances(ledger, agency, () => 900_000);

/** What was posted to an account: reference and credits. */
export const postedTo = async (ledger: Ledger, ref: AccountRef): Promise<[string, number][]> =>
  (await entriesOf(ledger, ref))
    .filter(({ kind }) => kind === 'allowance')
    .map(({ reference, amount }) => [reference, amount]);
