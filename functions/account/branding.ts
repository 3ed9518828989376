import { readRecord } from '../../shared/agency/crud.ts';
import { settingsResource } from '../../shared/agency/settings.ts';
import { answer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** Seconds that any cache may keep it. */
const CACHED_S = 300;

export const getBranding =
  ({ table }: Ledger): Handler<typeof accountRoutes.getBranding> =>
  async ({ params: { agencyId } }) =>
    answer(await readRecord(table, settingsResource(agencyId)), ({ name, branding }) => ({
      status: 200 as const,
      body: { name, ...branding },
      headers: { 'cache-control': `public, max-age=${CACHED_S}` },
    }));
