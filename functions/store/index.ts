import * as z from 'zod';
import { openBucket } from '../../shared/files/bucket.ts';
import { linkSecretsUnder } from '../../shared/files/link-secret.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { downloadLinkWith } from '../../shared/store/download-link.ts';
import { storeHandlers } from './handlers.ts';

const { SECRETS_PREFIX } = readEnv(z.object({ SECRETS_PREFIX: z.string().min(1) }));
const bucket = openBucket();
const downloadLink = downloadLinkWith(bucket, linkSecretsUnder(SECRETS_PREFIX));

export const handler = apiHandler(storeRoutes, storeHandlers({ ledger: openLedger(), bucket, downloadLink }));
