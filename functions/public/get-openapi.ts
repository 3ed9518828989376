import openapi from '../../docs/openapi.json' with { type: 'json' };
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { staticFile } from './static-file.ts';

const document = staticFile(JSON.stringify(openapi));

export const getOpenapi: Handler<typeof publicRoutes.getOpenapi> = async ({ headers }) =>
  await document(headers);
