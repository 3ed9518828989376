import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { endpointsOf } from '../events/endpoints.ts';
import type { Cursor } from '../table/cursor.ts';
import { changeItem, type Change, type ChangeKind } from '../table/items/change.ts';
import { deliveryItem } from '../table/items/endpoint.ts';
import { changesPartition, deliveriesPartition } from '../table/keys.ts';
import { rewritePage } from '../table/rewrite.ts';
import type { Table } from '../table/table.ts';
import { erasedJson } from './erased-json.ts';

/**
 * What changes say in words of an account's people beside notes, labels and reasons: fields of the record. Undefined: no
 * account's, or without texts. Such records are small: the log has all of them.
 */
const WORDED = {
  adjustment: [],
  expiry_extension: [],
  spend: [],
  transfer: [],
  spend_refund: [],
  purchase_refund: [],
  order: [],
  invoice: [],
  hold: ['reference'],
  spender: ['name'],
  api_key: ['name'],
  settings: undefined,
  package: undefined,
  product: undefined,
  service: undefined,
  promo_codes: undefined,
  credit_limit: undefined,
  meter: undefined,
  allowance: undefined,
  allowance_account: undefined,
  endpoint: undefined,
  endpoint_secret: undefined,
  profile: undefined,
  person: undefined,
  invitation: undefined,
  merge: undefined,
  erasure: undefined,
  export: undefined,
} as const satisfies Record<ChangeKind, readonly string[] | undefined>;

/** Erases the texts of an account in one page of its agency's audit log. No list has the account's changes alone. */
export const eraseAuditLogPage = (
  table: Table,
  { agency, account }: AccountRef,
  cursor: Cursor | undefined,
) =>
  rewritePage(table, { partition: changesPartition(agency), schema: changeItem, cursor }, (change) =>
    withoutTextsOf(account, change),
  );

const withoutTextsOf = (account: AccountId, change: Change): Change => {
  const worded = WORDED[change.kind];
  if (!worded) return change;
  const [before, after] = [change.before, change.after].map((state) => erasedState(account, state, worded));
  if (before === change.before && after === change.after) return change;
  return { ...change, ...(before && { before }), ...(after && { after }) };
};

const erasedState = (
  account: AccountId,
  state: Change['before'],
  worded: readonly string[],
): Change['before'] => {
  if (!state?.isWhole || !isAbout(account, state.json)) return state;
  const json = erasedJson(state.json, worded);
  return json === state.json ? state : { ...state, json };
};

const isAbout = (account: AccountId, json: string): boolean => {
  const state: unknown = JSON.parse(json);
  return typeof state === 'object' && state !== null && 'account' in state && state.account === account;
};

/** Between an endpoint and the place in its deliveries. IDs of endpoints have no such character. */
const SEPARATOR = '.';

/** Events whose reference is no entry's, and worded all the same. */
const WORDED_REFERENCE = /^(?:hold|approval)\./;

/**
 * Erases the texts of an account in one page of what was sent to its agency's endpoints, one endpoint after the other.
 * A deleted endpoint's deliveries can't be read any more, and are cleared away within 30 days.
 */
export const eraseDeliveriesPage = async (
  table: Table,
  { agency, account }: AccountRef,
  cursor: Cursor | undefined,
): Promise<Cursor | null> => {
  const ids = (await endpointsOf(table, agency)).map(({ id }) => id).toSorted();
  const [from = '', within = ''] = cursor?.split(SEPARATOR) ?? [];
  const id = ids.find((one) => one >= from);
  if (id === undefined) return null;
  const next = await rewritePage(
    table,
    {
      partition: deliveriesPartition(agency, id),
      schema: deliveryItem,
      ...(id === from && within !== '' && { cursor: within }),
    },
    (delivery) => {
      if (delivery.account !== account) return delivery;
      const event = erasedJson(delivery.event, WORDED_REFERENCE.test(delivery.type) ? ['reference'] : []);
      return event === delivery.event ? delivery : { ...delivery, event };
    },
  );
  if (next !== null) return `${id}${SEPARATOR}${next}`;
  const following = ids.find((one) => one > id);
  return following === undefined ? null : following + SEPARATOR;
};
