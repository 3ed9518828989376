import type { Route } from './route.ts';
import { agencyRoutes } from './routes/agency.ts';
import { checkoutRoutes } from './routes/checkout.ts';
import { peopleRoutes } from './routes/agency/people.ts';
import { accountRoutes } from './routes/account.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { publicRoutes } from './routes/public.ts';
import { storeRoutes } from './routes/store.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** Every route by its operation's name. A Lambda loads only its own part, so that it starts fast. */
export const routes = {
  ...accountRoutes,
  ...storeRoutes,
  ...checkoutRoutes,
  ...agencyRoutes,
  ...peopleRoutes,
  ...webhookRoutes,
  ...pictureRoutes,
  ...publicRoutes,
} satisfies Record<string, Route>;
