import type * as z from 'zod';
import type { redemptionView } from '../../shared/http/routes/store/codes.ts';
import type { Use } from '../../shared/table/items/promo-code.ts';

/** @param name of the promotion that the code was of */
export const viewOf = (name: string, use: Use): z.input<typeof redemptionView> => {
  const { hint, credits, expiresAt, at, entry } = use;
  return { name, hint, credits, expiresAt, at, entry };
};
