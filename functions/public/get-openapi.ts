import openapi from '../../docs/openapi.json' with { type: 'json' };
import type { Operation } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';

const document = JSON.stringify(openapi);

export const getOpenapi: Operation<typeof publicRoutes.getOpenapi> = async () => ({
  status: 200,
  body: document,
});
