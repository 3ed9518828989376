import type { Operation } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';

export const getHealth: Operation<typeof publicRoutes.getHealth> = async () => ({
  status: 200,
  body: { status: 'ok' },
});
