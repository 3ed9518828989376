import { readFigures } from '../../shared/agency/read-figures.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { figuresRoutes } from '../../shared/http/routes/agency/figures.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const figuresHandlers = (ledger: Ledger): Handlers<typeof figuresRoutes> => ({
  getFigures: async ({ caller: { agency }, query }) =>
    orNotBegun(answer(await readFigures(ledger, agency, query), okBody)),
});
