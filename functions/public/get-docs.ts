import type { Handler } from '../../shared/http/route.ts';
import type { publicRoutes } from '../../shared/http/routes/public.ts';
import { staticFile } from './static-file.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Scrip API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="api"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

/** Scripts and styles only from here; the page's own requests only to this API. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const answer = staticFile(page);

export const getDocs: Handler<typeof publicRoutes.getDocs> = async ({ headers }) =>
  await answer(headers, { 'content-security-policy': POLICY });
