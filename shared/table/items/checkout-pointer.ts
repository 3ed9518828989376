import * as z from 'zod';
import { accountId } from '../../kernel/ids.ts';

/** Whose a checkout is. */
export const checkoutPointerItem = z.object({ account: accountId });
