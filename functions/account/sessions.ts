import { redeemLink } from '../../shared/access/redeem-link.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { redeemSessionRoutes } from '../../shared/http/routes/sessions.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const redeemSession =
  (ledger: Ledger): Handler<typeof redeemSessionRoutes.redeemSession> =>
  async ({ body: { code } }) =>
    answer(
      await redeemLink(ledger, code),
      ({ session: { account, scopes, spender, endsAt }, token, returnUrl }) =>
        okBody({
          token,
          account,
          scopes,
          spender,
          expiresAt: endsAt,
          ...(returnUrl !== undefined && { returnUrl }),
        }),
    );
