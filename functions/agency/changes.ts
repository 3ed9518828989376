import * as z from 'zod';
import { listAuditLog } from '../../shared/agency/audit-log.ts';
import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { changeRoutes } from '../../shared/http/routes/agency/changes.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Change } from '../../shared/table/items/change.ts';

export const changeHandlers = ({ table }: Ledger): Handlers<typeof changeRoutes> => ({
  listChanges: async ({ caller: { agency }, query }) =>
    pageAnswer(await listAuditLog(table, agency, query), viewOf),
});

const viewOf = ({ before, after, ...entry }: Change) => ({
  ...entry,
  before: stateView(before),
  after: stateView(after),
});

const record = z.record(z.string(), z.unknown());

/** A whole state as JSON; of one that was too large, the text of its beginning. */
const stateView = (state: Change['before']) => {
  if (!state) return null;
  return state.isWhole ? record.parse(JSON.parse(state.json)) : state.json;
};
