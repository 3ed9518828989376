import { addCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import type { Day } from '../kernel/days.ts';
import type { AccountId, AgencyId } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded } from '../table/guarded.ts';
import { allowanceRunItem, type AllowanceRun } from '../table/items/allowance.ts';
import { allowanceRunKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import type { PostedAllowances } from './post-allowances.ts';

/** Accounts that are named of those that could not be posted to. */
const MAX_FAILED = 20;

type Note = Pick<AllowanceRun, 'on' | 'posted' | 'credits' | 'expired' | 'failures' | 'failed'>;

/** What one run posted of each allowance: for people to look at, never for the ledger. */
export class RunNotes {
  readonly #notes = new Map<string, Note>();

  posted({ posted, expired }: PostedAllowances): void {
    for (const { id, on, credits } of posted) {
      const note = this.#noteOf(id, on);
      note.posted += 1;
      note.credits = addCredits(note.credits, credits);
    }
    for (const { id, on } of expired) this.#noteOf(id, on).expired += 1;
  }

  failed(account: AccountId, id: string, on: Day): void {
    const note = this.#noteOf(id, on);
    note.failures += 1;
    if (note.failed.length < MAX_FAILED) note.failed.push(account);
  }

  /** Writes a note for each allowance. Where another run does so at the same time, its note is as good. */
  async write({ table, now }: Ledger, agency: AgencyId): Promise<void> {
    for (const [id, note] of this.#notes) {
      const key = allowanceRunKey(agency, id);
      const before = await readOne(table, key, allowanceRunItem);
      const item = { agency, id, at: instant(now()), ...together(before, note) };
      await putGuarded(table, { key, schema: allowanceRunItem, item, version: before?.version ?? 0 });
    }
  }

  #noteOf(id: string, on: Day): Note {
    const note = this.#notes.get(id) ?? { on, posted: 0, credits: 0, expired: 0, failures: 0, failed: [] };
    if (on > note.on) note.on = on;
    this.#notes.set(id, note);
    return note;
  }
}

/** A group that takes several runs is one period's, until the next one begins. */
const together = (before: Note | undefined, note: Note): Note =>
  before === undefined || before.on < note.on
    ? note
    : {
        ...note,
        on: before.on,
        posted: before.posted + note.posted,
        credits: addCredits(before.credits, note.credits),
        expired: before.expired + note.expired,
      };
