import { agencyClient } from '@scrip/client';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { adminOf } from './admin.ts';
import { settingsBody } from './agency.ts';
import { AGENCY_SCOPE, cliFor } from './cli.ts';
import { tokenWith } from './tokens.ts';

const tokenOf = (agency: string, scope: string) => tokenWith({ agency_id: agency, sub: 'admin', scope });

/** The command line of somebody at an agency, by the environment alone. */
export const signedIn = async (api: string, agency = 'demo', scope = AGENCY_SCOPE) =>
  cliFor({ SCRIP_API: api, SCRIP_KEY: await tokenOf(agency, scope) });

/** An agency with settings and nothing else, and its client. */
export const newAgency = async (api: string) => {
  const agency = randomId('studio');
  const { call } = await adminOf(api, agency);
  await call(agencyRoutes.putSettings, { headers: { 'if-none-match': '*' }, body: settingsBody });
  const credential = await tokenOf(agency, AGENCY_SCOPE);
  return { agency, client: agencyClient({ baseUrl: api, credential }) };
};
