import { addCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import type { Day } from '../kernel/days.ts';
import type { AccountId, AgencyId } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded } from '../table/guarded.ts';
import { allowanceRunItem, type AllowanceRun } from '../table/items/allowance.ts';
import { allowanceRunKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { PostedAllowances } from './post-allowances.ts';

/** Accounts that are named of those that could not be posted to. */
const MAX_FAILED = 20;

/** How often a note is written anew where other runs write it at the same time. It is only for people to look at. */
const MAX_TRIES = 5;

type Note = Pick<AllowanceRun, 'on' | 'posted' | 'credits' | 'expired' | 'failures' | 'failed'>;

/** What one run posted of each allowance: for people to look at, never for the ledger. */
export class RunNotes {
  readonly #notes = new Map<string, Note>();
  /** Allowances of which there is something new to write. */
  readonly #unwritten = new Set<string>();

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

  /** Adds to the note of each allowance what is new since the last call. */
  async write(ledger: Ledger, agency: AgencyId): Promise<void> {
    for (const id of this.#unwritten) {
      const note = this.#notes.get(id);
      if (note) await add(ledger, { agency, id }, note);
      // Failures are the run's, and are said again.
      if (note) this.#notes.set(id, { ...note, posted: 0, credits: 0, expired: 0 });
    }
    this.#unwritten.clear();
  }

  #noteOf(id: string, on: Day): Note {
    this.#unwritten.add(id);
    const note = this.#notes.get(id) ?? { on, posted: 0, credits: 0, expired: 0, failures: 0, failed: [] };
    if (on > note.on) note.on = on;
    this.#notes.set(id, note);
    return note;
  }
}

const add = async (
  { table, now }: Ledger,
  of: Pick<AllowanceRun, 'agency' | 'id'>,
  note: Note,
): Promise<void> => {
  const key = allowanceRunKey(of.agency, of.id);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stored = (await readTogether(table, [key]))(key);
    const before = decode(allowanceRunItem, stored);
    const item = { ...of, at: instant(now()), ...together(before, note) };
    const write = { key, schema: allowanceRunItem, item, version: before?.version ?? 0 };
    if (await putGuarded(table, write, stored)) return;
  }
};

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
