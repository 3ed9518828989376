import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { privacyRoutes } from '../../shared/http/routes/agency/privacy.ts';
import { found } from '../../shared/kernel/result.ts';
import { eraseAccount, erasureOf } from '../../shared/privacy/erase-account.ts';
import { exportAccount } from '../../shared/privacy/export-account.ts';
import type { ErasureParts } from '../../shared/privacy/erase-steps.ts';
import type { Erasure } from '../../shared/table/items/erasure.ts';

/** Milliseconds that a request works for. API Gateway and the Lambda wait longer; the sweeper does the rest. */
const WORK_MS = 6000;

export const privacyHandlers = (parts: ErasureParts): Handlers<typeof privacyRoutes> => ({
  eraseAccount: async ({ caller, params: { accountId } }) => {
    const end = performance.now() + WORK_MS;
    const erasure = await eraseAccount(parts, caller, accountId, () => end - performance.now());
    return answer(erasure, (one) => ({
      status: one.next ? (202 as const) : (200 as const),
      body: viewOf(one),
    }));
  },

  getErasure: async ({ caller: { agency }, params: { accountId: account } }) =>
    answer(found(await erasureOf(parts, { agency, account })), (one) => okBody(viewOf(one))),

  exportAccount: async ({ caller, params: { accountId } }) =>
    answer(await exportAccount(parts, caller, accountId), (body) => ({ status: 201 as const, body })),
});

const viewOf = ({ next, ...erasure }: Erasure) => ({
  ...erasure,
  status: next ? ('running' as const) : ('done' as const),
  step: next?.step,
});
