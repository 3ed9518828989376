import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { previewOf } from '../ledger/preview.ts';
import { run, type Preview } from '../ledger/run.ts';
import type { Completed } from './complete-checkout.ts';
import type { Connect } from './connect.ts';
import { located } from './locate.ts';
import { checkoutOf, isSettled } from './read-checkout.ts';
import { settling } from './settle.ts';

type NotPreviewed = { code: 'not_found' | 'provider_unreachable' | 'busy' };

/**
 * What completing a checkout would do: the provider is asked and nothing is taken there, and what it says is settled on a
 * ledger that writes nothing. A checkout that needs no completion is answered as it is.
 */
export const previewCompletion = async (
  ledger: Ledger,
  connect: Connect,
  ref: AccountRef,
  id: string,
): Promise<Result<Completed & { preview?: Preview }, NotPreviewed>> => {
  const known = await checkoutOf(ledger, ref, id);
  if (!known) return err({ code: 'not_found' });
  if (isSettled(known)) return ok(known);
  const preview = await previewed(ledger, connect, ref, known);
  return preview.ok ? ok({ ...known, preview: preview.value }) : preview;
};

const previewed = async (
  ledger: Ledger,
  connect: Connect,
  ref: AccountRef,
  { checkout }: Completed,
): Promise<Result<Preview, NotPreviewed>> => {
  const { agency, provider, session } = checkout;
  const connection = session && (await connect(agency, provider));
  const said = connection ? await connection.ask(checkout, session, ledger.now(), true) : ok([]);
  if (!said.ok && said.error.code === 'provider_unreachable') return err({ code: said.error.code });
  const dry = { ...ledger, dryRun: true as const };
  // A checkout has one payment. What else a provider says of it moves no credits.
  for (const stated of said.ok ? said.value : []) {
    const fact = await located(ledger.table, agency, stated);
    if (!('paymentId' in fact)) continue;
    const done = await previewOf(ledger, ref, await run(dry, settling(agency, provider, fact)));
    if (done.ok) return done;
    if (done.error.code === 'busy') return err({ code: 'busy' });
  }
  return await previewOf(ledger, ref, ok({ outcome: undefined, replayed: false }));
};
