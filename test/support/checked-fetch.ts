import { expectDeclared } from './declared.ts';
import { readBody, routeOf } from './route-of.ts';

/** For @scrip/client: holds whatever is answered against what is declared. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const route = routeOf(new Request(input, init));
  const response = await fetch(input, init);
  const { status, headers } = response;
  expectDeclared(route, { status, headers, body: await readBody(route, response.clone()) });
  return response;
};
