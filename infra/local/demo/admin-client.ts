import { endpointWithSecretView } from '../../../shared/http/routes/agency/endpoints.ts';
import { DemoError } from './check.ts';

/** The API as the agency's own software would call it. */
export const connectAdmin = (api: string, token: string) => {
  const call = async (method: 'POST' | 'DELETE', path: string, wanted: number, body?: object) => {
    const response = await fetch(`${api}/v1/agency${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status !== wanted)
      throw new DemoError(`${method} ${path} answered ${response.status} instead of ${wanted}: ${text}`);
    return text;
  };
  return {
    /** Has all events sent to the address. */
    createEndpoint: async (url: string) =>
      endpointWithSecretView.parse(JSON.parse(await call('POST', '/endpoints', 201, { url }))),
    deleteEndpoint: (id: string) => call('DELETE', `/endpoints/${id}`, 204),
  };
};

export type AdminClient = ReturnType<typeof connectAdmin>;
