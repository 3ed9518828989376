import type { Assembly } from '../../infra/local/template/assembly.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { apiEvent } from '../support/api.ts';
import { putPackage, putProduct, somePackage, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { type Bundle, deployedBundles } from './bundles.ts';
import type { Figure } from './figure.ts';
import type { Work } from './lambda-alone.ts';
import { runAlone } from './lambda-process.ts';
import { byTurns } from './timing.ts';

const ROUNDS = 9;
const WARM_UP = 1;

/** What a portal, a buyer or a console asks first. */
const firstCalls = ({ agency, account }: AccountRef): Record<string, Work> => {
  const caller = { agency, account };
  const staff = { agency, actor: 'admin' };
  return {
    account: { name: 'the account', events: [apiEvent(accountRoutes.getAccount, { caller })] },
    store: { name: 'a page of products', events: [apiEvent(storeRoutes.listProducts, { caller })] },
    agency: { name: 'the settings', events: [apiEvent(agencyRoutes.getSettings, { caller: staff })] },
  };
};

/** Milliseconds of processor time until a new process has answered its first call: Node's own start, the import and the call. */
const untilAnswered = async (bundle: Bundle, work: Work): Promise<number> => {
  const { startMilliseconds, worked } = await runAlone(bundle, [work]);
  return startMilliseconds + (worked[0]?.cpuMilliseconds ?? Number.NaN);
};

/** What a cold start takes up to the first answer: an import that only puts work off does not make this less. */
export const firstAnswers = async (assembly: Assembly): Promise<Figure[]> => {
  const ledger = openLedger();
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 100);
  await putPackage(ledger.table, somePackage(caller.agency));
  await putProduct(ledger, someProduct(caller.agency));
  ledger.table.client.destroy();
  const calls = firstCalls(caller);
  const runs = deployedBundles(assembly).flatMap((bundle) => {
    const work = calls[bundle.name];
    return work ? [{ bundle, work }] : [];
  });
  const times = await byTurns(
    runs.map(
      ({ bundle, work }) =>
        () =>
          untilAnswered(bundle, work),
    ),
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  return runs.map(({ bundle, work }, place): Figure => {
    const time = times[place] ?? Number.NaN;
    return {
      figure: `${bundle.name}: start and first answer, ${work.name} (p50)`,
      value: `${time.toFixed(0)} ms of CPU`,
      measured: { cpuMilliseconds: time },
    };
  });
};
