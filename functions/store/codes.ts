import type * as z from 'zod';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { codeRoutes, redemptionView } from '../../shared/http/routes/store/codes.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { redeem, redemptionsOf, type Redeemed } from '../../shared/store/redeem.ts';

const viewOf = ({
  name,
  use: { hint, credits, expiresAt, at, entry },
}: Redeemed): z.input<typeof redemptionView> => ({ name, hint, credits, expiresAt, at, entry });

export const createRedemption =
  (ledger: Ledger): Handler<typeof codeRoutes.createRedemption> =>
  async ({ caller, body, idempotencyKey, dryRun }) => {
    const done = await redeem(ledgerFor(ledger, { dryRun }), caller, body.code, idempotencyKey);
    if (!done.ok && done.error.code === 'not_found') return notBegun;
    return movedAnswer(done, viewOf);
  };

export const listRedemptions =
  (ledger: Ledger): Handler<typeof codeRoutes.listRedemptions> =>
  async ({ caller, query }) => {
    const page = await redemptionsOf(ledger, caller, query);
    if (!page.ok) return problem(page.error.code);
    const { items, cursor } = page.value;
    const redemptions = items
      .flatMap(({ name, uses }) => uses.map((use) => viewOf({ name, use })))
      .toSorted((one, other) => other.entry - one.entry);
    return { status: 200, body: { items: redemptions, cursor } };
  };
