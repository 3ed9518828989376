import { agencyCreditRequest, agencyCreditRequests } from '../../shared/credit-requests/read.ts';
import { decide } from '../../shared/credit-requests/decide.ts';
import { proofName } from '../../shared/credit-requests/proofs.ts';
import type { QueueDecision } from '../../shared/credit-requests/queue-decision.ts';
import type { Bucket } from '../../shared/files/bucket.ts';
import { signedProof } from '../../shared/files/signed-proof.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { previewAnswer } from '../../shared/http/dry-run.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { viewOf } from './credit-request-view.ts';

/** What the handlers need of the world. */
export type CreditRequestParts = { ledger: Ledger; bucket: Bucket; queueDecision: QueueDecision };

/** Seconds that the links to uploads live. */
const LINK_LIFETIME_S = 15 * 60;

export const creditRequestHandlers = ({
  ledger,
  bucket,
  queueDecision,
}: CreditRequestParts): Handlers<typeof agencyCreditRequestRoutes> => ({
  listAgencyCreditRequests: async ({ caller: { agency }, query }) =>
    answer(await agencyCreditRequests(ledger, agency, query), ({ items, cursor }) =>
      okBody({
        // An expired credit request is no longer pending, even before the sweeper has run.
        items: items.map((one) => viewOf(one, ledger.now())).filter(({ status }) => status === query.status),
        cursor,
      }),
    ),

  getAgencyCreditRequest: async ({ caller: { agency }, params: { requestId } }) => {
    const found = await agencyCreditRequest(ledger, agency, requestId);
    if (!found) return problem('not_found');
    const lives = { now: ledger.now(), seconds: LINK_LIFETIME_S };
    const linkTo = (uploadId: string) =>
      signedProof(bucket, { agency, name: proofName(requestId, uploadId) }, lives);
    const proofs = await Promise.all(
      found.proofs.map(async (proof) => ({
        ...proof,
        url: proof.uploadId && (await linkTo(proof.uploadId)),
      })),
    );
    return okBody({ ...viewOf(found.request, ledger.now()), proofs });
  },

  decideCreditRequest: async ({ caller, params, body, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    const decided = await decide(asked, queueDecision, { ...caller, ...params, ...body });
    return (
      previewAnswer(decided) ??
      answer(decided, ({ decisionId, request }) => ({
        status: 202 as const,
        body: { decisionId, request: viewOf(request, ledger.now()) },
      }))
    );
  },
});
