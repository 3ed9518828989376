import { expect, test, vi } from 'vitest';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { putRequest, requestsOn } from '../support/credit-requests.ts';

const ledger = openTestLedger();

test('nobody can decide a credit request of their own account, whoever made it', async () => {
  // Read with the first call: here an account is a company's, and several of its people hold tokens about it.
  vi.stubEnv('ACCOUNT_CLAIM', 'company');
  const ref = await accountOfOpenAgency(ledger);
  const { id } = await putRequest(ledger, ref, { requestedBy: 'clerk' });
  const { agency: handler, queued } = requestsOn(ledger);
  const decide = (claims: Record<string, string>) =>
    call(handler, agencyCreditRequestRoutes.decideCreditRequest, {
      caller: { agency_id: ref.agency, ...claims },
      params: { requestId: id },
      body: { approve: true, step: 'review' },
    });
  expect(await decide({ sub: 'colleague', company: ref.account })).toMatchObject({
    status: 403,
    body: { code: 'own_request' },
  });
  expect(queued).toEqual([]);
  expect(await decide({ sub: 'ann', company: 'other' })).toMatchObject({ status: 202 });
  expect(await decide({ sub: 'bob' })).toMatchObject({ status: 202 });
});
