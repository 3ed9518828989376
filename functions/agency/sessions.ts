import { createSession } from '../../shared/access/create-session.ts';
import { endAccountSessions } from '../../shared/access/end-sessions.ts';
import { answer, noContent } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { sessionRoutes } from '../../shared/http/routes/agency/sessions.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** @param portalUrl where the links of sessions lead to, with `{agency}` for the agency's id */
export const sessionHandlers = (ledger: Ledger, portalUrl: string): Handlers<typeof sessionRoutes> => ({
  createSession: async ({ caller, params: { accountId }, body }) => {
    const created = await createSession(ledger, caller, accountId, body);
    return orNotBegun(
      answer(created, ({ session: { account, scopes, spender, endsAt, link }, token, code }) => ({
        status: 201 as const,
        body: {
          token,
          account,
          scopes,
          spender,
          expiresAt: endsAt,
          url: linkTo(portalUrl, caller.agency, code),
          urlExpiresAt: link?.endsAt ?? endsAt,
        },
      })),
    );
  },

  endSessions: async ({ caller: { agency }, params: { accountId: account } }) =>
    answer(await endAccountSessions(ledger, { agency, account }), noContent),
});

/** In the fragment, which browsers send to no server. */
const linkTo = (portalUrl: string, agency: string, code: string): string => {
  const url = new URL(portalUrl.replaceAll('{agency}', agency));
  url.hash = `code=${code}`;
  return url.href;
};
