import { expect, test } from 'vitest';
import * as z from 'zod';
import { pictureHandlers } from '../../functions/agency/pictures.ts';
import { ledgerHandlers } from '../../functions/agency/handlers.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { ledgerRoutes } from '../../shared/http/routes/agency.ts';
import { agencyPictureRoutes } from '../../shared/http/routes/agency/pictures.ts';
import { removePictureFrom } from '../../shared/pictures/remove-picture.ts';
import { adminAt } from '../support/agency-handler.ts';
import { someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { bucketNowhere } from '../support/files.ts';
import { openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { pngOf } from '../support/pictures.ts';
import { memoryOfBatches } from '../support/usage.ts';

const ledger = openTestLedger();
const { during } = meter(ledger);

const withKey = z.object({ Key: z.string() });

/** A bucket in memory. Every file that was uploaded is the same picture. */
const bucketWith = (bytes: Uint8Array) => {
  const bucket = bucketNowhere();
  const calls: string[] = [];
  let isDown = false;
  bucket.client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const { Key } = withKey.parse(input);
        calls.push(`${commandName.replace('ObjectCommand', '')} ${Key.split('/')[0]}`);
        if (isDown) throw new Error('S3 does not answer');
        const Body = { transformToByteArray: async () => bytes };
        return {
          response: {},
          output: Object.assign({ $metadata: {} }, commandName.startsWith('Get') && { Body }),
        };
      },
    { step: 'initialize' },
  );
  return { bucket, calls, goDown: () => (isDown = true) };
};

const setUp = async () => {
  const { agency, changes } = await someAgency(ledger);
  await putPackage(ledger.table, somePackage(agency));
  const { bucket, calls, goDown } = bucketWith(pngOf(640, 480));
  const removePicture = removePictureFrom(bucket);
  const pictures = apiHandler(agencyPictureRoutes, pictureHandlers({ ledger, bucket, removePicture }));
  const things = apiHandler(ledgerRoutes, ledgerHandlers(ledger, removePicture, memoryOfBatches().readBatch));
  const caller = adminAt(agency);
  return {
    calls,
    goDown,
    changes,
    set: (uploadId: string) =>
      call(pictures, agencyPictureRoutes.setPicture, {
        caller,
        params: { kind: 'packages', thingId: 'starter' },
        body: { uploadId },
      }),
    clear: () =>
      call(pictures, agencyPictureRoutes.deletePicture, {
        caller,
        params: { kind: 'packages', thingId: 'starter' },
      }),
    read: () => call(things, ledgerRoutes.getAgencyPackage, { caller, params: { packageId: 'starter' } }),
    remove: (etag: unknown) =>
      call(things, ledgerRoutes.deletePackage, {
        caller,
        params: { packageId: 'starter' },
        headers: { 'if-match': String(etag) },
      }),
  };
};

test('showing a picture costs two BatchGets, one transaction and 4 write units; again, it writes nothing', async () => {
  const { set, calls, changes } = await setUp();
  const before = (await changes()) ?? [];
  expect(await during(() => set('upl_1'))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 4,
  });
  expect(calls).toEqual(['Get picture-uploads', 'Put pictures']);
  expect(await during(() => set('upl_1'))).toMatchObject({ writeUnits: 0 });
  expect(await changes()).toHaveLength(Object.keys(before).length + 1);
  expect(await changes()).toMatchObject([{ kind: 'package', after: { picture: { width: 640 } } }, {}]);
});

test('the same content of another upload has another URL, and the one before is removed', async () => {
  const { set, calls } = await setUp();
  const first = await set('upl_1');
  expect((await set('upl_2')).body['url']).not.toBe(first.body['url']);
  expect(calls.slice(2)).toEqual(['Get picture-uploads', 'Put pictures', 'Delete pictures']);
});

test('if S3 does not answer, a picture that is already taken off does not fail the request', async () => {
  const { set, clear, read, calls, goDown } = await setUp();
  await set('upl_1');
  goDown();
  expect(await clear()).toMatchObject({ status: 204 });
  expect((await read()).body).not.toHaveProperty('picture');
  expect(calls.at(-1)).toBe('Delete pictures');
  expect(await clear()).toMatchObject({ status: 204 });
});

test('a thing that is deleted takes its picture with it, and one without a picture asks S3 nothing', async () => {
  const { set, read, remove, calls } = await setUp();
  await set('upl_1');
  const { headers } = await read();
  expect(await remove(headers['etag'])).toMatchObject({ status: 204 });
  expect(calls.at(-1)).toBe('Delete pictures');
  const other = await setUp();
  await other.remove((await other.read()).headers['etag']);
  expect(other.calls).toEqual([]);
});

test('for a thing that does not exist, nothing is read or written in the bucket', async () => {
  const { set, read, remove, calls } = await setUp();
  const { headers } = await read();
  await remove(headers['etag']);
  expect(await set('upl_1')).toMatchObject({ status: 404 });
  expect(calls).toEqual([]);
});
