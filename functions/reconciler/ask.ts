import { setTimeout as sleep } from 'node:timers/promises';
import { err, type Result } from '../../shared/kernel/result.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import type { Books, FactPage, WindowTooLarge } from '../../shared/payments/source.ts';
import type { Place } from '../../shared/table/items/reconciliation.ts';

/** A page takes seconds at the most; what is left of a run then is for writing down where it stopped. */
export const TIME_PER_PAGE_MS = 30_000;

/** Milliseconds between tries at a provider that does not answer or limits our rate. */
const RETRY_PAUSES_MS = [500, 2000, 8000];

/** Asks a provider's lists in one run. */
export class Asker {
  private readonly timeLeft: () => number;
  /** Whether a list stayed unreachable after all retries: then the others most likely are, too. */
  private isImpatient = false;
  private readonly begun = new Map<string, number>();

  constructor(timeLeft: () => number) {
    this.timeLeft = timeLeft;
  }

  /** Retries with growing pauses while the provider is unreachable and there is time. */
  async ask(
    { sources }: Books,
    { source, from, to, page }: Place,
  ): Promise<Result<FactPage, ProviderError | WindowTooLarge>> {
    const list = sources[source];
    if (!list) return err({ code: 'provider_refused', issue: 'unknown_list' });
    const question = () => list({ from, to }, page);
    for (const pause of this.isImpatient ? [] : RETRY_PAUSES_MS) {
      const answer = await question();
      const final = answer.ok || answer.error.code !== 'provider_unreachable';
      if (final || this.timeLeft() < pause + TIME_PER_PAGE_MS) return answer;
      await sleep(pause);
    }
    const answer = await question();
    this.isImpatient ||= !answer.ok && answer.error.code === 'provider_unreachable';
    return answer;
  }

  /** Whether a window was begun anew in this run, for a page of it that was refused. */
  repeats({ source, from }: Place): boolean {
    const window = `${source} ${from}`;
    const before = this.begun.get(window) ?? 0;
    this.begun.set(window, before + 1);
    return before > 0;
  }
}
