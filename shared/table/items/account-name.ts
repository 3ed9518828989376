import * as z from 'zod';
import { accountId, agencyId } from '../../kernel/ids.ts';

/** That an agency has an account of this name. */
export const accountNameItem = z.object({ agency: agencyId, account: accountId });
