import { positionOf } from '../../shared/agency/books.ts';
import { readLiability } from '../../shared/agency/liability.ts';
import { readPosition } from '../../shared/agency/read-books.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { liabilityRoutes } from '../../shared/http/routes/agency/liability.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { positionView } from '../../shared/views/books-view.ts';

export const liabilityHandlers = (ledger: Ledger): Handlers<typeof liabilityRoutes> => ({
  getLiability: async ({ caller: { agency } }) => {
    const { gifts, accounts, at, ...total } = await readLiability(ledger.table, agency);
    return okBody({ ...positionView(positionOf(total)), gifts, accounts, ...(at !== undefined && { at }) });
  },
  getPastLiability: async ({ caller: { agency }, query: { day } }) =>
    orNotBegun(
      answer(await readPosition(ledger, agency, day), ({ isClosed, ...position }) =>
        okBody({ day, ...positionView(position), closed: isClosed }),
      ),
    ),
});
