import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountTransferRoutes } from '../../shared/http/routes/agency/transfers.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { onBehalfOf } from '../../shared/transfers/sender.ts';

export const accountTransferHandlers = (ledger: Ledger): Handlers<typeof accountTransferRoutes> => ({
  createAccountTransfer: async ({ caller, params: { accountId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    const sender = onBehalfOf(caller, accountId);
    return movedAnswer(await sendCredits(asked, sender, body, idempotencyKey), (sent) => sent);
  },
});
