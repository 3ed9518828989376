import { extendExpiry } from '../../shared/account/extend-expiry.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { expiryExtensionRoutes } from '../../shared/http/routes/agency/expiry-extensions.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';

export const expiryExtensionHandlers = (ledger: Ledger): Handlers<typeof expiryExtensionRoutes> => ({
  createExpiryExtension: async ({ caller, params: { accountId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return movedAnswer(await extendExpiry(asked, caller, accountId, body, idempotencyKey), (made) => made);
  },
});
