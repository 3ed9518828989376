import { changeRecord } from '../../shared/agency/audit-log.ts';
import type { ProblemDetails } from '../../shared/http/errors.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { writeTogether } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import { removal } from '../../shared/table/guarded.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Subject } from './subjects.ts';

/** Who at the agency makes a change. */
export type Changer = { agency: string; actor: string };

/** How a record was, and is; undefined where there is none. */
export type Changed<Item> = { before: Item | undefined; after: Item | undefined };

/** Why a record stays as it is, with what a program may want to know of it. */
type Refusal<Code> = { code: Code; extensions?: ProblemDetails };

/**
 * Changes one record, together with the record of who did it: reads, decides, and writes if it is still as it was
 * read. A lost race, or an answer that was lost, decides again on what is there then.
 * @param decide the record as it is to be, undefined where it is to end, or why it stays as it is; where it gives back
 *   what it was given, nothing is written
 */
export const change = async <Item extends { version: number }, Code extends string>(
  ledger: Ledger,
  who: Changer,
  { kind, id, key, schema, list }: Subject<Item>,
  decide: (before: Item | undefined) => Result<Item | undefined, Refusal<Code>>,
): Promise<Result<Changed<Item>, Refusal<Code | 'busy'>>> => {
  const changed = await withinDeadline(
    ledger,
    async (left): Promise<Result<Changed<Item>, Refusal<Code>> | undefined> => {
      const before = await readOne(left.table, key, schema);
      const decided = decide(before);
      if (!decided.ok) return decided;
      if (decided.value === before) return ok({ before, after: before });
      const version = before?.version ?? 0;
      const after = decided.value && { ...decided.value, version: version + 1 };
      const written = await writeTogether(left, [
        after ? { key, list: list?.(after), item: after, version } : removal(key, version),
        changeRecord(who, kind, id, before, after, left.now()),
      ]);
      return written.code === 'written' ? ok({ before, after }) : undefined;
    },
  );
  return changed ?? err({ code: 'busy' });
};
