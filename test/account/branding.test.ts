import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { clientHandler } from '../support/account-handler.ts';
import { settingsBody, someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();

/** Called without a token. */
const read = (agencyId: string) =>
  call(clientHandler(ledger), accountRoutes.getBranding, { params: { agencyId } });

test('anybody reads the name, logo, colours and languages of an agency, and nothing else of its settings', async () => {
  const { agency } = await someAgency(ledger);
  const { logoUrl, accent, radius, languages } = settingsBody.branding;
  expect(await read(agency)).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'public, max-age=300' },
  });
  expect((await read(agency)).body).toEqual({ name: settingsBody.name, logoUrl, accent, radius, languages });
});

test('an agency without branding has a name; one without settings is not found', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const { status, body } = await read(agency);
  expect({ status, fields: Object.keys(body) }).toEqual({ status: 200, fields: ['name'] });
  expect(await read('nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
