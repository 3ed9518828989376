import { readRecord } from '../../shared/agency/crud.ts';
import { offersOf } from '../../shared/agency/offers.ts';
import { settingsResource } from '../../shared/agency/settings.ts';
import { answer } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { settingsRoutes } from '../../shared/http/routes/agency/settings.ts';
import { putSettings } from '../../shared/payments/put-settings.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { tagged } from './tagged.ts';

export const settingsHandlers = (ledger: Ledger): Handlers<typeof settingsRoutes> => ({
  getSettings: async ({ caller: { agency } }) =>
    orNotBegun(
      answer(await readRecord(ledger.table, settingsResource(agency)), (found) => ({
        status: 200 as const,
        ...shown(found),
      })),
    ),

  putSettings: async ({ caller, headers, body }) => {
    const { providerOffers: _, ...rest } = body;
    const put = await putSettings(ledger, caller, { ...rest, agency: caller.agency, version: 0 }, headers);
    return answer(put, ({ before, after }) => ({ status: before ? 200 : 201, ...shown(after) }));
  },
});

const shown = (settings: Settings) => tagged(settings, { ...settings, providerOffers: offersOf(settings) });
