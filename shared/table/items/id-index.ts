import * as z from 'zod';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';

/** Which records of a kind an agency, or an account of it, has: read and written with each new or removed one, it makes their limit exact. */
export const idIndexItem = z.object({
  agency: agencyId,
  account: accountId.exactOptional(),
  version: z.int().min(0),
  ids: z.array(recordId),
});
