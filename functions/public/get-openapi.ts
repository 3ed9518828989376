import openapi from '../../docs/openapi.json' with { type: 'json' };
import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';

const document = JSON.stringify(openapi);

export const getOpenapi: Handler<typeof publicRoutes.getOpenapi> = async () => ({
  status: 200,
  body: document,
});
