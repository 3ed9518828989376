import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bucketClient } from '../../../../shared/files/bucket.ts';
import { credentials, REGION } from '../../aws/aws.ts';
import type { SandboxKeys } from '../local-secrets.ts';
import type { FilesPlace, TablePlace } from '../place.ts';
import { tellAlice } from './alice.ts';
import { tellBob } from './bob.ts';
import { asItIs, asItWas } from './catalogue.ts';
import { promoCodes } from './codes.ts';
import { tellHarbor } from './harbor.ts';
import { tellOthers } from './others.ts';
import { setPictures } from './pictures.ts';
import { creditRequests } from './requests.ts';
import type { Scene } from './scene.ts';
import { staffIn } from './staff.ts';

type Where = TablePlace & FilesPlace & { sandboxUrl: string; keys: readonly SandboxKeys[] };

/**
 * Gives the seeded agencies eight weeks of customers. Each deed is the operation of the domain that a request would have
 * run, on a clock that shows the time of the deed, and each payment is one that the sandbox has too: so the ledger's
 * commit, its checks, the events and the reconciliation see nothing but what customers could have done.
 */
export const seedHistory = async ({ sandboxUrl, keys, ...where }: Where): Promise<void> => {
  const dynamoDb = new DynamoDBClient({ endpoint: where.dynamoDbEndpoint, region: REGION, credentials });
  const s3 = new S3Client({ ...bucketClient, endpoint: where.s3Endpoint, region: REGION, credentials });
  const scene: Scene = {
    table: { client: DynamoDBDocumentClient.from(dynamoDb), name: where.tableName },
    bucket: { client: s3, name: where.bucketName },
    sandboxUrl,
    keys,
    now: Date.now(),
  };
  const admin = staffIn(scene, 'demo', 'admin');
  const agency = {
    admin,
    reviewer: staffIn(scene, 'demo', 'reviewer'),
    finance: staffIn(scene, 'demo', 'finance', ['finance']),
  };
  await setPictures(scene);
  await asItWas(scene, admin);
  const codes = await promoCodes(scene, admin);
  await Promise.all([
    tellAlice(scene, agency, codes),
    tellBob(scene, admin),
    tellOthers(scene, codes),
    tellHarbor(scene),
  ]);
  await creditRequests(scene, agency);
  await asItIs(scene, admin);
  dynamoDb.destroy();
  s3.destroy();
};
