import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { everyAgency } from '../../shared/agency/agencies.ts';
import { openTestLedger } from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';

// The list is of all agencies of the table: one that does not read would lie there for every other test as well.
test('an agency with damaged settings is listed like the others', async () => {
  const { table } = openTestLedger();
  mockClient(table.client)
    .on(QueryCommand)
    .resolves({
      Items: ['one', 'broken', 'two'].map((agency) => ({
        pk: `AGENCY#${agency}`,
        sk: 'SETTINGS',
        listPk: 'AGENCIES',
        listSk: agency,
        ...someSettings(agency),
        ...(agency === 'broken' && { quoteMinutes: 'ten' }),
      })),
    });
  expect((await everyAgency(table)).toSorted()).toEqual(['broken', 'one', 'two']);
});
