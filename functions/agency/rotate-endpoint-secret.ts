import { changeSecrets } from '../../shared/events/change-secrets.ts';
import { nameOfSecret, newSecret, type SigningSecrets } from '../../shared/events/signing-secrets.ts';
import { changeRecord } from '../../shared/agency/audit-log.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant, type Instant } from '../../shared/kernel/clock.ts';
import { timedIdOf } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Table } from '../../shared/table/table.ts';
import { readEndpoint, shown, type EndpointParts } from './endpoint-parts.ts';

/** Milliseconds for which the secret before signs along. */
const OVERLAP = 24 * 60 * 60 * 1000;

/** How many secrets sign at once: each costs a signature with every event. */
const AT_ONCE = 3;

export const rotateEndpointSecret =
  ({ ledger, secrets }: EndpointParts): Handler<typeof agencyRoutes.rotateEndpointSecret> =>
  async ({ caller, params: { endpointId } }) => {
    const { agency } = caller;
    const endpoint = await readEndpoint(ledger.table, agency, endpointId);
    if (!endpoint) return problem('not_found');
    const now = ledger.now();
    const rotated = await changeSecrets(secrets, agency, (all) => {
      const signing = { ...newSecret(instant(now)), by: caller.actor };
      const known = all[endpointId] ?? [];
      const before = ending(known, instant(now), instant(now + OVERLAP));
      // Receivers were promised that each of them signs until its end: none makes room before.
      if (before.length >= AT_ONCE) {
        const [possibleFrom] = before.map(({ until }) => until).toSorted();
        return err({ code: 'rotation_too_soon' as const, possibleFrom });
      }
      return ok({
        secrets: { ...all, [endpointId]: [signing, ...before] },
        value: { signing, written: [...known, signing] },
      });
    });
    if (!rotated.ok) {
      const { code, ...figures } = rotated.error;
      return problem(code, { extensions: figures });
    }
    // Secrets lie elsewhere, so that this can be no one write: whoever comes next writes down what was cut off here.
    for (const one of rotated.value.written) await writeDown(ledger.table, agency, endpointId, one);
    return { status: 201, body: { ...shown(endpoint), secret: rotated.value.signing.secret } };
  };

/** The secrets that still sign, each until its own end or this one. */
const ending = (secrets: SigningSecrets[string], now: Instant, end: Instant) =>
  secrets.filter(({ until = end }) => until > now).map((one) => ({ ...one, until: one.until ?? end }));

/** Who rotated to this secret, and when, under a name that follows from it; what it is is nobody's to read here. */
const writeDown = async (
  table: Table,
  agency: string,
  endpointId: string,
  secret: SigningSecrets[string][number],
): Promise<void> => {
  const { by: actor, from } = secret;
  if (actor === undefined) return;
  const at = Date.parse(from);
  const id = timedIdOf('chg', at, nameOfSecret(secret));
  await putGuarded(
    table,
    changeRecord({ agency, actor }, 'endpoint_secret', endpointId, undefined, { from }, at, id),
  );
};
