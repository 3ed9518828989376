import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { expiryExtensionRoutes } from '../../shared/http/routes/agency/expiry-extensions.ts';
import { meterRoutes } from '../../shared/http/routes/agency/meters.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import { METERS } from './metering.ts';
import { type Act, callerOf, look, toReplace } from './office.ts';
import { keyed } from './wishes.ts';

const account = z.object({ expiring: z.array(z.object({ expiresAt: z.string() })) });

/** Looks at when credits of an account expire, and lets some expire later or never. Meanwhile they may be spent, held or gone. */
const toExtend: Act = async (clerk) => {
  const { system, turns, random, ref, key, thinks } = clerk;
  const request = { ...callerOf(clerk), params: { accountId: ref.account } };
  const seen = await look(clerk, accountRoutes.getAgencyAccount, request);
  const shown = seen && account.parse(seen.body);
  const [first, ...others] = shown ? shown.expiring : [];
  if (!first) return undefined;
  await turns.rest(thinks / 4);
  const { expiresAt: from } = random.pick([first, ...others]);
  const later = random.pick([HOUR_MS, DAY_MS, undefined]);
  const expiresAt = later === undefined ? null : instant(Date.parse(from) + later);
  return {
    kind: 'extension',
    ref,
    handler: system.agency,
    route: expiryExtensionRoutes.createExpiryExtension,
    request: { ...request, ...keyed(key, { from, expiresAt, reason: key }) },
  };
};

/** Lets usage take an account further below zero, or less far, whatever it owes already. */
const toLimit: Act = async (clerk) => {
  const { system, random, ref } = clerk;
  const body = { creditLimit: random.pick([0, 20, 40, 90]), create: true };
  return {
    kind: 'credit_limit',
    ref,
    handler: system.agency,
    route: accountRoutes.putCreditLimit,
    request: { ...callerOf(clerk), params: { accountId: ref.account }, body },
  };
};

/** What units of a meter may cost, by its id. */
const PRICES = { calls: [METERS.calls.creditsPer, 5], bytes: [METERS.bytes.creditsPer, 3] } as const;

/** Asks another price for usage that is charged from now on. */
const toReprice: Act = async (clerk) => {
  const { random } = clerk;
  const meterId = random.pick(['calls', 'bytes'] as const);
  const { per, entries } = METERS[meterId];
  const body = { name: meterId, unit: 'unit', per, entries, creditsPer: random.pick(PRICES[meterId]) };
  const routes = { get: meterRoutes.getMeter, put: meterRoutes.putMeter };
  return await toReplace(clerk, 'meter', routes, { params: { meterId }, body });
};

/** What somebody does at an agency who changes what holds for credits that are there, and for usage. */
export const termsActs: readonly Act[] = [toExtend, toExtend, toLimit, toReprice];
