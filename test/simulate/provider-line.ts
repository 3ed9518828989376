import { err, type Result } from '../../shared/kernel/result.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

type Unreachable = { code: 'provider_unreachable' };

/** The line to a payment provider: each call is a turn, and it may come to nothing, or its answer get lost. */
export class ProviderLine {
  /** Agencies whose providers nobody gets an answer from. */
  readonly down = new Set<string>();
  /** How often a call is carried out without anybody hearing of it. */
  lost = 0;
  private readonly turns: Turns;
  private readonly random: Random;

  constructor(turns: Turns, random: Random) {
    this.turns = turns;
    this.random = random;
  }

  /** Makes calls of the kind of `make` go over this line. */
  over =
    <Given extends unknown[], Value, Failure>(
      agencyOf: (...given: Given) => string,
      make: (...given: Given) => Promise<Result<Value, Failure>>,
    ) =>
    async (...given: Given): Promise<Result<Value, Failure | Unreachable>> =>
      await this.turns.take(async () => {
        if (this.down.has(agencyOf(...given))) return err({ code: 'provider_unreachable' });
        const answer = await make(...given);
        return this.random.chance(this.lost) ? err({ code: 'provider_unreachable' }) : answer;
      });
}
