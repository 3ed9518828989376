import type * as z from 'zod';
import type { MadeKey } from '../access/create-spender-key.ts';
import type { newSpenderKeyView, spenderKeyView } from '../http/routes/spender-key-views.ts';
import { shownKey } from '../spenders/spender-keys.ts';
import type { SpenderKey } from '../table/items/api-key.ts';

type View = z.input<typeof spenderKeyView>;

/** A key of a spender, for its account's owner and for the agency. */
export const viewOf = (record: SpenderKey): View => {
  const { account: _account, revokedAt: _revokedAt, ttl: _ttl, ...shown } = shownKey(record);
  return shown;
};

/** What a new key answers, with the key itself. */
export const createdAnswer = ({
  record,
  key,
}: MadeKey): { status: 201; body: z.input<typeof newSpenderKeyView> } => ({
  status: 201,
  body: { ...viewOf(record), key },
});
