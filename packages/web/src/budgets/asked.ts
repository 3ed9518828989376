import type { Result, Spender, SpenderInput } from '@scrip/client';

/** Which dialog about a budget is open. */
export type Asked = { do: 'make' } | { do: 'change' | 'remove'; spender: Spender };

/** Stores a spender. @param etag what is changed; undefined for a new one */
export type WriteSpender = (
  spender: Spender | undefined,
  body: SpenderInput,
  idempotencyKey: string,
  etag: string | undefined,
) => Promise<Result<Spender, { code: string }>>;
