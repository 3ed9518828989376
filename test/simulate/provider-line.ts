import { err, type Result } from '../../shared/kernel/result.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import type { Books } from '../../shared/payments/source.ts';
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

  /** Makes what is done at a provider go over this line. */
  over =
    <Given extends unknown[], Value, Failure>(
      agency: string,
      make: (...given: Given) => Promise<Result<Value, Failure>>,
    ) =>
    async (...given: Given): Promise<Result<Value, Failure | Unreachable>> =>
      await this.turns.take(async () => {
        if (this.down.has(agency)) return err({ code: 'provider_unreachable' });
        const answer = await make(...given);
        return this.random.chance(this.lost) ? err({ code: 'provider_unreachable' }) : answer;
      });

  /** Makes what the reconciler reads at an agency's provider go over this line. */
  booksOver = (agency: string, { sources, ...books }: Books): Books => ({
    ...books,
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [name, this.over(agency, source)]),
    ),
  });

  /** Makes what customers and workers do at their agency's providers go over this line. */
  connectOver =
    (connect: Connect): Connect =>
    async (agency, provider) => {
      const connection = await connect(agency, provider);
      return (
        connection && {
          ...connection,
          open: this.over(agency, connection.open),
          ask: this.over(agency, connection.ask),
        }
      );
    };
}
