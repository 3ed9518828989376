import { settingsFrom, settingsWrite } from '../agency/settings.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { provider as providerName, type Provider } from '../table/items/payment-status.ts';
import type { Settings } from '../table/items/settings.ts';
import { settingsKey } from '../table/keys.ts';
import type { Connect } from './connect.ts';

/** By provider, whether the agency has usable credentials. What could not be looked up is left out. */
export type Seen = Partial<Record<Provider, boolean>>;

/** Keeps for which providers an agency has credentials, for those who may not read them. Writes only what is new. */
export const noteConnections = async (
  ledger: Ledger,
  agency: AgencyId,
  seen: Seen,
): Promise<Result<Settings, { code: 'not_found' } | Busy>> => {
  const done = await run(ledger, {
    keys: [settingsKey(agency)],
    decide: (read): Result<RecordDecision<Settings>, { code: 'not_found' }> => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' });
      const { connected: before } = settings;
      const connected = providerName.options.filter((name) => seen[name] ?? before?.includes(name) ?? true);
      if (connected.join() === before?.join()) return ok({ conclude: () => ({ outcome: settings }) });
      const outcome = { ...settings, connected };
      return ok({ conclude: () => ({ outcome, writes: [settingsWrite(outcome)] }) });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};

/** Looks up an agency's credentials at every provider, and keeps what is new. */
export const checkConnections = async (
  ledger: Ledger,
  connect: Connect,
  agency: AgencyId,
): Promise<Result<Settings, { code: 'not_found' } | Busy>> => {
  const seen = await Promise.all(
    providerName.options.map(async (name) => [name, (await connect(agency, name)) !== undefined] as const),
  );
  return await noteConnections(ledger, agency, Object.fromEntries(seen));
};
