import * as z from 'zod';
import { accountInPath } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { transferring } from '../transfers.ts';

export const accountTransferRoutes = {
  createAccountTransfer: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/transfers',
    lambda: 'agency',
    scope: 'agency:write',
    summary: "Send an account's credits to another account on its behalf",
    description:
      "The rules are those of the customer's own transfers. The Idempotency-Keys are separate from the customer's.",
    params: z.strictObject({ accountId: accountInPath }),
    ...transferring,
    example: {
      params: { accountId: 'alice' },
      body: { to: { account: 'bob' }, amount: 5, note: 'Happy birthday' },
    },
  }),
};
