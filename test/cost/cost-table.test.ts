import { expect, inject, test, vi } from 'vitest';
import { sourceOf } from '../support/sources.ts';
import { productWrite } from '../../shared/store/product.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { agencyCosts } from '../bench/agency-costs.ts';
import { billCosts } from '../bench/bill-costs.ts';
import { costFigure } from '../bench/cost-figure.ts';
import { requestCosts } from '../bench/request-costs.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { someProduct } from '../support/catalog.ts';
import { requestsOn } from '../support/credit-requests.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { costLine } from './prices.ts';

const storeCosts = async () => {
  const metered = openTestLedger();
  const { during } = meter(metered);
  const ref = await accountOfOpenAgency(metered);
  await give(metered, ref, 1000);
  await putGuarded(metered.table, productWrite(someProduct(ref.agency, { id: 'brushes' })));
  const buyer = buyerAt(metered, ref);
  const quote = idOf(await buyer.quote());
  const quoting = await during(async () => idOf(await buyer.quote()));
  const purchase = await during(async () => idOf(await buyer.purchase(quote)));
  const asking = await during(async () => idOf(await requestsOn(metered).ask(ref)));
  return [
    costFigure('quote', quoting, { roundTrips: 2, writeUnits: 4 }),
    costFigure('purchase of a quote', purchase, { roundTrips: 2, writeUnits: 8 }),
    costFigure('credit request', asking, { roundTrips: 3, writeUnits: 8 }),
  ];
};

test('docs/cost.md lists what each operation costs, in the units that the engine counts', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('TABLE_NAME', inject('tableName'));
  const figures = [await requestCosts(), await storeCosts(), await billCosts(), await agencyCosts()];
  const measured = figures.flat();
  // Each is within its budget, as the bench says as well.
  expect(measured.filter(({ met }) => met === false)).toEqual([]);

  const [, ofOperations = ''] = /^## A million operations$(.*?)^## /ms.exec(sourceOf('docs/cost.md')) ?? [];
  const lines = ofOperations
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  // The publisher counts: no request does.
  const requests = measured.filter(({ figure }) => !figure.startsWith('count '));
  expect(lines).toEqual(requests.map(costLine));
});
