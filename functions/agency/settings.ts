import { readRecord } from '../../shared/agency/crud.ts';
import { settingsResource } from '../../shared/agency/settings.ts';
import { answer } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { settingsRoutes } from '../../shared/http/routes/agency/settings.ts';
import { putSettings } from '../../shared/payments/put-settings.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { okTagged, putTagged } from './tagged.ts';

export const settingsHandlers = (ledger: Ledger): Handlers<typeof settingsRoutes> => ({
  getSettings: async ({ caller: { agency } }) =>
    orNotBegun(answer(await readRecord(ledger.table, settingsResource(agency)), okTagged)),

  putSettings: async ({ caller, headers, body }) => {
    const { agency } = caller;
    const wanted = { ...body, agency, version: 0 };
    return answer(await putSettings(ledger, caller, wanted, headers), putTagged);
  },
});
