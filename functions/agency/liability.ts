import { readLiability } from '../../shared/agency/liability.ts';
import { okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { liabilityRoutes } from '../../shared/http/routes/agency/liability.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const liabilityHandlers = ({ table }: Ledger): Handlers<typeof liabilityRoutes> => ({
  getLiability: async ({ caller: { agency } }) => okBody(await readLiability(table, agency)),
});
