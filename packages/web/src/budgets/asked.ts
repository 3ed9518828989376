import type { Spender } from '@scrip/client';

/** Which dialog about a budget is open. */
export type Asked = { do: 'make' } | { do: 'change' | 'remove'; spender: Spender };
