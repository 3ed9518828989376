import { createHash } from 'node:crypto';
import type { AdjustmentInput } from '@scrip/client';
import * as z from 'zod';
import type { ImportLine } from './lines.ts';

export const movement = z.object({
  line: z.number(),
  account: z.string(),
  /** The idempotency key: however often the line is sent, its credits come once. */
  key: z.string(),
  amount: z.number(),
  class: z.enum(['paid', 'promo']),
  expiresAt: z.string().optional(),
  onlyFor: z
    .object({
      products: z.array(z.string()).optional(),
      categories: z.array(z.string()).optional(),
      services: z.array(z.string()).optional(),
      meters: z.array(z.string()).optional(),
    })
    .optional(),
  reference: z.string(),
  reason: z.string(),
});

/** The credits of one line. */
export type Movement = z.infer<typeof movement>;

const keyOf = (...parts: (string | number)[]): string =>
  `import-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;

/**
 * The credits that lines bring. A line is known by the import, its account and its old ID, or else by its place among
 * the account's lines: so lines may be sorted or added, and a line whose amount was edited after it was imported is
 * refused instead of being counted twice.
 */
export const movementsOf = (importId: string, reason: string, lines: readonly ImportLine[]): Movement[] => {
  const places = new Map<string, number>();
  return lines.flatMap(({ line, account, balance, class: lotClass, expiresAt, onlyFor, oldId }) => {
    const place = (places.get(account) ?? 0) + 1;
    if (oldId === undefined) places.set(account, place);
    if (balance === 0) return [];
    return [
      {
        line,
        account,
        key: oldId === undefined ? keyOf(importId, account, place) : keyOf(importId, account, 'id', oldId),
        amount: balance,
        class: lotClass,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(onlyFor !== undefined && { onlyFor }),
        reference: oldId ?? importId,
        reason,
      },
    ];
  });
};

/** What brings the credits of a line. */
export const adjustmentOf = (moved: Movement): AdjustmentInput => ({
  type: 'in',
  amount: moved.amount,
  class: moved.class,
  ...(moved.expiresAt !== undefined && { expiresAt: moved.expiresAt }),
  ...(moved.onlyFor !== undefined && { onlyFor: moved.onlyFor }),
  reason: moved.reason,
  reference: moved.reference,
  create: true,
});

/** What takes them back, and its own key. The reason never differs: a repetition must be the same request. */
export const reversalOf = ({ amount, onlyFor, reference, key }: Movement) => ({
  idempotencyKey: `undo-${key}`,
  body: {
    type: 'out',
    amount,
    ...(onlyFor !== undefined && { onlyFor }),
    reason: 'Import undone',
    reference,
  } satisfies AdjustmentInput,
});
