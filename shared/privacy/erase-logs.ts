import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { endpointsOf } from '../events/endpoints.ts';
import type { Cursor } from '../table/cursor.ts';
import { changeItem, type Change, type ChangeKind } from '../table/items/change.ts';
import { deliveryItem } from '../table/items/endpoint.ts';
import { changesPartition, deliveriesPartition } from '../table/keys.ts';
import { rewritePage } from '../table/rewrite.ts';
import type { Table } from '../table/table.ts';
import { erasedJson } from './erased-json.ts';

/** Changes that tell of one account. Their records are small: the log has all of them. */
const OF_ACCOUNTS: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'adjustment',
  'expiry_extension',
  'spend',
  'transfer',
  'spend_refund',
  'purchase_refund',
  'order',
  'invoice',
  'spender',
  'api_key',
]);

/** Whose name is one that the account's people gave. */
const NAMED: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['spender', 'api_key']);

/** Erases the texts of an account in one page of its agency's audit log. No list has the account's changes alone. */
export const eraseAuditLogPage = (
  table: Table,
  { agency, account }: AccountRef,
  cursor: Cursor | undefined,
) =>
  rewritePage(table, { partition: changesPartition(agency), schema: changeItem, cursor }, (change) =>
    OF_ACCOUNTS.has(change.kind) ? withoutTextsOf(account, change) : change,
  );

const withoutTextsOf = (account: AccountId, change: Change): Change => {
  const isNamed = NAMED.has(change.kind);
  const [before, after] = [change.before, change.after].map((state) => erasedState(account, state, isNamed));
  if (before === change.before && after === change.after) return change;
  return { ...change, ...(before && { before }), ...(after && { after }) };
};

const erasedState = (account: AccountId, state: Change['before'], isNamed: boolean): Change['before'] => {
  if (!state?.isWhole || !isAbout(account, state.json)) return state;
  const json = erasedJson(state.json, isNamed);
  return json === state.json ? state : { ...state, json };
};

const isAbout = (account: AccountId, json: string): boolean => {
  const state: unknown = JSON.parse(json);
  return typeof state === 'object' && state !== null && 'account' in state && state.account === account;
};

/** Between an endpoint and the place in its deliveries. IDs of endpoints have no such character. */
const SEPARATOR = '.';

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
      const event = erasedJson(delivery.event);
      return event === delivery.event ? delivery : { ...delivery, event };
    },
  );
  if (next !== null) return `${id}${SEPARATOR}${next}`;
  const following = ids.find((one) => one > id);
  return following === undefined ? null : following + SEPARATOR;
};
