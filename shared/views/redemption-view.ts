import type * as z from 'zod';
import type { redemptionView } from '../http/routes/store/codes.ts';
import type { Redeemed } from '../store/redeem.ts';
import type { Redemption } from '../table/items/promo-code.ts';
import type { Page } from '../table/list.ts';

export const viewOf = ({
  name,
  use: { hint, credits, expiresAt, at, entry },
}: Redeemed): z.input<typeof redemptionView> => ({ name, hint, credits, expiresAt, at, entry });

/** A page of redemptions, each promotion with all of its uses, newest first. */
export const redemptionPage = ({ items, cursor }: Page<Redemption>) => ({
  items: items
    .flatMap(({ name, uses }) => uses.map((use) => viewOf({ name, use })))
    .toSorted((one, other) => other.entry - one.entry),
  cursor,
});

/** The same of several accounts, for their agency. */
export const accountRedemptionPage = ({ items, cursor }: Page<Redemption>) => ({
  items: items.flatMap(({ name, uses, account }) =>
    account === undefined ? [] : uses.map((use) => ({ account, ...viewOf({ name, use }) })),
  ),
  cursor,
});
