import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';

export const getHealth: Handler<typeof publicRoutes.getHealth> = async () => ({
  status: 200,
  body: { status: 'ok' },
});
