import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { CloudEvent, EventType } from '../../shared/table/items/cloud-event.ts';
import {
  creditRequestItem,
  creditRequestPointerItem,
  type CreditRequest,
} from '../../shared/table/items/credit-request.ts';
import type { CreditRequestStatus } from '../../shared/table/items/decision.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { creditRequestKey, creditRequestsOfPartition } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode, type Table } from '../../shared/table/table.ts';
import { all, publishedIds, same } from './differences-of-things.ts';
import type { History } from './history.ts';
import type { Intent } from './intent.ts';
import { heirOfMerging, isMerging } from './merging-of-accounts.ts';
import { idIn } from './wishes.ts';

/**
 * I5 and I6 of credit requests: each that was accepted credited the account that has it, once, and no other one; each is
 * in the list of that account only, and its events are about whoever had it then. One that somebody asked for whose
 * account merged is theirs, or has moved to the account that stays.
 * @param wanted by everybody at the agency
 * @param events about this account, each once
 */
export const requestsThatDiffer = async (
  table: Table,
  { ref, entries }: History,
  wanted: readonly Intent[],
  events: readonly CloudEvent[],
): Promise<string[]> => {
  const asked = [...new Map(wanted.flatMap((intent) => requestIn(intent) ?? []))];
  const keys = asked.map(([id]) => creditRequestKey(ref.agency, id));
  const read = await readTogether(table, keys);
  const requests = keys.flatMap((key) => decode(creditRequestItem, read(key)) ?? []);
  const own = requests.filter(({ account }) => account === ref.account);
  const listed = await all(table, creditRequestsOfPartition(ref), creditRequestPointerItem);
  const known = new Set(ids(requests));
  const askedHere = asked.filter(([, by]) => by.account === ref.account).map(([id]) => id);
  const published = (type: EventType) => publishedIds(events, type, 'requestId');
  const ended = (status: CreditRequestStatus) => own.filter((request) => request.status === status);
  const owners = new Set(
    [ref, ...(isMerging(ref) ? [heirOfMerging(ref)] : [])].map(({ account }) => account),
  );
  return [
    ...same(
      'requests asked for and where they may be',
      askedHere,
      ids(requests.filter(({ id, account }) => askedHere.includes(id) && owners.has(account))),
    ),
    ...same('requests and their list', ids(own), ids(listed)),
    ...same(
      'accepted requests and their entries',
      ended('accepted').map(placeOf),
      entries.filter(({ kind }) => kind === 'request').map(placeOfEntry),
    ),
    ...same(
      'bonuses of accepted requests and their entries',
      ended('accepted').flatMap(({ id, bonusCredits }) => (bonusCredits > 0 ? `${id}:${bonusCredits}` : [])),
      entries.flatMap(({ kind, reference, amount }) =>
        kind === 'bonus' && known.has(reference) ? `${reference}:${amount}` : [],
      ),
    ),
    ...same('requests and their events', askedHere, published('request.created')),
    ...(['accepted', 'rejected', 'cancelled'] as const).flatMap((status) =>
      same(`${status} requests and their events`, ids(ended(status)), published(`request.${status}`)),
    ),
    ...ended('pending').map(({ id }) => `request ${id} is pending past its date`),
    ...own
      .filter(isDecidedAmiss)
      .map(({ id }) => `request ${id} was decided twice by one person, or by its own`),
  ];
};

/** A request's id, and who asked for it. */
const requestIn = (intent: Intent): [string, AccountRef][] | undefined => {
  const id = intent.kind === 'request' ? idIn(intent) : undefined;
  return id === undefined ? undefined : [[id, intent.ref]];
};

const ids = (some: readonly { id: string }[]): string[] => some.map(({ id }) => id);

const placeOf = ({ id, credits, entry }: CreditRequest): string => `${id}:${credits} at ${entry?.number}`;

const placeOfEntry = ({ reference, amount, number }: Entry): string => `${reference}:${amount} at ${number}`;

const isDecidedAmiss = ({ account, requestedBy, decisions }: CreditRequest): boolean => {
  const by = decisions.map((decision) => decision.by);
  return new Set(by).size !== by.length || by.includes(account) || by.includes(requestedBy);
};
