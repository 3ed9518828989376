import * as z from 'zod';
import type { StripeAccount } from './account.ts';
import { lineItems } from './line-items.ts';
import { show } from './show.ts';

const record = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/** @returns the object that this field of `parent` names by its id, or undefined when it names none */
const resolve = (
  account: StripeAccount,
  parent: Record<string, unknown>,
  field: string,
): object | undefined => {
  if (field === 'line_items' && parent['object'] === 'checkout.session') {
    const session = account.sessions.get(String(parent['id']));
    const url = `/v1/checkout/sessions/${String(parent['id'])}/line_items`;
    return session && { object: 'list', url, has_more: false, data: lineItems(session) };
  }
  const id = parent[field];
  if (typeof id !== 'string') return undefined;
  const { sessions, paymentIntents, charges, refunds, disputes, balanceTransactions } = account;
  for (const collection of [paymentIntents, charges, balanceTransactions, sessions, refunds, disputes]) {
    const found = collection.get(id);
    if (found !== undefined) return show(account, found);
  }
  return undefined;
};

const expandOne = (account: StripeAccount, value: unknown, [field, ...rest]: readonly string[]): unknown => {
  if (field === undefined) return value;
  const many = list.safeParse(value);
  if (many.success) return many.data.map((item) => expandOne(account, item, [field, ...rest]));
  const parent = record.safeParse(value);
  if (!parent.success) return value;
  const child = resolve(account, parent.data, field) ?? parent.data[field];
  return { ...parent.data, [field]: expandOne(account, child, rest) };
};

/**
 * Puts objects in the place of their ids, as https://docs.stripe.com/api/expanding_objects has it.
 * @param paths such as `payment_intent.latest_charge` or `data.charge`; one that leads nowhere changes nothing
 */
export const expand = (account: StripeAccount, answer: object, paths: readonly string[]): unknown =>
  paths.reduce<unknown>((value, path) => expandOne(account, value, path.split('.')), answer);
