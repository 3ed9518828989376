import { settingsFrom } from '../agency/settings.ts';
import type { Instant } from '../kernel/clock.ts';
import { timedIdOf, type AccountId, type AccountRef, type AgencyId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ifOfAny, listOfAny } from '../ledger/of-any.ts';
import {
  creditRequestItem,
  creditRequestPointerItem,
  type CreditRequest,
  type Proof,
} from '../table/items/credit-request.ts';
import {
  creditRequestKey,
  creditRequestsList,
  creditRequestsOfPartition,
  settingsKey,
} from '../table/keys.ts';
import { listPage, type Page, type PageRequest } from '../table/list.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decode, decodeListed } from '../table/table.ts';
import { instructionsFor } from './ask.ts';
import { proofsOf } from './proofs.ts';

/** A request with what there is to do: how to pay, and what was given as proof. */
export type CreditRequestDetail = {
  request: CreditRequest;
  instructions: ReturnType<typeof instructionsFor>;
  proofs: Proof[];
};

/** @returns undefined for what is no request of this account, nor of one that merged with it */
export const creditRequestDetailOf = async (
  { table }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<CreditRequestDetail | undefined> => {
  const read = await readTogether(table, [creditRequestKey(ref.agency, id), settingsKey(ref.agency)]);
  const stored = decode(creditRequestItem, read(creditRequestKey(ref.agency, id)));
  const request = await ifOfAny(table, ref, stored);
  if (!request) return undefined;
  const proofs = request.proofs === 0 ? [] : await proofsOf(table, request);
  return { request, instructions: instructionsFor(request, settingsFrom(read, ref.agency)), proofs };
};

/** The requests of an account and of those that merged into it, newest first: one Query and two BatchGets. */
export const creditRequestsOf = async (
  { table }: Ledger,
  ref: AccountRef,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<CreditRequest>, { code: 'invalid_cursor' }>> => {
  const page = await listOfAny(table, ref, creditRequestsOfPartition, {
    item: creditRequestPointerItem,
    newestFirst: true,
    limit,
    cursor,
  });
  if (!page.ok) return page;
  const keys = page.value.items.map(({ id }) => creditRequestKey(ref.agency, id));
  const read = await readTogether(table, keys);
  const items = keys.flatMap((key) => decodeListed(creditRequestItem, read(key)) ?? []);
  return ok({ items, cursor: page.value.cursor });
};

/** A page of an agency's requests of one status. What has expired and was not swept yet may still be among the pending. */
export const agencyCreditRequests = (
  { table }: Ledger,
  agency: AgencyId,
  { status, account, method, from, to, ...range }: CreditRequestFilter & PageRequest,
) =>
  listPage(table, {
    partition: creditRequestsList(agency, status),
    inIndex: true,
    item: creditRequestItem,
    where: { account, method },
    from: from && firstIdAt(from),
    to: to && firstIdAt(to),
    ...range,
  });

/** Which of an agency's requests; `from` inclusive, `to` exclusive. */
type CreditRequestFilter = Pick<CreditRequest, 'status'> & {
  account?: AccountId | undefined;
  method?: CreditRequest['method'] | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
};

/** Ids begin with the time, which no id before 1970 has. */
const firstIdAt = (at: Instant): string => timedIdOf('req', Math.max(0, Date.parse(at)), '');

/** A request with its proofs, as those who decide need it. @returns undefined for what is no request of the agency */
export const agencyCreditRequest = async (
  { table }: Ledger,
  agency: AgencyId,
  id: string,
): Promise<{ request: CreditRequest; proofs: Proof[] } | undefined> => {
  const request = await readOne(table, creditRequestKey(agency, id), creditRequestItem);
  return request && { request, proofs: request.proofs === 0 ? [] : await proofsOf(table, request) };
};
