import { profileResource } from '../../shared/account/profile.ts';
import { putProfile } from '../../shared/account/put-profile.ts';
import { searchProfiles } from '../../shared/account/search-profiles.ts';
import { deleteRecord, readRecord } from '../../shared/agency/crud.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { profileRoutes } from '../../shared/http/routes/agency/profiles.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { okTagged, putTagged } from './tagged.ts';

export const profileHandlers = (ledger: Ledger): Handlers<typeof profileRoutes> => ({
  listProfiles: async ({ caller: { agency }, query }) =>
    pageAnswer(await searchProfiles(ledger, agency, query), ({ profile, matched }) => ({
      ...profile,
      matched,
    })),

  getProfile: async ({ caller: { agency }, params: { accountId: account } }) =>
    answer(await readRecord(ledger.table, profileResource({ agency, account })), okTagged),

  putProfile: async ({ caller, params: { accountId }, headers, body }) =>
    answer(await putProfile(ledger, caller, accountId, body, headers), putTagged),

  deleteProfile: async ({ caller, params: { accountId: account }, headers }) => {
    const deleted = profileResource({ agency: caller.agency, account });
    return answer(await deleteRecord(ledger, caller, deleted, headers), noContent);
  },
});
