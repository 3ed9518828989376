import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import { call } from '../support/api.ts';
import { type Intent, patientContext } from './intent.ts';
import type { World } from './lives.ts';
import { idIn } from './wishes.ts';

/** The requests that somebody asked for and knows of. */
export const requestsIn = (intents: readonly Intent[]): Intent[] =>
  intents.filter((intent) => intent.kind === 'request' && idIn(intent) !== undefined);

/** Somebody at an agency decides one request, sometimes what they may not. */
export const decideOn = async (
  { system, turns, random }: World,
  person: string,
  chosen: Intent,
): Promise<void> => {
  const request = {
    caller: {
      agency_id: chosen.ref.agency,
      sub: random.chance(0.1) ? chosen.ref.account : person,
      roles: ['finance'],
    },
    params: { requestId: idIn(chosen) ?? '' },
    body: { approve: random.chance(0.8), step: random.pick(['review', 'finance']), note: 'seen' },
  };
  await turns.start(
    'agency',
    async () =>
      await call(system.decisions, agencyCreditRequestRoutes.decideCreditRequest, request, patientContext),
    true,
  );
};

/** Somebody at the agencies decides what they come across, and sometimes what they may not, or twice. */
export const decide = async (world: World, person: string, intents: readonly Intent[]): Promise<void> => {
  const { turns, random } = world;
  for (let step = 0; step < 10; step += 1) {
    await turns.rest(random.below(6 * HOUR_MS));
    const [first, ...others] = requestsIn(intents);
    if (first) await decideOn(world, person, random.pick([first, ...others]));
  }
};
