import { apiKeys, shownApiKey } from '../../shared/access/api-keys.ts';
import { createApiKey } from '../../shared/access/create-api-key.ts';
import { revokeApiKey } from '../../shared/access/revoke-api-key.ts';
import { listRecords } from '../../shared/agency/crud.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { apiKeyRoutes } from '../../shared/http/routes/agency/api-keys.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const apiKeyHandlers = (ledger: Ledger): Handlers<typeof apiKeyRoutes> => ({
  createApiKey: async ({ caller, body }) =>
    answer(await createApiKey(ledger, caller, body), ({ record, key }) => ({
      status: 201 as const,
      body: { ...shownApiKey(record), key },
    })),

  listApiKeys: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, apiKeys, agency, query), shownApiKey),

  revokeApiKey: async ({ caller, params: { keyId } }) =>
    answer(await revokeApiKey(ledger, caller, keyId), noContent),
});
