import { expect, inject, test, vi } from 'vitest';
import { sourceOf } from '../support/sources.ts';
import { productWrite } from '../../shared/store/product.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { agencyCosts } from '../bench/agency-costs.ts';
import { allowanceCosts } from '../bench/allowance-costs.ts';
import { auditCosts } from '../bench/audit-costs.ts';
import { billCosts } from '../bench/bill-costs.ts';
import { costFigure } from '../bench/cost-figure.ts';
import { mergeCosts } from '../bench/merge-costs.ts';
import { requestCosts } from '../bench/request-costs.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { someProduct } from '../support/catalog.ts';
import { requestsOn } from '../support/credit-requests.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { monthRows, operationRows } from '../../infra/cost/page.ts';
import units from '../../infra/cost/units.json' with { type: 'json' };

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

const unitsOf = ({
  roundTrips = 0,
  readUnits = 0,
  writeUnits = 0,
  indexWriteUnits = 0,
}: Record<string, number>) => ({ roundTrips, readUnits, writeUnits: writeUnits + indexWriteUnits });

test('each operation costs the units that a month is computed from, as the engine counts them', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('TABLE_NAME', inject('tableName'));
  const figures = [
    await requestCosts(),
    await storeCosts(),
    await billCosts(),
    await agencyCosts(),
    await mergeCosts(),
    await auditCosts(),
    await allowanceCosts(),
  ];
  const measured = figures.flat();
  // Each is within its budget, as the bench says as well.
  expect(measured.filter(({ met }) => met === false)).toEqual([]);

  expect(
    Object.fromEntries(measured.map(({ figure, measured: counted }) => [figure, unitsOf(counted)])),
  ).toEqual(units);
});

/** The cells of a table of docs/cost.md, without its head. */
const rowsUnder = (heading: string): string[][] => {
  const [, section = ''] =
    new RegExp(`^## ${heading}$(.*?)(?=^## )`, 'ms').exec(sourceOf('docs/cost.md')) ?? [];
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

test('docs/cost.md has the tables that `npm run cost -- --write` writes', () => {
  expect(rowsUnder('A million operations')).toEqual(operationRows());
  expect(rowsUnder('Months')).toEqual(monthRows());
});
